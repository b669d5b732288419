"""A small trail to look at, and an attacker who may do to the database what she likes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from marketplace.audit import heads, reading, sealing, triggers
from marketplace.audit.verdict import Verdict
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.events import Event


def happen(count: int, **columns: Any) -> None:
    """Write so many events."""
    with transaction() as session:
        for number in range(count):
            told = {
                "name": "shop.edited",
                "subject_kind": "Shop",
                "subject_id": str(number),
                "details": {"version": number, "words": "kué 'cincin'"},
                "at": now(),
                "shop_id": number,
            }
            session.add(Event(**{**told, **columns}))
            session.flush()


def sealed(count: int) -> None:
    """Write so many events and seal them."""
    happen(count)
    sealing.seal_within(5)


@contextmanager
def attacker() -> Iterator[sa.Connection]:
    """Somebody with the database's own rights, who passes triggers and foreign keys."""
    db.session.rollback()
    with db.engine.connect().execution_options(writes=True) as connection:
        raw: Any = connection.connection.dbapi_connection
        lite = connection.dialect.name == "sqlite"
        raw.execute("PRAGMA foreign_keys=OFF" if lite else "SET session_replication_role=replica")
        lite or raw.commit()
        with connection.begin():
            for table in triggers.KEPT if lite else ():
                for statement in triggers.sqlite(table):
                    connection.execute(sa.text(f"DROP TRIGGER {statement.split()[2]}"))
            yield connection
            for table in triggers.KEPT if lite else ():
                for statement in triggers.sqlite(table):
                    connection.execute(sa.text(statement))
        raw.execute("PRAGMA foreign_keys=ON" if lite else "SET session_replication_role=origin")
        lite or raw.commit()


def attack(*statements: str) -> None:
    """Change the trail behind the program's back."""
    with attacker() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def found() -> Verdict:
    """What a look at the trail says now."""
    return reading.check()


def kinds() -> set[str]:
    """The kinds of fault that are found now."""
    return set(found().counts)


def lines() -> list[str]:
    """The heads of today, as they stand in the file."""
    return (heads.folder() / heads.NAME).read_text().splitlines()
