"""The inbox of an officer: everything that waits for her, the nearest deadline first.

One statement asks each source for one page at most, and the pages are merged, so ten thousand
waiting things cost little more than a hundred. A cursor names the last line seen, so nothing is
skipped or shown twice when things are decided meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import Officer, User
from marketplace.clock import now
from marketplace.database import db
from marketplace.desk.models import Assignment
from marketplace.desk.sources import SOURCES, Row, Source, sources_for

PAGE_SIZE = 25
MOST_HELD = 1_000
EVERYBODYS, MINE, FREE = "all", "mine", "free"


@dataclass(frozen=True)
class Wanted:
    """What of her inbox an officer wants to see; nothing chosen is everything."""

    kind: str | None = None
    regency: str | None = None
    whose: str = EVERYBODYS
    overdue: bool = False


@dataclass(frozen=True, order=True)
class Place:
    """Where a line stands in the order of an inbox."""

    due_at: datetime
    kind: str
    id: int


@dataclass(frozen=True)
class Line:
    """A line as the database finds it, before its record is read."""

    place: Place
    since: datetime
    is_urgent: bool


@dataclass(frozen=True)
class Item:
    """One line of an inbox."""

    source: Source
    id: int
    row: Row
    since: datetime
    due_at: datetime
    is_urgent: bool
    holder: User | None = None

    @property
    def kind(self) -> str:
        """Its source's."""
        return self.source.kind

    @property
    def key(self) -> str:
        """What names it in a form: `claim-17`."""
        return f"{self.kind}-{self.id}"

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.due_at, self.kind, self.id)

    def is_late(self, at: datetime) -> bool:
        """Whether its deadline is over."""
        return at > self.due_at


@dataclass(frozen=True)
class Inbox:
    """One page of lines, and whether more follow."""

    items: list[Item]
    has_more: bool


@dataclass(frozen=True)
class Count:
    """How much of one kind waits, how much of it too long, and the nearest deadline."""

    source: Source
    waiting: int
    late: int
    next_due_at: datetime | None


def inbox(
    officer: User, wanted: Wanted, *, after: Place | None = None, size: int = PAGE_SIZE
) -> Inbox:
    """A page of what waits for an officer, from after a place on."""
    at = now()
    asked = [one for one in sources_for(officer) if wanted.kind in (None, one.kind)]
    if not asked:
        return Inbox([], has_more=False)
    each = [_first(one, officer, wanted, at, after, size + 1) for one in asked]
    lines = sorted(
        (
            Line(Place(due + SOURCES[kind].lasts, kind, id_), since, bool(urgent))
            for kind, id_, since, due, urgent in db.session.execute(sa.union_all(*each))
        ),
        key=_place,
    )
    return Inbox(_items(lines[:size]), len(lines) > size)


def _place(line: Line) -> Place:
    return line.place


def _first(
    source: Source, officer: User, wanted: Wanted, at: datetime, after: Place | None, most: int
) -> sa.Select[Any]:
    """The first few of one kind: no more than what their places need, so that sorting is cheap."""
    urgent = sa.literal(False) if source.urgent is None else source.urgent
    chosen = (
        _wanted(source, officer, wanted, at)
        .with_only_columns(
            sa.literal(source.kind).label("kind"),
            source.model.id.label("id"),
            source.since.label("since"),
            source.due.label("due"),
            urgent.label("urgent"),
        )
        .order_by(source.due, source.model.id)
        .limit(most)
    )
    if after is not None:
        chosen = chosen.where(_after(source, after))
    return sa.select(chosen.subquery())


def _items(lines: list[Line]) -> list[Item]:
    """The lines with what they say of their records, and who has taken them on."""
    ids: dict[str, list[int]] = {}
    for line in lines:
        ids.setdefault(line.place.kind, []).append(line.place.id)
    rows = {
        (kind, record.id): SOURCES[kind].row(record)
        for kind, some in ids.items()
        for record in _records(SOURCES[kind], some)
    }
    holders = _holders(ids)
    return [
        Item(SOURCES[at.kind], at.id, rows[at.kind, at.id], one.since, at.due_at, one.is_urgent,
             holders.get((at.kind, at.id)))
        for one in lines
        for at in [one.place]
    ]  # fmt: skip


def _records(source: Source, ids: list[int]) -> Sequence[Any]:
    wanted = sa.select(source.model).where(source.model.id.in_(ids)).options(*source.options)
    return db.session.scalars(wanted).unique().all()


def _after(source: Source, place: Place) -> sa.ColumnElement[bool]:
    due = place.due_at - source.lasts
    if source.kind != place.kind:
        return source.due >= due if source.kind > place.kind else source.due > due
    return sa.or_(source.due > due, sa.and_(source.due == due, source.model.id > place.id))


def _wanted(source: Source, officer: User, wanted: Wanted, at: datetime) -> sa.Select[Any]:
    chosen = source.waiting_for(officer, at)
    if wanted.overdue:
        chosen = chosen.where(source.due < at - source.lasts)
    if wanted.regency:
        chosen = chosen.where(
            sa.false() if source.regency is None else source.regency == wanted.regency
        )
    taken = sa.exists().where(
        Assignment.kind == source.kind, Assignment.subject_id == source.model.id
    )
    if wanted.whose == MINE:
        return chosen.where(taken.where(Assignment.officer_id == officer.id))
    return chosen.where(~taken) if wanted.whose == FREE else chosen


def _holders(ids: dict[str, list[int]]) -> dict[tuple[str, int], User]:
    """Who has taken on which of these."""
    if not ids:
        return {}
    of_kinds = [
        sa.and_(Assignment.kind == kind, Assignment.subject_id.in_(some))
        for kind, some in ids.items()
    ]
    found = db.session.scalars(
        sa.select(Assignment).where(sa.or_(*of_kinds)).options(joinedload(Assignment.officer))
    )
    return {(one.kind, one.subject_id): one.officer for one in found}


def counts(officer: User, wanted: Wanted | None = None) -> list[Count]:
    """How much of each kind waits for her, in one statement; the kind itself is not narrowed."""
    at, wanted = now(), wanted or Wanted()
    asked = sources_for(officer)
    if not asked:
        return []
    each = [_counted(one, officer, wanted, at) for one in asked]
    told = {
        kind: (waiting, late or 0, due)
        for kind, waiting, late, due in db.session.execute(sa.union_all(*each))
    }
    return [
        Count(one, waiting, late, due + one.lasts if due else None)
        for one in asked
        for waiting, late, due in [told[one.kind]]
    ]


def _counted(source: Source, officer: User, wanted: Wanted, at: datetime) -> sa.Select[Any]:
    late = sa.case((source.due < at - source.lasts, 1), else_=0)
    return _wanted(source, officer, wanted, at).with_only_columns(
        sa.literal(source.kind), sa.func.count(), sa.func.sum(late), sa.func.min(source.due)
    )


def is_hers(officer: User, kind: str, subject_id: int) -> bool:
    """Whether a thing is one that she decides on, decided already or not."""
    source = SOURCES.get(kind)
    if source is None or not source.opens(officer):
        return False
    mine = source.hers(officer).where(source.model.id == subject_id)
    return db.session.scalar(sa.select(mine.exists())) is True


def held_by(officer: User, most: int = MOST_HELD) -> list[Item]:
    """Everything that an officer has taken on and that still waits, by deadline."""
    return inbox(officer, Wanted(whose=MINE), size=most).items


def colleagues_of(officer: User) -> list[User]:
    """Present officers of the same office who decide on something, by name."""
    appointment = officer.appointment
    if appointment is None:
        return []
    return [one for one in _others(officer) if _office(one) == appointment.regency_code]


def successors_of(officer: User) -> list[User]:
    """Who could look after an officer's work: her colleagues, then the province."""
    others = _others(officer)
    mine = officer.appointment.regency_code if officer.appointment else None
    near = [one for one in others if _office(one) == mine]
    return near + [one for one in others if one not in near and _office(one) is None]


def only_she_has(officer: User) -> list[str]:
    """The duties that nobody else of her office has."""
    theirs = {
        duty
        for one in _present_but(officer)
        if one.officer is not None and _office(one) == _office(officer)
        for duty in one.officer.duties
    }
    mine = officer.officer.duties if officer.officer else []
    return [duty for duty in mine if duty not in theirs]


def _office(officer: User) -> str | None:
    return officer.appointment.regency_code if officer.appointment else None


def _others(officer: User) -> list[User]:
    return [one for one in _present_but(officer) if sources_for(one)]


def _present_but(officer: User) -> list[User]:
    people = db.session.scalars(
        sa.select(User)
        .join(User.appointment)
        .where(Officer.ended_at.is_(None), User.id != officer.id)
        .options(joinedload(User.appointment))
        .order_by(User.name, User.id)
    )
    return list(people)
