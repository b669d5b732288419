"""What happened: written with the change itself, told to the house afterwards.

An event is never updated: the events are the audit trail. Its details hold ids,
never names, numbers or addresses of people, so that a person can be erased.
Delivery is at least once; a subscriber must bear being told twice.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Mapped, mapped_column

from marketplace import jobs, origin
from marketplace.clock import now
from marketplace.database import Id, Model, after_commit, db, in_transaction, transaction

log = structlog.get_logger(__name__)

Subscriber = Callable[["Event"], None]
_subscribers: dict[str, dict[str, Subscriber]] = {}

CLAIM_LASTS = timedelta(minutes=2)
HINT_IS_LATE = timedelta(seconds=10)
MOST_TRIES = 12


class Event(Model):
    """One thing that happened: what, to which record, by whom, when."""

    __tablename__ = "events"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    # No foreign key: the trail outlives the person.
    actor_id: Mapped[int | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    at: Mapped[datetime] = mapped_column(index=True)
    # The shop that it is about, where there is one. No foreign key either.
    shop_id: Mapped[int | None]
    # An officer's office when she acted, and a keyed hash of where she asked from.
    role: Mapped[str | None]
    came_from: Mapped[str | None]
    # As in the log, where a request caused it.
    request_id: Mapped[str | None]

    __table_args__ = (
        sa.Index("ix_events_subject_kind_subject_id", "subject_kind", "subject_id"),
        sa.Index(
            "ix_events_of_shop",
            "shop_id",
            "id",
            sqlite_where=sa.text("shop_id IS NOT NULL"),
            postgresql_where=sa.text("shop_id IS NOT NULL"),
        ),
    )


class Delivery(Model):
    """That one subscriber is to hear of one event."""

    __tablename__ = "deliveries"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), primary_key=True)
    subscriber: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]

    __table_args__ = (
        sa.Index(
            "ix_deliveries_waiting",
            "due_at",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )


def on(*names: str) -> Callable[[Subscriber], Subscriber]:
    """Subscribe a function to events of these names."""

    def subscribe(function: Subscriber) -> Subscriber:
        key = f"{function.__module__.removeprefix('marketplace.')}:{function.__name__}"
        for name in names:
            _subscribers.setdefault(name, {})[key] = function
        return function

    return subscribe


def record(name: str, subject: Any, *, by: Any = None, **details: Any) -> Event:
    """Write down that something happened to `subject`; only inside a transaction."""
    if not in_transaction():
        raise RuntimeError("an event is recorded in the transaction of its change")
    db.session.flush()
    state = sa.inspect(subject)
    event = Event(
        name=name,
        subject_kind=type(subject).__name__,
        subject_id="/".join(str(part) for part in state.identity),
        details=details,
        shop_id=_shop_of(state, details),
        **origin.of(by),
    )
    return _write(event)


def record_of_house(name: str, subject_kind: str, **details: Any) -> Event:
    """Write down what happened to something that is no record, such as the whole database."""
    if not in_transaction():
        raise RuntimeError("an event is recorded in the transaction of its change")
    event = Event(name=name, subject_kind=subject_kind, subject_id="", details=details)
    return _write(event)


def _write(event: Event) -> Event:
    session = db.session()
    event.at = now()
    session.add(event)
    session.flush()
    listeners = list(_subscribers.get(event.name, {}))
    for subscriber in listeners:
        session.add(Delivery(event_id=event.id, subscriber=subscriber, due_at=event.at))
    if listeners:
        event_id = event.id
        after_commit(lambda: jobs.hint(event_id))
    return event


def _shop_of(subject: Any, details: dict[str, Any]) -> int | None:
    """The shop that an event is about: named, or the subject itself, or what the subject hangs on.

    Nothing is fetched for it.
    """
    if type(subject.object).__tablename__ == "shops":
        found = subject.identity[0]
    else:
        found = details.get("shop_id", subject.dict.get("shop_id"))
    return found if isinstance(found, int) else None


def of(subject: Any, since: datetime) -> list[Event]:
    """What happened to a record since an instant, in the order in which it did."""
    identity = sa.inspect(subject).identity
    return list(
        db.session.scalars(
            sa.select(Event)
            .where(
                Event.subject_kind == type(subject).__name__,
                Event.subject_id == "/".join(str(part) for part in identity),
                Event.at >= since,
            )
            .order_by(Event.id)
        )
    )


@jobs.delivers
def deliver(event_id: int) -> None:
    """Tell the subscribers of one event that have not heard of it yet."""
    for subscriber in db.session.scalars(
        sa.select(Delivery.subscriber).where(
            Delivery.event_id == event_id, Delivery.done_at.is_(None)
        )
    ).all():
        _deliver_to(event_id, subscriber)


def deliver_waiting(*, late_only: bool = False, limit: int = 500) -> int:
    """Deliver what is due; with `late_only`, only what its hint did not bring. Returns how many."""
    before = now() - HINT_IS_LATE if late_only else now()
    waiting = db.session.execute(
        sa.select(Delivery.event_id, Delivery.subscriber)
        .where(Delivery.done_at.is_(None), Delivery.due_at <= before, Delivery.tries < MOST_TRIES)
        .order_by(Delivery.event_id)
        .limit(limit)
    ).all()
    for event_id, subscriber in waiting:
        _deliver_to(event_id, subscriber)
    return len(waiting)


def waiting() -> int:
    """How many deliveries are still to be tried."""
    to_come = Delivery.done_at.is_(None), Delivery.tries < MOST_TRIES
    return db.session.scalar(sa.select(sa.func.count()).select_from(Delivery).where(*to_come)) or 0


def given_up() -> int:
    """How many deliveries failed so often that nobody tries them again."""
    failed = Delivery.done_at.is_(None), Delivery.tries >= MOST_TRIES
    return db.session.scalar(sa.select(sa.func.count()).select_from(Delivery).where(*failed)) or 0


def _deliver_to(event_id: int, subscriber: str) -> None:
    if not _claim(event_id, subscriber):
        return
    function = next(
        (them[subscriber] for them in _subscribers.values() if subscriber in them), None
    )
    try:
        if function is not None:
            function(db.session.get_one(Event, event_id))
    except Exception as error:  # a subscriber's failure is kept and tried again, never lost
        db.session.rollback()
        log.exception("delivery failed", event_id=event_id, subscriber=subscriber)
        _finish(event_id, subscriber, error=type(error).__name__)
        return
    _finish(event_id, subscriber, error=None)


def _claim(event_id: int, subscriber: str) -> bool:
    with transaction() as session:
        claimed: Any = session.execute(
            sa.update(Delivery)
            .where(
                Delivery.event_id == event_id,
                Delivery.subscriber == subscriber,
                Delivery.done_at.is_(None),
                Delivery.due_at <= now(),
            )
            .values(due_at=now() + CLAIM_LASTS, tries=Delivery.tries + 1)
        )
        return claimed.rowcount == 1


def _finish(event_id: int, subscriber: str, *, error: str | None) -> None:
    with transaction() as session:
        delivery = session.get_one(Delivery, (event_id, subscriber), with_for_update=True)
        delivery.error = error
        if error is None:
            delivery.done_at = now()
        else:
            delivery.due_at = now() + timedelta(seconds=2**delivery.tries)
