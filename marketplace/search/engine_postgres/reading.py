"""One question to the index: over one connection, about one shelf, in a few statements."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa

from marketplace.search.answering import ENOUGH
from marketplace.search.engine_postgres.asking import Question, leading
from marketplace.search.engine_postgres.packing import RECORD, has_another_shape
from marketplace.search.engine_postgres.pool import Pool
from marketplace.search.engine_postgres.words import Rows, Spelling, Words
from marketplace.search.interface import EngineUnavailable, Query
from marketplace.search.tree import Tree

OTHER_SHAPE = "the index has another shape and waits for a rebuild"
STATE = """
SELECT number, shelf, written, documents, totals, slugs FROM generations
LEFT JOIN search_state ON true WHERE name = 'search'
"""
# A plan is chosen for what the query says, not for the average one. The shelf's own order is only
# kept by a process that reads it alone and from its beginning. The index of words is the way to
# them always: looking through rows is guessed too cheap, and compiling takes longer than running.
_SETTINGS = """
SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL synchronize_seqscans = off; SET LOCAL enable_seqscan = off; SET LOCAL jit = off;
SET LOCAL effective_io_concurrency = 0; SET LOCAL work_mem = '32MB'
"""


ROW_SIZE = 300  # bytes of a listing on a shelf, as measured
SMALL = 16_000_000  # bytes of a shelf that is read at once, however much of it is waste
ALONE = 0x5EA2C4  # the lock that lets one rebuild run at a time, over all machines


class Moved(Exception):
    """Another shelf is live than the one that was asked."""


@dataclass(frozen=True, slots=True)
class State:
    """Which shelf is live, and what is known of all its listings."""

    number: int
    shelf: str
    written: str
    documents: int
    totals: dict[str, int]
    slugs: tuple[str, ...]


def state_of(connection: Any) -> State:
    """Read the state over a connection of psycopg; EngineUnavailable when it cannot be used."""
    row = connection.execute(STATE).fetchone()
    if row is None or row[1] is None:
        raise EngineUnavailable("there is no index")
    if has_another_shape(row[2]):
        raise EngineUnavailable(OTHER_SHAPE)
    number, shelf, written, documents, totals, slugs = row
    return State(number, shelf, written, documents, totals, tuple(slugs))


def is_rebuilt(connection: Any) -> bool:
    """Whether somebody rebuilds the index now, over a connection of psycopg."""
    free = "SELECT pg_try_advisory_xact_lock_shared(%s)"
    return not connection.execute(free, [ALONE]).fetchone()[0]


class Reading:
    """What one query sees of the index; `Moved` when a rebuild was swapped in meanwhile."""

    def __init__(self, connection: Any, spelling: Spelling) -> None:
        self._connection = connection
        self.state = state = state_of(connection)
        self.words = Words(
            self._ask_terms,
            f"search_terms_{state.shelf}",
            state.documents,
            state.totals,
            state.number,
            spelling,
        )

    def scattered(self) -> "Scattered":
        """How far the index is from what a rebuild would make of it."""
        asked = "SELECT count(*), pg_relation_size(%(shelf)s::regclass) FROM search_fresh"
        fresh, size = self._rows(asked, {"shelf": f"search_shelf_{self.state.shelf}"})[0]
        needed = max(self.state.documents, 1) * ROW_SIZE
        wasted = 1 - needed / size if size > SMALL else 0.0
        return Scattered(fresh, max(wasted, 0.0), is_rebuilt(self._connection))

    def candidates(
        self, ways: Sequence[str], tree: Tree, query: Query, on: date, most: int
    ) -> "Found":
        """Rows that match in any of the ways, as far as they may matter for the answer."""
        question = Question(ways, query, on, most)
        statement = question.statement(self.state.shelf)
        rows = sorted(self._rows(statement, question.values, binary=True))
        self._same_shelf(rows)
        shelf, fresh, entries = rows[0][3] + rows[1][3], rows[2][3] + rows[3][3], rows[2][4]
        pool = self._pool(shelf, fresh, entries + rows[3][4], tree)
        counts = [count for _, _, count, *_ in rows]
        matched = sum(counts)
        if question.groups > 1 and matched < ENOUGH:
            matched = self._rows(question.any_of(self.state.shelf), question.values)[0][0]
        return Found(pool, counts[0] + counts[2] > most, matched)

    def leads(self, ways: Sequence[str], tree: Tree, most: int) -> Pool:
        """Some rows for each way in which words may go on."""
        statement, values = leading(self.state.shelf, ways, most)
        rows = sorted(self._rows(statement, values, binary=True))
        self._same_shelf(rows)
        every = np.frombuffer(b"".join(row[3] for row in rows[:-1]), RECORD)
        _, first = np.unique(every["position"], return_index=True)
        return self._pool(every[first].tobytes(), rows[-1][3], rows[-1][4], tree)

    def _pool(self, shelf: bytes, fresh: bytes, entries: bytes, tree: Tree) -> Pool:
        terms = terms_of(tree)
        self.words.look_up(terms)
        pool = Pool(shelf, fresh, entries, self.state.slugs, self._shingles)
        if terms and pool.parts:
            pool.learn(self._postings(terms, pool.parts))
        return pool

    def _same_shelf(self, rows: Rows) -> None:
        if any(shelf != self.state.shelf for _, shelf, *_ in rows):
            raise Moved

    def _postings(self, terms: Iterable[str], parts: Sequence[int]) -> Rows:
        asked = (
            f"SELECT term, part, entries FROM search_postings_{self.state.shelf}"
            " WHERE term = ANY(%(terms)s) AND part = ANY(%(parts)s)"
        )
        return self._live(asked, {"terms": list(terms), "parts": list(parts)}, binary=True)

    def _shingles(self, listings: Sequence[int]) -> dict[int, bytes]:
        asked = " UNION ALL ".join(
            f"SELECT listing_id, shingles FROM {table} WHERE listing_id = ANY(%(ids)s)"
            for table in (f"search_shelf_{self.state.shelf}", "search_fresh")
        )
        return dict(self._rows(asked, {"ids": list(listings)}, binary=True))

    def _ask_terms(self, statement: str, values: dict[str, Any]) -> Rows:
        return self._live(statement, values)

    def _live(self, statement: str, values: dict[str, Any], *, binary: bool = False) -> Rows:
        live = f"SELECT asked.*, (SELECT shelf FROM search_state) FROM ({statement}) AS asked"
        rows = self._rows(live, values, binary=binary)
        if any(row[-1] != self.state.shelf for row in rows):
            raise Moved
        return [row[:-1] for row in rows]

    def _rows(self, statement: str, values: dict[str, Any], *, binary: bool = False) -> Rows:
        found: Rows = self._connection.execute(statement, values, binary=binary).fetchall()
        return found


def terms_of(tree: Tree) -> set[str]:
    """Every term that any alternative of any word has."""
    return {term for word in tree for one in word.alternatives for term in one.terms}


@dataclass(frozen=True, slots=True)
class Scattered:
    """Listings apart from the shelf, the share of it that is empty, and whether it is rebuilt.

    Rows that a backup brought back are larger than those of a rebuild: that counts as waste too.
    """

    fresh: int
    wasted: float
    rebuilding: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The rows found for a question, and whether there are more than those.

    `matched` counts what has the words whatever the filters say; no further than to `ENOUGH`.
    """

    pool: Pool
    more: bool
    matched: int


@contextmanager
def reading(database: sa.Engine, spelling: Spelling) -> Iterator[Reading]:
    """Open a question, set up for statements of this kind."""
    with database.connect() as connection, connection.begin():
        raw = connection.connection.driver_connection
        raw.execute(_SETTINGS)  # type: ignore[union-attr]
        yield Reading(raw, spelling)
