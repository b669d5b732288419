"""The night's forgetting: every retention class in turn, and a report of what went."""

from datetime import datetime

import sqlalchemy as sa
import structlog

from marketplace import database
from marketplace.accounts.models import RetentionRun, User
from marketplace.database import db, transaction
from marketplace.events import record
from marketplace.retention import forgetters, kept, retention

log = structlog.get_logger(__name__)


def apply_retention(at: datetime) -> RetentionRun:
    """Forget what is older than its class allows; a class that fails is tried the next night."""
    counts: dict[str, int] = {}
    since = _last_run()
    for key, forget in forgetters().items():
        try:
            counts[key] = forget(at - kept(key))
        except Exception:
            db.session.rollback()
            log.exception("retention failed", retention_class=key)
    if any(counts.values()) or _somebody_was_erased(since):
        database.rewrite()
    with transaction() as session:
        run = RetentionRun(at=at, version=retention().version, counts=counts)
        session.add(run)
        record("retention.applied", run, **counts)
    return run


def _last_run() -> datetime | None:
    return db.session.scalar(sa.select(sa.func.max(RetentionRun.at)))


def _somebody_was_erased(since: datetime | None) -> bool:
    """Whether pages of the database may hold copies of what was erased since the last night."""
    erased = sa.select(User.id).where(User.erased_at.is_not(None))
    if since is not None:
        erased = erased.where(User.erased_at >= since)
    return db.session.scalar(erased.limit(1)) is not None
