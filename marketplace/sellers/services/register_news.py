"""What an applied import means for badges: which are judged again, whose record is not named."""

from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.events import Event
from marketplace.registry.absence import changed_by, ids_absent_from
from marketplace.registry.models import RegistryImport
from marketplace.registry.tables import BUSINESSES
from marketplace.sellers.models import Badge
from marketplace.sellers.services import staying_true

ABSENT = "badge.record_absent"


def recompute_after(
    import_: RegistryImport, *, progress: staying_true.Progress | None = None
) -> int:
    """Judge the badges whose records an import changed; returns how many changed."""
    return staying_true.recompute_where(_touched_by(import_), import_.id, progress)


def count_after(import_: RegistryImport) -> int:
    """How many badges rest on records that an import changed."""
    wanted = sa.select(sa.func.count()).select_from(Badge)
    chosen = wanted.where(Badge.revoked_at.is_(None), _touched_by(import_))
    return db.session.scalar(chosen) or 0


def tell_of_absence(import_: RegistryImport) -> int:
    """Record that a newer file of the same source no longer names the record of a badge; once.

    It is a warning for officers, who read it in the badge's story: a file may be incomplete.
    """
    absent = ids_absent_from(import_)
    if absent is None:
        return 0
    theirs = sa.select(Badge).where(
        Badge.stands(), Badge.expires_on >= today(), _record_column(import_).in_(absent)
    )
    with transaction() as session:
        badges = session.scalars(theirs.order_by(Badge.id)).all()
        for badge in badges:
            if not _was_told_of_absence(badge, import_.id):
                events.record(ABSENT, badge, shop_id=badge.shop_id, import_id=import_.id)
    return len(badges)


def _was_told_of_absence(badge: Badge, import_id: int) -> bool:
    told = sa.select(Event.details).where(
        Event.subject_kind == "Badge", Event.subject_id == str(badge.id), Event.name == ABSENT
    )
    return any(details.get("import_id") == import_id for details in db.session.scalars(told))


def _record_column(import_: RegistryImport) -> Any:
    return Badge.business_id if import_.kind == BUSINESSES.kind else Badge.cooperative_id


def _touched_by(import_: RegistryImport) -> sa.ColumnElement[bool]:
    return _record_column(import_).in_(changed_by(import_.id, import_.kind))
