"""SQLite: a compact copy of one moment, without the remains of what was deleted."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from marketplace.backup.engines import Copied
from marketplace.errors import RuleBroken

WAIT = 60.0  # seconds that a restore waits for the last writer


class SqliteCopies:
    """Copies of one database file."""

    part = "database.sqlite3"

    def __init__(self, file: Path) -> None:
        self._file = file

    def copy(self, target: Path) -> Copied:
        """Write a consistent copy while others read and write, and look at every page of it."""
        with closing(sqlite3.connect(self._file, isolation_level=None, timeout=WAIT)) as live:
            # Unlike a copy page by page, this leaves out what lies in freed pages.
            live.execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
        self.check(target)
        with closing(_opened(target)) as copy:
            return Copied(
                sqlite3.sqlite_version,
                copy.execute("SELECT version_num FROM alembic_version").fetchone()[0],
                {name: _count(copy, name) for name in _tables(copy)},
                dict(copy.execute("SELECT name, number FROM generations").fetchall()),
            )

    def check(self, source: Path) -> None:
        """Look at every page, index and foreign key of a copy."""
        try:
            with closing(_opened(source)) as copy:
                found = copy.execute("PRAGMA integrity_check(3)").fetchall()
                broken = copy.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise RuleBroken(f"{self.part} cannot be read: {error}") from error
        if found != [("ok",)] or broken:
            raise RuleBroken(f"{self.part} is damaged inside: {found[0][0]}, {broken or '-'}")

    def put_back(self, source: Path) -> None:
        """Overwrite the live database in one transaction of SQLite's own."""
        with (
            closing(_opened(source)) as copy,
            closing(sqlite3.connect(self._file, timeout=WAIT)) as live,
        ):
            try:
                live.execute("PRAGMA synchronous=FULL")
                copy.backup(live)
            except sqlite3.OperationalError as error:
                raise RuleBroken(f"The database cannot be replaced: {error}") from error


def _opened(file: Path) -> sqlite3.Connection:
    """A file that nobody writes, opened so that nothing is written beside it."""
    return sqlite3.connect(f"file:{quote(str(file))}?immutable=1", uri=True)


def _tables(connection: sqlite3.Connection) -> list[str]:
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in connection.execute(listed)]


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    counting = f'SELECT count(*) FROM "{quoted}"'  # noqa: S608  # SQLite itself gave the name
    counted: int = connection.execute(counting).fetchone()[0]
    return counted
