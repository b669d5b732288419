"""Up to which id every event that will ever be kept is there to be read.

PostgreSQL gives out ids before commits, so a lower one may come later, or never. An INSERT takes
its lock on the table before it draws its id. So: read the last id drawn, then who holds that
lock; once those transactions are over, nobody is left who could bring an id at or below it.
"""

from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from marketplace.database import db

_LAST_DRAWN = sa.text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM events_id_seq")
_WRITING = sa.text(
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND relation = CAST('events' AS regclass) AND mode IN"
    " ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')"
)


class Horizon(Protocol):
    """Asked again and again, it moves on."""

    def reached(self) -> int | None:
        """The highest id that may be sealed; None when all that can be read may be."""


class OneWriter:
    """SQLite: ids are given out and committed in the same order."""

    def reached(self) -> int | None:
        return None


@dataclass
class ManyWriters:
    """PostgreSQL: what was drawn when we looked, once everybody who wrote then is done."""

    settled: int = 0
    drawn: int = 0
    writing: frozenset[str] = frozenset()

    def reached(self) -> int | None:
        if not self.writing & self._writing():
            drawn = int(db.session.scalar(_LAST_DRAWN) or 0)
            # All who could bring something up to the earlier number are done; unless this is
            # another server, which took over and counts anew.
            self.settled = self.drawn if drawn >= self.drawn else 0
            self.drawn = drawn
            # After the number, never before: who takes the lock in between has a higher id.
            self.writing = self._writing()
            if not self.writing:
                self.settled = self.drawn
        db.session.rollback()
        return self.settled

    def _writing(self) -> frozenset[str]:
        return frozenset(db.session.scalars(_WRITING))


def for_database() -> Horizon:
    """The way of the present database."""
    return OneWriter() if db.engine.dialect.name == "sqlite" else ManyWriters()
