"""How often the street has changed: a number that rises in the transaction of each change.

Pages for strangers are kept under this number, so a kept page is never stale: whoever reads
the number after a commit reads a new one. The row is updated as the last statement before the
commit, and its lock makes concurrent changes queue, so no number stands for two states.
"""

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.database import Model, before_commit

STREET = "street"
# What strangers see on the pages that are kept.
TABLES = frozenset(
    {"shops", "listings", "variants", "pictures", "badges", "cooperatives", "categories"}
)
_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
_NEXT = sa.text("UPDATE generations SET number = number + 1 WHERE name = :name")
_FIRST = sa.text("INSERT INTO generations (name, number) VALUES (:name, 1)")
_PRESENT = sa.text("SELECT number FROM generations WHERE name = :name")


class Generation(Model):
    """One number."""

    __tablename__ = "generations"

    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


def present(engine: Engine) -> int:
    """The street's number now; 0 before its first change."""
    with engine.connect() as connection:
        return connection.scalar(_PRESENT, {"name": STREET}) or 0


def install(engine: Engine) -> None:
    """Notice every statement that changes what strangers see, however it was written."""
    event.listen(engine, "begin", _forget)
    event.listen(engine, "before_cursor_execute", _notice)


def _forget(connection: Connection) -> None:
    # A connection comes back from the pool with what a rolled-back transaction left on it.
    connection.info.pop("street_changed", None)


def _notice(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    written = _WRITE.match(statement)
    if written and written[1].lower() in TABLES:
        connection.info["street_changed"] = True


@before_commit
def _count(session: Session) -> None:
    connection = session.connection()
    if not connection.info.pop("street_changed", False):
        return
    counted: Any = connection.execute(_NEXT, {"name": STREET})
    if counted.rowcount == 0:
        connection.execute(_FIRST, {"name": STREET})
