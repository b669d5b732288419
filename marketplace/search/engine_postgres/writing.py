"""Changes of single listings: their rows lie apart from the shelf until it is built anew.

The shelf lies in the order of standing, and stays so because nothing is ever put into it.
"""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import sqlalchemy as sa
from psycopg.types.json import Json
from sqlalchemy.exc import SQLAlchemyError

from marketplace.catalog.queries import PublicListing
from marketplace.search.engine_postgres.packing import RECORD, Packed, entries_of, packed, written
from marketplace.search.engine_postgres.reading import State, state_of
from marketplace.search.interface import EngineUnavailable
from marketplace.search.ranking.scoring import FIELDS

NAME = "search"
LOCK_WAIT = 120  # seconds that a writer waits for another
COLUMNS = (
    *("listing_id", "standing", "published", "price_min", "price_max", "sale_min", "sale_max"),
    *("cooperative", "sale_from", "sale_until", "kind", "parent", "regency", "district"),
    *("verified", "halal", "pirt", "bpom", "merek", "stock", "made_to_order", "record"),
    *("words", "shingles"),
)
NAMES = ", ".join(COLUMNS)

# The clock keeps a number from ever being given again, in a restored database too.
_NEXT = """
UPDATE generations SET number = GREATEST(number + 1, %(clock)s) WHERE name = %(name)s
RETURNING number
"""
_TERMS = """
SELECT lexeme, count(*), count(*) FILTER (WHERE weights && '{A,B}'),
       count(*) FILTER (WHERE weights && '{A}')
FROM taken, unnest(words) WHERE strpos(lexeme, ':') = 0 GROUP BY lexeme
"""
_COUNTED = """
INSERT INTO {table} AS known SELECT * FROM
unnest(%(terms)s::text[], %(listings)s::int[], %(naming)s::int[], %(titles)s::int[])
ON CONFLICT (term) DO UPDATE SET listings = known.listings + excluded.listings,
naming = known.naming + excluded.naming, titles = known.titles + excluded.titles
"""
# A shop's name may be a person's, and in no table may it outlast her.
_FORGOTTEN = """
WITH gone AS (
    DELETE FROM search_terms_{shelf} WHERE term = ANY(%(terms)s) AND listings <= 0 RETURNING term
)
DELETE FROM search_postings_{shelf} WHERE term IN (SELECT term FROM gone)
"""
_STATE = """
INSERT INTO search_state (id, shelf, written, documents, totals, slugs)
VALUES (1, %(shelf)s, %(written)s, %(documents)s, %(totals)s, %(slugs)s)
ON CONFLICT (id) DO UPDATE SET shelf = excluded.shelf, written = excluded.written,
documents = excluded.documents, totals = excluded.totals, slugs = excluded.slugs
"""


class Counts:
    """How many listings more or fewer have each term, and what becomes of the fields' lengths."""

    def __init__(self) -> None:
        self.documents = 0
        self.lengths: Counter[str] = Counter()
        self.slugs: set[str] = set()
        # By weight of the lexeme: in the title, in what else names a listing, elsewhere.
        self._terms: dict[str, Counter[str]] = {weight: Counter() for weight in "ABD"}

    def add(self, listing: Packed) -> None:
        """Count a listing that comes in."""
        self.documents += 1
        self.lengths.update(listing.lengths)
        self.slugs.update(listing.slugs)
        for term, weight in listing.terms.items():
            self._terms[weight][term] += 1

    def take(self, connection: Any, table: str, listing_ids: Collection[int], sign: int) -> None:
        """Count listings by their rows: in (1), or out (-1), which deletes them."""
        values = {"ids": list(listing_ids)}
        which = f"FROM {table} WHERE listing_id = ANY(%(ids)s)"
        records = connection.execute(
            f"SELECT string_agg(record, ''::bytea) {which}", values, binary=True
        ).fetchone()
        rows = np.frombuffer(records[0] or b"", RECORD)
        if not len(rows):
            return
        self.documents += sign * len(rows)
        for name in FIELDS:
            self.lengths[name] += sign * int(rows[f"{name}_length"].sum())
        taken = f"DELETE {which} RETURNING words" if sign < 0 else f"SELECT words {which}"
        found = connection.execute(f"WITH taken AS ({taken}) {_TERMS}", values)
        for term, listings, naming, titles in found:
            self._terms["A"][term] += sign * titles
            self._terms["B"][term] += sign * (naming - titles)
            self._terms["D"][term] += sign * (listings - naming)

    def rows(self) -> Iterator[tuple[str, int, int, int]]:
        """Each term whose numbers change: listings, those that it names, titles."""
        titled, named, others = (self._terms[weight] for weight in "ABD")
        for term in sorted(titled.keys() | named.keys() | others.keys()):
            titles = titled[term]
            naming = titles + named[term]
            listings = naming + others[term]
            if titles or naming or listings:
                yield term, listings, naming, titles

    def keep(self, connection: Any, shelf: str) -> None:
        """Add the numbers of terms to what is known; of a term that nobody has nothing stays."""
        rows = list(self.rows())
        if not rows:
            return
        columns = ("terms", "listings", "naming", "titles")
        values = dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True))
        connection.execute(_COUNTED.format(table=f"search_terms_{shelf}"), values)
        connection.execute(_FORGOTTEN.format(shelf=shelf), values)

    def added_to(self, state: State) -> State:
        """The state after the change."""
        totals = {name: state.totals.get(name, 0) + self.lengths[name] for name in FIELDS}
        slugs = (*state.slugs, *sorted(self.slugs - set(state.slugs)))
        documents = state.documents + self.documents
        return replace(state, documents=documents, totals=totals, slugs=slugs)


class Change:
    """One change of the index, while no other writer can come between."""

    def __init__(self, connection: Any, number: int) -> None:
        self.connection = connection
        self.number = number

    def put(self, documents: Iterable[PublicListing], among: Collection[int]) -> None:
        """Put documents in, each in place of an older one; take out others named by `among`."""
        state = state_of(self.connection)
        listings = {one.listing_id: one for one in map(packed, documents)}
        gone = set(among) - listings.keys()
        counts = Counts()
        for table in (f"search_shelf_{state.shelf}", "search_fresh"):
            counts.take(self.connection, table, [*listings, *gone], -1)
        for one in listings.values():
            counts.add(one)
        self._insert(listings.values())
        self._note(listings, gone)
        counts.keep(self.connection, state.shelf)
        self.keep(_among_others(counts.added_to(state), bool(listings)))

    def _insert(self, listings: Collection[Packed]) -> None:
        if not listings:
            return
        places = ", ".join(f"%({name})s" for name in COLUMNS)
        statement = (
            f"INSERT INTO search_fresh ({NAMES}, number, entries)"
            f" VALUES ({places}, %(number)s, %(entries)s)"
        )
        rows = [
            one.values | {"number": self.number, "entries": entries_of(one)} for one in listings
        ]
        with self.connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def _note(self, listings: Collection[int], gone: Collection[int]) -> None:
        """Let a rebuild that is running know what must not come back."""
        values = {"back": list(listings), "gone": list(gone), "number": self.number}
        if listings:
            self.connection.execute(
                "DELETE FROM search_gone WHERE listing_id = ANY(%(back)s)", values
            )
        if gone:
            self.connection.execute(
                "INSERT INTO search_gone SELECT unnest(%(gone)s::bigint[]), %(number)s"
                " ON CONFLICT (listing_id) DO UPDATE SET number = excluded.number",
                values,
            )

    def keep(self, state: State) -> None:
        """Write what is known of all listings."""
        values = {name: getattr(state, name) for name in ("shelf", "written", "documents")}
        more = {"totals": Json(state.totals), "slugs": Json(list(state.slugs))}
        self.connection.execute(_STATE, values | more)


def _among_others(state: State, wrote: bool) -> State:
    """Say so when rows now lie beside others whose words were read otherwise."""
    if not wrote or written() in (state.written, *state.written.split()):
        return state
    return replace(state, written=f"{state.written} {written()}")


@contextmanager
def changing(database: sa.Engine) -> Iterator[Change]:
    """Let one writer in at a time, over all machines, with the number of its change."""
    with connected(database) as connection:
        yield begun(connection)


def begun(connection: Any) -> Change:
    """Wait for the other writers and raise the number."""
    connection.execute(f"SET LOCAL lock_timeout = '{LOCK_WAIT}s'")
    values = {"name": NAME, "clock": time.time_ns() // 1000}
    row = connection.execute(_NEXT, values).fetchone()
    if row is None:
        raise EngineUnavailable("there is no index")
    return Change(connection, row[0])


@contextmanager
def connected(database: sa.Engine) -> Iterator[Any]:
    """A connection of psycopg in a transaction that writes; EngineUnavailable when it fails."""
    failures = SQLAlchemyError, database.dialect.loaded_dbapi.Error
    try:
        with (
            database.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection.connection.driver_connection
    except failures as error:
        reason = str(error).partition("\n")[0]
        raise EngineUnavailable(f"the index cannot be written: {reason}") from error
