"""Runs migrations on the application's own engine, with foreign keys checked at the end."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from marketplace.database import UtcDateTime, db
from marketplace.money import Rupiah

# Batch mode rebuilds a SQLite table; with foreign keys on, that deletes every child row.
SQLITE_BEFORE = "PRAGMA foreign_keys=OFF"
SQLITE_CHECK = "PRAGMA foreign_key_check"


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write plain SQLAlchemy types into migrations: they must outlive our own."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Rupiah):
        return "sa.BigInteger()"
    return False


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(writes=True) as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.connection.dbapi_connection.execute(SQLITE_BEFORE).close()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite and (broken := connection.execute(sa.text(SQLITE_CHECK)).all()):
                raise RuntimeError(f"the migration broke foreign keys: {broken[:5]}")
        if sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON").close()


if context.is_offline_mode():
    raise SystemExit("migrations run on a database, not into a script")
run()
