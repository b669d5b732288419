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
        lite = connection.dialect.name == "sqlite"
        _pass_foreign_keys(connection, lite=lite, let_pass=True)
        try:
            with connection.begin():
                guards = [s for table in triggers.KEPT for s in triggers.sqlite(table)] * lite
                for statement in guards:
                    connection.execute(sa.text(f"DROP TRIGGER {statement.split()[2]}"))
                yield connection
                for statement in guards:
                    connection.execute(sa.text(statement))
        finally:
            _pass_foreign_keys(connection, lite=lite, let_pass=False)


def _pass_foreign_keys(connection: sa.Connection, *, lite: bool, let_pass: bool) -> None:
    raw: Any = connection.connection.dbapi_connection
    if lite:
        raw.execute(f"PRAGMA foreign_keys={'OFF' if let_pass else 'ON'}").close()
        return
    # A replica's session passes triggers, too.
    raw.execute(f"SET session_replication_role={'replica' if let_pass else 'origin'}")
    raw.commit()


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
