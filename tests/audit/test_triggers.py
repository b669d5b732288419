"""The database itself refuses to change or delete an event or a seal."""

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.exc import DatabaseError

from marketplace.audit import triggers
from marketplace.database import db, transaction
from tests.audit.trail import attack, kinds, sealed

ROW = "(1, 'x', 'x', '1', '{}', '2026-01-01 00:00:00.000000')"
CHANGES = [
    "UPDATE events SET actor_id = NULL",
    "UPDATE event_seals SET key_id = 'x' WHERE sequence = 1",
    "DELETE FROM events WHERE id = 2",
    "DELETE FROM event_seals",
]


def refused(statement: str) -> bool:
    with pytest.raises(DatabaseError) as caught, transaction() as session:
        session.execute(sa.text(statement))
    return "only added to" in str(caught.value)


@pytest.mark.parametrize("statement", CHANGES)
def test_what_happened_is_neither_changed_nor_deleted(app, statement):
    sealed(2)
    assert refused(statement)


def test_nor_emptied_nor_replaced(app, engine):
    sealed(1)
    columns = "events (id, name, subject_kind, subject_id, details, at)"
    if engine == "postgresql":
        assert refused("TRUNCATE events CASCADE")
        assert refused(
            f"INSERT INTO {columns} VALUES {ROW} ON CONFLICT (id) DO UPDATE SET name = 'y'"
        )
    else:
        assert refused(f"INSERT OR REPLACE INTO {columns} VALUES {ROW}")
        for sequence, event_id in ((1, 9), (9, 1)):
            assert refused(
                "INSERT OR REPLACE INTO event_seals (sequence, event_id, mac, key_id, sealed_at) "
                f"VALUES ({sequence}, {event_id}, x'00', 'k', '2026-01-01 00:00:00.000000')"
            )


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_table_that_a_migration_rebuilt_has_lost_its_triggers_and_that_is_seen(app):
    sealed(1)
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF").close()
        with connection.begin():
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("events", recreate="always"):
                pass
            assert triggers.missing(connection) == ["events"]
        assert kinds() == {"unguarded"}
        with connection.begin():
            for statement in triggers.sqlite("events"):
                connection.execute(sa.text(statement))
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON").close()
    assert kinds() == set()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_trigger_that_was_switched_off_is_seen(app):
    sealed(1)
    attack("ALTER TABLE events DISABLE TRIGGER events_kept")
    try:
        assert kinds() == {"unguarded"}
    finally:
        attack("ALTER TABLE events ENABLE TRIGGER events_kept")
