"""Taking on what waits, letting it go, and handing it to a colleague.

Whoever takes something on locks her own appointment first and the thing second, so that an
appointment cannot end, nor the thing be decided, in between.
"""

from typing import Any

import sqlalchemy as sa

from marketplace.accounts.models import Officer, User
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.desk.models import Assignment
from marketplace.desk.sources import SOURCES, Source
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.events import record


class AlreadyDecided(Stale):
    """It does not wait any longer."""


class HeldByAnother(Stale):
    """A colleague has taken it on."""


def take_on(kind: str, subject_id: int, *, by: User) -> Assignment:
    """Let colleagues see that she looks after it; Stale when another does, or it is decided."""
    with transaction():
        lock_appointments(by)
        thing = waiting(kind, subject_id, by)
        held = _held(kind, subject_id)
        if held is None:
            return _assign(kind, thing, by, "desk.taken", by=by)
        _must_be_hers(held, by)
        return held


def release(kind: str, subject_id: int, *, by: User) -> None:
    """Give it back to the office; nothing happens when nobody has it."""
    with transaction():
        lock_appointments(by)
        thing = waiting(kind, subject_id, by)
        held = _held(kind, subject_id)
        if held is None:
            return
        _must_be_hers(held, by)
        db.session.delete(held)
        record("desk.released", thing, by=by)


def hand_to(kind: str, subject_id: int, *, to: User, by: User) -> Assignment:
    """Give it to a colleague who may decide on it, whoever had it; RuleBroken when she may not."""
    with transaction():
        lock_appointments(by, to)
        thing = waiting(kind, subject_id, by)
        if not is_for(SOURCES[kind], to, subject_id):
            raise RuleBroken("%(name)s tidak bertugas untuk ini.", name=to.name)
        held = _held(kind, subject_id)
        if held is not None and held.officer_id == to.id:
            return held
        if held is not None:
            db.session.delete(held)
            db.session.flush()
        return _assign(kind, thing, to, "desk.handed", by=by)


def _assign(kind: str, thing: Any, to: User, event: str, *, by: User) -> Assignment:
    taken = Assignment(kind=kind, subject_id=thing.id, officer_id=to.id, since=now())
    db.session.add(taken)
    record(event, thing, by=by, officer_id=to.id)
    return taken


def _held(kind: str, subject_id: int) -> Assignment | None:
    return db.session.scalar(
        sa.select(Assignment)
        .where(Assignment.kind == kind, Assignment.subject_id == subject_id)
        .with_for_update()
    )


def _must_be_hers(held: Assignment, by: User) -> None:
    if held.officer_id != by.id:
        raise HeldByAnother("Sudah dipegang %(name)s.", name=held.officer.name)


def lock_appointments(*people: User) -> None:
    """Hold officers at their desks, always in one order; RuleBroken when one has left hers."""
    wanted = [one.appointment for one in people if one.appointment is not None]
    fresh = {one.id: locked(one) for one in sorted(wanted, key=_id)}
    for person in people:
        if person.appointment is None or not fresh[person.appointment.id].is_present:
            raise RuleBroken("%(name)s tidak lagi bertugas.", name=person.name)


def _id(officer: Officer) -> int:
    return officer.id


def waiting(kind: str, subject_id: int, officer: User) -> Any:
    """The thing itself, locked; NotFound when it is not hers, AlreadyDecided when it is over."""
    source = SOURCES.get(kind)
    if source is None or not is_for(source, officer, subject_id):
        raise NotFound
    thing = locked(db.session.get_one(source.model, subject_id))
    still = sa.select(source.model.id).where(
        source.model.id == thing.id, source.open_to(officer, now())
    )
    if db.session.scalar(still) is None:
        raise AlreadyDecided("Sudah diputuskan orang lain.")
    return thing


def is_for(source: Source, officer: User, subject_id: int) -> bool:
    """Whether a thing is an officer's to decide, decided or not."""
    if not source.opens(officer):
        return False
    hers = source.hers(officer).where(source.model.id == subject_id)
    return db.session.scalar(sa.select(hers.exists())) is True
