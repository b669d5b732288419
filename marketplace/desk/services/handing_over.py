"""An officer leaves, or goes on leave: what she had taken on goes to a colleague or her office."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from marketplace.accounts import services as accounts
from marketplace.accounts.models import Officer, User
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.desk.models import Assignment
from marketplace.desk.services.assignments import is_for, lock_appointments
from marketplace.desk.sources import SOURCES
from marketplace.errors import RuleBroken
from marketplace.events import record


@dataclass(frozen=True)
class HandedOver:
    """How many things went to the colleague, and how many back to the office."""

    moved: int
    left: int


def end_and_hand_over(officer: Officer, *, to: User | None, by: User, at: datetime) -> HandedOver:
    """End an appointment and move what its holder had taken on, all of it or nothing."""
    with transaction():
        _lock_both(officer, to)
        accounts.end_appointment(officer, by=by, at=at)
        return _move(officer.user, to, by=by)


def reassign(officer: Officer, *, to: User | None, by: User) -> HandedOver:
    """Move what an officer has taken on; she stays in office."""
    if not by.is_administrator:
        raise RuleBroken("Hanya administrator provinsi yang mengatur petugas.")
    with transaction():
        _lock_both(officer, to)
        return _move(officer.user, to, by=by)


def let_go(person: User) -> int:
    """Give back to the office whatever somebody who left it still holds; returns how much."""
    with transaction():
        return _move(person, None, by=None).left


def _lock_both(officer: Officer, to: User | None) -> None:
    if to is None:
        locked(officer)
    elif to.id == officer.user_id:
        raise RuleBroken("Pilih rekan yang lain.", field="to")
    else:
        lock_appointments(officer.user, to)


def _move(person: User, to: User | None, *, by: User | None) -> HandedOver:
    held = db.session.scalars(
        sa.select(Assignment)
        .where(Assignment.officer_id == person.id)
        .order_by(Assignment.id)
        .with_for_update()
    ).all()
    moved = 0
    for one in held:
        if to is not None and is_for(SOURCES[one.kind], to, one.subject_id):
            one.officer_id, one.since = to.id, now()
            moved += 1
        else:
            db.session.delete(one)
    outcome = HandedOver(moved, len(held) - moved)
    if held:
        record(
            "desk.handed_over",
            person,
            by=by,
            to_id=to.id if to else None,
            moved=outcome.moved,
            left=outcome.left,
        )
    return outcome


def tidy() -> int:
    """Forget who had taken on what no longer waits; returns how many such notes went."""
    gone = 0
    for source in SOURCES.values():
        with transaction() as session:
            waits = sa.select(source.model.id).where(source.waits(now()))
            over = sa.delete(Assignment).where(
                Assignment.kind == source.kind, Assignment.subject_id.not_in(waits)
            )
            gone += session.execute(over).rowcount  # type: ignore[attr-defined]
    return gone
