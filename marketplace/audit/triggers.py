"""What the database itself refuses: to change or delete an event or a seal.

Migrations write the same by hand, and a house rule compares the two. SQLite drops a table's
triggers when a migration rebuilds the table (batch mode): such a migration makes them again.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

KEPT = ("events", "event_seals")
# By each of these alone `INSERT OR REPLACE` would find a row to put another in place of.
KEYS = {"events": ("id",), "event_seals": ("sequence", "event_id")}

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change_of_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$
"""


def postgresql(table: str) -> list[str]:
    """The statements that guard a table in PostgreSQL."""
    return [
        FUNCTION,
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail()",
    ]


def sqlite(table: str) -> list[str]:
    """The statements that guard a table in SQLite, also against `INSERT OR REPLACE`."""
    same = " OR ".join(f"{key} = NEW.{key}" for key in KEYS[table])
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
    return [
        f"CREATE TRIGGER {table}_not_updated BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",
    ]


GUARDS = {"postgresql": postgresql, "sqlite": sqlite}


def guard(table: Any) -> None:
    """Have `create_all` make the triggers with the table."""
    for dialect, statements in GUARDS.items():
        for statement in statements(table.name):
            ddl: Any = sa.DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl)


def missing(connection: sa.Connection) -> list[str]:
    """The tables of the trail that the database does not guard as it should."""
    present = _present(connection)
    wanted = {"postgresql": 1, "sqlite": 3}[connection.dialect.name]
    return [table for table in KEPT if present.get(table, 0) < wanted]


def _present(connection: sa.Connection) -> dict[str, int]:
    if connection.dialect.name == "sqlite":
        counted = (
            "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name"
        )
    else:
        counted = (
            "SELECT relname, count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgname = relname || '_kept' AND tgenabled IN ('O', 'A') GROUP BY relname"
        )
    return dict(connection.execute(sa.text(counted)).tuples().all())
