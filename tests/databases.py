"""The databases that tests run on: SQLite always, PostgreSQL where there is one."""

import contextlib
import functools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace.audit import triggers
from marketplace.database import db
from marketplace.search import engines

SERVER = os.environ.get("TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432")
MIGRATIONS = Path(__file__).parents[1] / "migrations" / "versions"
REFERENCE = {"regencies", "districts", "villages", "categories"}


@functools.cache
def postgresql_is_missing() -> str:
    """Why PostgreSQL cannot be used; empty when it can."""
    engine = sa.create_engine(f"{SERVER}/postgres", connect_args={"connect_timeout": 3})
    try:
        with engine.connect():
            return ""
    except sa.exc.OperationalError as error:
        return f"no PostgreSQL at {SERVER.rpartition('@')[2]}: {str(error.orig).strip()[:80]}"
    finally:
        engine.dispose()


def _postgresql() -> Any:
    missing = postgresql_is_missing()
    # In CI the tests themselves fail (url_of): a missing server must not pass for a good run.
    skip = pytest.mark.skipif(bool(missing) and not os.environ.get("CI"), reason=missing or "-")
    return pytest.param("postgresql", marks=skip)


ENGINES = ["sqlite", _postgresql()]


def url_of(engine: str, home: Path, name: str = "main") -> str:
    """The address of a fresh test database of this process."""
    if engine == "sqlite":
        return f"sqlite:///{home / name}.sqlite3"
    if missing := postgresql_is_missing():
        pytest.fail(missing)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw")
    database = f"marketplace_test_{worker}_{name}_{os.getpid()}"
    drop_old()
    with server().connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'))
        connection.execute(sa.text(f'CREATE DATABASE "{database}"'))
    return f"{SERVER}/{database}"


@functools.cache
def server() -> sa.Engine:
    """The PostgreSQL server's own database, outside transactions."""
    return sa.create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT")


@functools.cache
def drop_old() -> None:
    """Drop the databases of test runs whose process is gone."""
    with server().connect() as connection:
        for name in connection.scalars(
            sa.text("SELECT datname FROM pg_database WHERE datname LIKE 'marketplace_test_%'")
        ).all():
            pid = name.rpartition("_")[2]
            if pid.isdigit() and not Path(f"/proc/{pid}").exists():
                connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def create_schema(engine: sa.Engine) -> None:
    """Make every table that the models declare, afresh."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        db.metadata.drop_all(connection)
        db.metadata.create_all(connection)
        newest = max(path.name[:4] for path in MIGRATIONS.glob("0*.py"))
        kept = "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"
        for statement in (kept, "DELETE FROM alembic_version"):
            connection.execute(sa.text(statement))
        connection.execute(sa.text(f"INSERT INTO alembic_version VALUES ('{newest}')"))


def empty(engine: sa.Engine) -> None:
    """Delete every row but the reference data, and count ids from one again."""
    tables = [t for t in reversed(db.metadata.sorted_tables) if t.name not in REFERENCE]
    with engine.connect().execution_options(writes=True) as connection:
        _look_at_foreign_keys(connection, look=False)
        with connection.begin():
            filled = _filled(connection, tables)
            with _unguarded(connection, {table.name for table in filled}):
                for table in filled:
                    connection.execute(table.delete())
            if engine.dialect.name == "postgresql":
                _count_from_one(connection)
        _look_at_foreign_keys(connection, look=True)


@contextlib.contextmanager
def _unguarded(connection: sa.Connection, tables: set[str]) -> Iterator[None]:
    """The trail refuses to be deleted; in PostgreSQL a replica's session passes its triggers."""
    guarded = tables.intersection(triggers.KEPT) if connection.dialect.name == "sqlite" else ()
    for table in guarded:
        for statement in triggers.sqlite(table):
            connection.execute(sa.text(f"DROP TRIGGER {statement.split()[2]}"))
    yield
    for table in guarded:
        for statement in triggers.sqlite(table):
            connection.execute(sa.text(statement))


def _filled(connection: sa.Connection, tables: list[sa.Table]) -> list[sa.Table]:
    """The tables that hold a row: few in most tests, and TRUNCATE waits for the disk for each."""
    asked = [
        sa.select(sa.literal(table.name)).where(sa.exists(sa.select(1).select_from(table)))
        for table in tables
    ]
    filled = set(connection.scalars(sa.union_all(*asked)))
    return [table for table in tables if table.name in filled]


def _count_from_one(connection: sa.Connection) -> None:
    # Also where a test has deleted or rolled back all it wrote. Not RESTART, which gives the
    # sequence a new file.
    connection.execute(
        sa.text(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
            " FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        )
    )


def _look_at_foreign_keys(connection: sa.Connection, *, look: bool) -> None:
    """Tables may point at each other in a circle."""
    raw = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        raw.execute(f"PRAGMA foreign_keys={'ON' if look else 'OFF'}").close()
        return
    raw.execute(f"SET session_replication_role = {'origin' if look else 'replica'}")
    raw.commit()


def forget_files(app: Flask) -> None:
    """Delete the files that an earlier test left under the application's home, and its index."""
    # What a process holds of an index in the database is not told that its rows are gone.
    engines.engine_on.cache_clear()
    for name in ("files", "mail", "index", "audit"):
        shutil.rmtree(app.config["SETTINGS"].home / name, ignore_errors=True)
