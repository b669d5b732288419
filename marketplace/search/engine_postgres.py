"""The engine that machines share: PostgreSQL keeps what was analysed, numpy scores in each process.

Every write raises one number, under its row's lock, and stamps the rows that it writes with it.
A process holds the index as arrays and, when the number has moved, reads the rows above its own.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, cast

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from marketplace.catalog.queries import PublicListing
from marketplace.generations import Generation
from marketplace.search import shingles, understanding
from marketplace.search.columns import Mask, column_values, written_version
from marketplace.search.interface import Answer, Completion, EngineUnavailable, Health, Query
from marketplace.search.models import SearchDocument
from marketplace.search.row_segment import RowSegment, made_of, merged
from marketplace.search.state import State

NAME = "search"
SHAPE = 4  # raise it when a row below holds something else
LOCK_WAIT = 120  # seconds that a writer waits for another, such as a rebuild
BATCH = 500
OTHER_SHAPE = "the index has another shape and waits for a rebuild"
GROWTH = 4  # a segment is merged into the one before it unless that is so many times as large

Part = tuple[RowSegment, Mask]
_documents = cast(sa.Table, SearchDocument.__table__)
_present = sa.select(Generation.number).where(Generation.name == NAME)


@dataclass(frozen=True)
class _Held:
    """What a process has in memory: the number it stands at, and the parts of its state."""

    number: int = -1
    parts: list[Part] = field(default_factory=list)
    state: State = field(default_factory=lambda: State([], []))


def _written() -> str:
    """Name the way rows are written; one of another shape cannot be read, of other words can."""
    return f"{SHAPE}/{written_version()}"


def _has_another_shape(written: str) -> bool:
    return not written.startswith(f"{SHAPE}/")


def _row(document: PublicListing, number: int) -> dict[str, Any]:
    analysed = understanding.analysed(document)
    slugs = filter(None, (document.category_slug, document.category_parent))
    lengths = {f"{name}_length": len(terms) for name, terms in analysed.items()}
    return {
        "listing_id": document.listing_id,
        "version": number,
        "words": _written(),
        "gone": False,
        "terms": {name: dict(Counter(terms)) for name, terms in analysed.items()},
        "properties": {**column_values(document), **lengths, "slugs": list(slugs)}
        | {"shingles": shingles.of_title(document).tolist()},
    }


class PostgresEngine:
    """Reads and writes the index of one database; safe to share between threads."""

    def __init__(self, database: sa.Engine) -> None:
        self._database = database
        self._loading = threading.Lock()
        self._held = _Held()

    # reading

    def search(self, query: Query, *, on: date) -> Answer:
        """Answer a query from the state that the database has now."""
        return self._readable().answer(query, on)

    def complete(self, text: str, *, at_most: int, on: date) -> Completion:
        """Look where a text leads that is still being typed."""
        return self._readable().complete(text, at_most, on)

    def _readable(self) -> State:
        try:
            return self._newest()
        except SQLAlchemyError as error:
            raise EngineUnavailable(f"the index cannot be read: {type(error).__name__}") from error

    def _newest(self) -> State:
        held = self._held
        if self._number() == held.number:
            return held.state
        with self._loading:
            number = self._number()
            if number != self._held.number:
                self._held = self._loaded(number)
            return self._held.state

    def _number(self) -> int:
        with self._database.connect() as connection:
            number = connection.scalar(_present)
        if number is None:
            raise EngineUnavailable("there is no index")
        return number

    def _loaded(self, number: int) -> _Held:
        """Read what was written since; all of it when the database was put back to an older day."""
        before = self._held if number > self._held.number else _Held()
        changed = sa.select(
            _documents.c.listing_id,
            _documents.c.version,
            _documents.c.words,
            _documents.c.gone,
            _documents.c.terms,
            _documents.c.properties,
        ).where(_documents.c.version > before.number)
        ids, rows = [], []
        with self._database.connect() as connection:
            # One statement, so one state: the changes of a writer are all in it, or none.
            for row in connection.execution_options(yield_per=BATCH).execute(changed):
                ids.append(row.listing_id)
                number = max(number, row.version)
                if row.gone:
                    continue
                if _has_another_shape(row.words):
                    raise EngineUnavailable(OTHER_SHAPE)
                rows.append((row.properties, row.terms))
        parts = _without(before.parts, np.array(ids, np.int64))
        if rows:
            parts.append((made_of(rows), np.ones(len(rows), np.bool_)))
        parts = _compact(parts)
        dead = [np.flatnonzero(~live).tolist() for _, live in parts]
        return _Held(number, parts, State([segment for segment, _ in parts], dead))

    def version(self) -> object:
        """Give the number of the last change: an answer after this call is never older."""
        try:
            return self._number()
        except (EngineUnavailable, SQLAlchemyError):
            return "unavailable"

    def documents(self) -> int:
        """Say how many listings the index holds, by counting in an index of the database."""
        kept = sa.select(sa.func.count()).where(sa.not_(_documents.c.gone))
        try:
            with self._database.connect() as connection:
                return connection.scalar(kept.select_from(_documents)) or 0
        except SQLAlchemyError as error:
            raise EngineUnavailable(f"the index cannot be read: {type(error).__name__}") from error

    def health(self) -> Health:
        """Ask the database what the index holds; never raises."""
        kept = (
            sa.select(_documents.c.words, sa.func.count())
            .where(sa.not_(_documents.c.gone))
            .group_by(_documents.c.words)
        )
        try:
            self._number()
            with self._database.connect() as connection:
                counts: dict[str, int] = dict(connection.execute(kept).tuples().all())
        except (EngineUnavailable, SQLAlchemyError) as error:
            return Health(usable=False, trouble=str(error).partition("\n")[0])
        if any(map(_has_another_shape, counts)):
            return Health(usable=False, trouble=OTHER_SHAPE)
        stale = bool(counts.keys() - {_written()})
        return Health(True, stale, sum(counts.values()), " ".join(sorted(counts)))

    # writing

    def replace(self, documents: Iterable[PublicListing], among: Collection[int] = ()) -> None:
        """Put documents in, each in place of an older one; take out others named by `among`."""
        with self._changing() as (connection, number):
            rows = [_row(document, number) for document in documents]
            _write(connection, rows)
            gone = set(among) - {row["listing_id"] for row in rows}
            _remove(connection, _documents.c.listing_id.in_(sorted(gone)), number)

    def remove(self, listing_ids: Iterable[int]) -> None:
        """Take listings out; an unknown id is no error."""
        self.replace((), among=set(listing_ids))

    def rebuild(
        self,
        documents: Iterable[PublicListing],
        progress: Callable[[int], None] | None = None,
        again: Callable[[Collection[int]], Iterable[PublicListing]] | None = None,
    ) -> int:
        """Write every row anew in one transaction and return how many there are."""
        count = 0
        with self._changing(begins=True) as (connection, number):
            waiting = iter(documents)
            while rows := [_row(document, number) for document in islice(waiting, BATCH)]:
                _write(connection, rows)
                count += len(rows)
                if progress:
                    progress(count)
            _remove(connection, _documents.c.version < number, number)
        return count

    @contextmanager
    def _changing(self, *, begins: bool = False) -> Iterator[tuple[Connection, int]]:
        """Let one writer in at a time, over all machines, with the number of its change."""
        writing = self._database.connect().execution_options(writes=True)
        try:
            with writing as connection, connection.begin():
                connection.execute(sa.text(f"SET LOCAL lock_timeout = '{LOCK_WAIT}s'"))
                if begins:
                    connection.execute(_FIRST, {"name": NAME})
                # The clock keeps a number from ever being given again, in a restored database too.
                at = {"name": NAME, "clock": time.time_ns() // 1000}
                number = connection.scalar(_NEXT, at)
                if number is None:
                    raise EngineUnavailable("there is no index")
                yield connection, number
        except SQLAlchemyError as error:
            reason = str(error).partition("\n")[0]
            raise EngineUnavailable(f"the index cannot be written: {reason}") from error


_FIRST = sa.text(
    "INSERT INTO generations (name, number) VALUES (:name, 0) ON CONFLICT (name) DO NOTHING"
)
_NEXT = sa.text(
    "UPDATE generations SET number = GREATEST(number + 1, :clock) WHERE name = :name"
    " RETURNING number"
)


def _write(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    ids = [row["listing_id"] for row in rows]
    connection.execute(_documents.delete().where(_documents.c.listing_id.in_(ids)))
    connection.execute(_documents.insert(), rows)


def _remove(connection: Connection, which: sa.ColumnElement[bool], number: int) -> None:
    emptied = {"gone": True, "version": number, "terms": {}, "properties": {}}
    connection.execute(
        _documents.update().where(which, sa.not_(_documents.c.gone)).values(**emptied)
    )


def _without(parts: list[Part], ids: np.ndarray[Any, Any]) -> list[Part]:
    """The same parts, in which the rows of these listings no longer count."""
    return [(segment, live & ~np.isin(segment.columns["listing"], ids)) for segment, live in parts]


def _compact(parts: list[Part]) -> list[Part]:
    """Merge the small and the emptied, so that there are few segments and little waste."""
    parts = [part for part in parts if part[1].any()]
    while len(parts) > 1 and parts[-2][0].size < GROWTH * parts[-1][0].size:
        parts = [*parts[:-2], _whole(parts[-2:])]
    return [part if part[1].mean() > 0.5 else _whole([part]) for part in parts]


def _whole(parts: list[Part]) -> Part:
    segment = merged(parts)
    return segment, np.ones(segment.size, np.bool_)
