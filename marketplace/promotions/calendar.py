"""Until when a kept page holds: the minutes at which some collection begins or ends.

Pages for strangers are kept until the street changes; the beginning of a period is no change of
the database. So a process knows the coming minutes by heart, reads them anew when a collection
was written, and counts how many have passed: that number is part of a kept page's version.
"""

from bisect import bisect_right
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from marketplace.clock import now
from marketplace.generations import CURATED, Numbers
from marketplace.promotions.models import Collection


class Calendar:
    """The beginnings and ends that one process knows of."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: tuple[int | None, tuple[datetime, ...]] = (None, ())

    def passed(self, numbers: Numbers) -> int:
        """How many of them lie behind us, in the state of the database that the numbers name."""
        number = dict(numbers).get(CURATED)
        known, minutes = self._known
        if number is None:
            return 0  # nobody has curated anything yet
        if known != number:
            minutes = self._read()
            self._known = number, minutes
        return bisect_right(minutes, now())

    def _read(self) -> tuple[datetime, ...]:
        table = Collection.__table__
        chosen = sa.select(table.c.begins_at, table.c.ends_at).where(table.c.state == "published")
        with self._engine.connect() as connection:
            rows = connection.execute(chosen).all()
        return tuple(sorted({at for row in rows for at in row}))
