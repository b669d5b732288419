"""How the sealing goes, in numbers and in a word; each is asked for often, so each is cheap."""

from datetime import timedelta

import sqlalchemy as sa

from marketplace.audit import heads, sealing
from marketplace.audit.models import EventSeal
from marketplace.clock import now
from marketplace.database import db
from marketplace.events import Event

LATE = timedelta(seconds=60)

_LAST_EVENT = sa.select(sa.func.coalesce(sa.func.max(EventSeal.event_id), 0)).scalar_subquery()


def sealed() -> float:
    """How many events are under a seal."""
    return db.session.scalar(sa.select(sa.func.coalesce(sa.func.max(EventSeal.sequence), 0))) or 0


def oldest() -> float:
    """Seconds since the oldest event that has no seal yet; 0 when all have one."""
    waiting = sa.select(Event.at).where(Event.id > _LAST_EVENT).order_by(Event.id).limit(1)
    at = db.session.scalar(waiting)
    return 0.0 if at is None else max(0.0, (now() - at).total_seconds())


def tail() -> int:
    """How many events have no seal yet."""
    waiting = sa.select(sa.func.count()).select_from(Event).where(Event.id > _LAST_EVENT)
    return db.session.scalar(waiting) or 0


def trouble() -> str | None:
    """What is wrong with the trail as far as a glance shows; None when nothing is."""
    if oldest() > LATE.total_seconds():
        return "events wait for their seal"
    outside, present = heads.last(), sealing.present_head()
    if outside is not None and (present is None or present.sequence < outside.sequence):
        return "the trail ends before its head outside: flask audit verify"
    return None
