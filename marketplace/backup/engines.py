"""What a backup asks of a database engine, and which answers here."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

# What `flask prepare`, a running worker, or the site's own clock writes: no reason to spare.
HOUSEKEEPING = frozenset(
    {
        "alembic_version",
        "categories",
        "districts",
        "generations",
        "heartbeats",
        "nights",
        "regencies",
        "register_state",
        "search_fresh",
        "search_gone",
        "search_postings_a",
        "search_postings_b",
        "search_shelf_a",
        "search_shelf_b",
        "search_state",
        "search_terms_a",
        "search_terms_b",
        "villages",
    }
)


@dataclass(frozen=True)
class Copied:
    """What a copy of the database holds."""

    engine_version: str
    revision: str
    rows: dict[str, int]
    generations: dict[str, int]


class Engine(Protocol):
    """Copies a database that is in use, and puts a copy back; RuleBroken with words for both."""

    part: str

    def copy(self, target: Path) -> Copied:
        """Write the database as it is at one moment to a new file; writers are not stopped."""

    def check(self, source: Path) -> None:
        """RuleBroken unless a copy can be read to its end."""

    def put_back(self, source: Path) -> None:
        """Replace the whole database by a copy: all of it, or nothing when that fails."""


def engine_of(database: sa.Engine) -> Engine:
    """The engine for a database."""
    if database.dialect.name == "sqlite":
        from marketplace.backup.engine_sqlite import SqliteCopies

        return SqliteCopies(Path(database.url.database or ""))
    from marketplace.backup.engine_postgresql import PostgresqlCopies

    return PostgresqlCopies(database)


def is_empty(database: sa.Engine) -> bool:
    """Whether nothing in a database was written by people."""
    tables = set(sa.inspect(database).get_table_names()) - HOUSEKEEPING
    with database.connect() as connection:
        return not any(
            connection.execute(sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)).all()
            for name in tables
        )
