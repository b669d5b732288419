"""Which state of the street this is: a number that rises in the transaction of each change.

Pages for strangers are kept under this number, so a kept page is never stale: whoever reads
the number after a commit reads a new one. The row is updated as the last statement before the
commit, and its lock makes concurrent changes queue, so no number stands for two states. It is
the time in microseconds, or one more than before where that is not later: a database that went
back to an older state (a restored backup, a standby that took over) never gives a number again.
"""

import re
import threading
import time
from contextlib import suppress
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.database import Model, before_commit

STREET, WORDS, CURATED = "street", "words", "curated"
# What strangers see on the pages that are kept.
TABLES = frozenset(
    {
        "shops",
        "listings",
        "variants",
        "pictures",
        "permits",
        "badges",
        "grounds",
        "cooperatives",
        "categories",
    }
)
# What officers taught the search: how a query is understood, and so what a kept page answers.
TAUGHT = frozenset({"synonym_groups", "synonym_phrases", "protected_words"})
# What officers curate, and whose turn it is on which shelf.
SHOWN = frozenset({"collections", "collection_items", "shelves"})
# Which number a change of a table raises.
WATCHED = {
    **dict.fromkeys(TABLES, STREET),
    **dict.fromkeys(TAUGHT, WORDS),
    **dict.fromkeys(SHOWN, CURATED),
}
_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
_NEXT = sa.text(
    "INSERT INTO generations (name, number) VALUES (:name, :now) ON CONFLICT (name) DO UPDATE "
    "SET number = CASE WHEN generations.number < excluded.number THEN excluded.number "
    "ELSE generations.number + 1 END"
)
_PRESENT = "SELECT number FROM generations WHERE name = 'street'"
# Those above, and that of a search index which lies in the database.
_ALL = "SELECT name, number FROM generations ORDER BY name"

Numbers = tuple[tuple[str, int], ...]


class Generation(Model):
    """One number."""

    __tablename__ = "generations"

    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


def present(engine: Engine) -> int:
    """The street's number now; 0 before its first change."""
    with engine.connect() as connection:
        return connection.scalar(sa.text(_PRESENT)) or 0


class Reader:
    """Reads all numbers as cheaply as it goes: each thread over a connection of its own.

    Outside of any transaction, so each reading sees the last commit.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = threading.local()

    def present(self) -> Numbers | None:
        """Names and numbers now, none before a change; None when the database cannot tell."""
        try:
            if not hasattr(self._own, "connection"):
                self._own.connection = self._connect()
            rows = self._own.connection.execute(_ALL).fetchall()
        except (sa.exc.DBAPIError, self._engine.dialect.loaded_dbapi.Error):
            self._forget()
            return None
        return tuple(rows)

    def number(self, name: str) -> int | None:
        """One number now, 0 before its first change; None when the database cannot tell."""
        numbers = self.present()
        return None if numbers is None else dict(numbers).get(name, 0)

    def _connect(self) -> Any:
        taken = self._engine.raw_connection()
        connection: Any = taken.driver_connection
        taken.detach()
        if self._engine.dialect.name == "postgresql":
            connection.autocommit = True
        return connection

    def _forget(self) -> None:
        """Try anew the next time: the server may have been started again meanwhile."""
        connection = self._own.__dict__.pop("connection", None)
        if connection is not None:
            with suppress(self._engine.dialect.loaded_dbapi.Error):
                connection.close()


@cache
def reader_of(engine: Engine) -> Reader:
    """The one reader of a database: a thread has one connection for it, whoever asks."""
    return Reader(engine)


def install(engine: Engine) -> None:
    """Notice every statement that changes what strangers see, however it was written."""
    event.listen(engine, "begin", _forget)
    event.listen(engine, "before_cursor_execute", _notice)


def _forget(connection: Connection) -> None:
    # A connection comes back from the pool with what a rolled-back transaction left on it.
    connection.info.pop("changed", None)


def _notice(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    written = _WRITE.match(statement)
    name = WATCHED.get(written[1].lower()) if written else None
    if name is not None:
        connection.info.setdefault("changed", set()).add(name)


@before_commit
def _count(session: Session) -> None:
    connection = session.connection()
    # In one order, so that two transactions that raise both never wait for each other.
    for name in sorted(connection.info.pop("changed", ())):
        connection.execute(_NEXT, {"name": name, "now": time.time_ns() // 1000})
