"""What the clock does to collections: they begin and end at their minute, each once."""

from datetime import datetime

import sqlalchemy as sa

from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.promotions.models import Collection
from marketplace.promotions.services.versions import record


def begin_and_end() -> int:
    """Note beginnings and ends that are due; pages show them by themselves. Returns how many."""
    at = now()
    due = sa.select(Collection).where(
        Collection.state == "published",
        sa.or_(
            Collection.ends_at <= at,
            sa.and_(Collection.begun_at.is_(None), Collection.begins_at <= at),
        ),
    )
    waiting = list(db.session.scalars(due.order_by(Collection.id)))
    return sum(_pass(collection, at) for collection in waiting)


def _pass(collection: Collection, at: datetime) -> int:
    """Its beginning, then its end; another worker may have been quicker."""
    with transaction():
        collection = locked(collection)
        passed: list[tuple[str, dict[str, str]]] = []
        if collection.begin(at):
            passed.append(("collection.begun", {}))
        if collection.run_out(at):
            passed.append(("collection.ended", {"reason_code": "period"}))
        for name, about in passed:
            record(name, collection, None, **about)
    return len(passed)
