"""The trail as people read it: newest first, a screen at a time, with each event's seal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.audit import words
from marketplace.audit.models import EventSeal
from marketplace.clock import start_of
from marketplace.database import db
from marketplace.events import Event

# What opens nothing by itself, but names files: of no use to a reader.
_UNSAID = frozenset({"key", "keys", "own_mac", "outside_mac", "proof", "shop_id"})


@dataclass(frozen=True)
class Asked:
    """Which part of the trail; what is None does not narrow it."""

    name: str | None = None
    actor_id: int | None = None
    subject_kind: str | None = None
    subject_id: str | None = None
    shop_id: int | None = None
    first: date | None = None
    last: date | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The same for the database; days are those of Banten."""
        equal = ("name", "actor_id", "subject_kind", "subject_id", "shop_id")
        wanted: list[sa.ColumnElement[bool]] = [
            getattr(Event, column) == value
            for column in equal
            if (value := getattr(self, column)) is not None
        ]
        if self.first is not None:
            wanted.append(Event.at >= start_of(self.first))
        if self.last is not None:
            wanted.append(Event.at < start_of(self.last + timedelta(days=1)))
        return wanted


@dataclass(frozen=True)
class Entry:
    """One event as a reader sees it; `sequence` is None until it is sealed."""

    id: int
    name: str
    subject_kind: str
    subject_id: str
    actor_id: int | None
    role: str | None
    details: dict[str, Any]
    at: datetime
    request_id: str | None
    sequence: int | None

    @property
    def words(self) -> str:
        """What happened."""
        return words.of_event(self.name)

    @property
    def subject(self) -> str:
        """What it happened to."""
        return words.of_subject(self.subject_kind, self.subject_id)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What else was written down: ids and codes."""
        return [
            (name, str(value))
            for name, value in self.details.items()
            if name not in _UNSAID and value not in (None, "", [], {})
        ]


_COLUMNS = (
    Event.id,
    Event.name,
    Event.subject_kind,
    Event.subject_id,
    Event.actor_id,
    Event.role,
    Event.details,
    Event.at,
    Event.request_id,
    EventSeal.sequence,
)


def entries(asked: Asked, *, before: int | None = None, size: int) -> tuple[list[Entry], bool]:
    """The newest events that were asked for, older than `before`; and whether there are more."""
    wanted = (
        sa.select(*_COLUMNS)
        .outerjoin(EventSeal, EventSeal.event_id == Event.id)
        .where(*asked.conditions())
        .order_by(Event.id.desc())
        .limit(size + 1)
    )
    if before is not None:
        wanted = wanted.where(Event.id < before)
    rows = [Entry(*row) for row in db.session.execute(wanted)]
    return rows[:size], len(rows) > size


def all_entries(asked: Asked, *, most: int, size: int = 1_000) -> Iterator[Entry]:
    """The same one after the other, `most` of them at most."""
    before, left = None, most
    while left > 0:
        rows, more = entries(asked, before=before, size=min(size, left))
        yield from rows
        if not more or not rows:
            return
        before, left = rows[-1].id, left - len(rows)
