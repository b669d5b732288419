"""The whole index anew: the shelf that is not live is filled, sorted, indexed, and swapped in.

Queries and writers go on meanwhile. It is one transaction, so a rebuild that dies leaves nothing;
what was written since it began is carried over while writers wait, which takes moments.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from marketplace.catalog.queries import PublicListing
from marketplace.search.engine_postgres.inverting import Inverted
from marketplace.search.engine_postgres.packing import Packed, packed, written
from marketplace.search.engine_postgres.reading import ALONE, State
from marketplace.search.engine_postgres.writing import (
    COLUMNS,
    LOCK_WAIT,
    NAME,
    NAMES,
    Counts,
    begun,
    connected,
)
from marketplace.search.interface import EngineUnavailable

BATCH = 500

_FIRST = """
INSERT INTO generations (name, number) VALUES (%(name)s, 0) ON CONFLICT (name) DO NOTHING
"""
# Rows that queries read in masses lie densely: what only the index of words or a few rows need
# lies outside of them. PostgreSQL moves nothing out of a row of less than two kilobytes, but keeps
# small what was outside before: so rows arrive with something beside them that is left behind.
_STORED = """
TRUNCATE {shelf}, {terms}, {postings};
ALTER TABLE {shelf} SET (toast_tuple_target = 128);
ALTER TABLE {shelf} ALTER COLUMN record SET STORAGE PLAIN;
ALTER TABLE {shelf} ALTER COLUMN words SET STORAGE EXTERNAL;
ALTER TABLE {postings} ALTER COLUMN entries SET STORAGE EXTERNAL;
ALTER TABLE {shelf} ALTER COLUMN shingles SET STORAGE EXTERNAL;
ALTER TABLE {shelf} DROP CONSTRAINT pk_{shelf};
DROP INDEX ix_{shelf}_words, ix_{shelf}_published;
CREATE TEMPORARY TABLE arriving (LIKE {shelf} INCLUDING STORAGE) ON COMMIT DROP;
ALTER TABLE arriving ADD COLUMN beside text NOT NULL DEFAULT repeat(' ', 2000);
ALTER TABLE arriving ALTER COLUMN beside SET STORAGE PLAIN
"""
_SORTED = """
INSERT INTO {shelf} (record, {others})
SELECT int4send((row_number() OVER ({order}) - 1)::int4) || substring(record FROM 5), {others}
FROM arriving {order};
DROP TABLE arriving
"""
_INDEXED = """
ALTER TABLE {shelf} ADD CONSTRAINT pk_{shelf} PRIMARY KEY (listing_id);
CREATE INDEX ix_{shelf}_words ON {shelf} USING gin (words) WITH (fastupdate = off);
CREATE INDEX ix_{shelf}_published ON {shelf} (published, listing_id);
ANALYZE {shelf}
"""
_ORDER = "ORDER BY standing DESC, published DESC, listing_id DESC"
_COPY_POSTINGS = "COPY {postings} (term, part, entries) FROM STDIN (FORMAT BINARY)"
_COPY_TERMS = "COPY {terms} (term, listings, naming, titles) FROM STDIN"
_CHANGED = """
SELECT listing_id FROM search_fresh WHERE number > %(since)s
UNION SELECT listing_id FROM search_gone WHERE number > %(since)s
"""


def rebuild(
    database: sa.Engine,
    documents: Iterable[PublicListing],
    progress: Callable[[int], None] | None,
) -> int:
    """Build the index of all documents and swap it in; say how many they are."""
    since = _began(database)
    with connected(database) as connection:
        connection.execute(f"SET LOCAL lock_timeout = '{LOCK_WAIT}s'")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [ALONE])
        idle = _idle(connection)
        counts, inverted = Counts(), Inverted()
        count = _fill(connection, idle, _taken_in(documents, counts, inverted, progress))
        _know(connection, idle, counts, inverted)
        _swap(connection, idle, since, counts)
    _settle(database, idle)
    _empty(database, idle)
    return count


def _began(database: sa.Engine) -> int:
    """Say which change is the last one before the documents are read."""
    with connected(database) as connection:
        connection.execute(_FIRST, {"name": NAME})
        asked = "SELECT number FROM generations WHERE name = %(name)s"
        number: int = connection.execute(asked, {"name": NAME}).fetchone()[0]
        return number


def _idle(connection: Any) -> str:
    row = connection.execute("SELECT shelf FROM search_state").fetchone()
    return "b" if row and row[0] == "a" else "a"


def _taken_in(
    documents: Iterable[PublicListing],
    counts: Counts,
    inverted: Inverted,
    progress: Callable[[int], None] | None,
) -> Iterator[Packed]:
    waiting = map(packed, documents)
    done = 0
    while batch := list(islice(waiting, BATCH)):
        for one in batch:
            counts.add(one)
            inverted.add(one)
        yield from batch
        done += len(batch)
        if progress:
            progress(done)


def _fill(connection: Any, idle: str, listings: Iterable[Packed]) -> int:
    """Fill a shelf, best listings first."""
    names = _names(idle) | {"order": _ORDER, "others": ", ".join(set(COLUMNS) - {"record"})}
    connection.execute("SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL work_mem = '64MB'")
    connection.execute(_STORED.format(**names))
    count = 0
    with connection.cursor().copy(f"COPY arriving ({NAMES}) FROM STDIN") as copy:
        for one in listings:
            copy.write_row([one.values[name] for name in COLUMNS])
            count += 1
    connection.execute(_SORTED.format(**names))
    connection.execute(_INDEXED.format(**names))
    return count


def _know(connection: Any, idle: str, counts: Counts, inverted: Inverted) -> None:
    """Write what is known of all terms of a shelf."""
    names = _names(idle)
    with connection.cursor().copy(_COPY_POSTINGS.format(**names)) as copy:
        copy.set_types(["text", "int4", "bytea"])
        for posting in inverted.postings():
            copy.write_row(posting)
    with connection.cursor().copy(_COPY_TERMS.format(**names)) as copy:
        for row in counts.rows():
            copy.write_row(row)
    connection.execute("ANALYZE {terms}, {postings}".format(**names))


def _names(shelf: str) -> dict[str, str]:
    return {name: f"search_{name}_{shelf}" for name in ("shelf", "terms", "postings")}


def _swap(connection: Any, idle: str, since: int, counts: Counts) -> None:
    """Carry over what others wrote meanwhile, and let the shelf answer from now on."""
    change = begun(connection)
    rows = connection.execute(_CHANGED, {"since": since}).fetchall()
    changed = [listing for (listing,) in rows]
    later = Counts()
    later.take(connection, f"search_shelf_{idle}", changed, -1)
    connection.execute("DELETE FROM search_fresh WHERE number <= %(since)s", {"since": since})
    connection.execute("DELETE FROM search_gone")
    later.take(connection, "search_fresh", changed, 1)
    later.keep(connection, idle)
    slugs = _slugs(connection)
    state = State(change.number, idle, written(), 0, {}, slugs)
    change.keep(later.added_to(counts.added_to(state)))


def _slugs(connection: Any) -> tuple[str, ...]:
    # Those of before stay: a listing that was carried over may have one that no document had.
    row = connection.execute("SELECT slugs FROM search_state").fetchone()
    return tuple(row[0]) if row else ()


def _settle(database: sa.Engine, live: str) -> None:
    """Have PostgreSQL note on every page that all may see its rows: else the first readers do."""
    freely = database.execution_options(isolation_level="AUTOCOMMIT", writes=True)
    with suppress(SQLAlchemyError), freely.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.exec_driver_sql(
            "VACUUM (FREEZE) {shelf}, {terms}, {postings}".format(**_names(live))
        )
        connection.exec_driver_sql("RESET lock_timeout")


def _empty(database: sa.Engine, live: str) -> None:
    """Give back the room of the shelf that was live; the next rebuild does, where this cannot."""
    other = "b" if live == "a" else "a"
    with suppress(EngineUnavailable), connected(database) as connection:
        connection.execute("SET LOCAL lock_timeout = '5s'")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [ALONE])
        if _idle(connection) == other:
            connection.execute("TRUNCATE {shelf}, {terms}, {postings}".format(**_names(other)))
