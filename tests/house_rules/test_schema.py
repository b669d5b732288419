"""Migrations make what the models say, on both engines, and keep every row of a filled database."""

import shutil
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa

from marketplace import create_app
from marketplace.database import db
from tests.conftest import load_reference_data, settings_for
from tests.databases import ENGINES, create_schema, url_of

MIGRATIONS = Path(__file__).parents[2] / "migrations"
REBUILD = '''"""rebuild."""
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{head}"
def upgrade():
    with op.batch_alter_table("regencies") as batch:
        batch.alter_column("name", type_=sa.String(200))
        batch.add_column(sa.Column("capital", sa.String(), nullable=True))
def downgrade():
    pass
'''


def describe(engine: sa.Engine) -> dict[str, object]:
    """Everything that a database says of its tables, in an order that can be compared."""
    inspector = sa.inspect(engine)
    return {
        table: _describe_table(inspector, table)
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _describe_table(inspector: sa.Inspector, table: str) -> dict[str, object]:
    columns = inspector.get_columns(table)
    unique = inspector.get_unique_constraints(table)
    checks = inspector.get_check_constraints(table)
    return {
        "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in columns},
        "primary key": inspector.get_pk_constraint(table),
        "foreign keys": sorted(map(str, inspector.get_foreign_keys(table))),
        "unique": sorted(str((u["name"], u["column_names"])) for u in unique),
        "indexes": sorted(map(_index, inspector.get_indexes(table))),
        "checks": sorted(str((c["name"], c["sqltext"])) for c in checks),
        "triggers": _triggers(inspector, table),
    }


def _triggers(inspector: sa.Inspector, table: str) -> list[str]:
    """What the database does by itself at a change of a table, in full."""
    if inspector.engine.dialect.name == "sqlite":
        asked = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"
    else:
        asked = (
            "SELECT pg_get_triggerdef(oid) || CAST(tgenabled AS text) || pg_get_functiondef(tgfoid)"
            " FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass) AND NOT tgisinternal"
        )
    with inspector.engine.connect() as connection:
        return sorted(connection.scalars(sa.text(asked), {"name": table}))


def _index(index) -> str:
    where = {k: str(v) for k, v in index.get("dialect_options", {}).items() if k.endswith("where")}
    return str((index["name"], index["column_names"], bool(index["unique"]), where))


@pytest.fixture(params=ENGINES)
def migrated(request, tmp_path):
    """An application whose database was made by migrations."""
    app = create_app(settings_for(tmp_path, url_of(request.param, tmp_path, "migrated")))
    with app.app_context():
        flask_migrate.upgrade()
        yield app, request.param
        db.session.remove()
        db.engine.dispose()


def test_migrations_make_what_the_models_say(migrated, tmp_path):
    _, engine = migrated
    by_migration = describe(db.engine)
    other = create_app(settings_for(tmp_path / "other", url_of(engine, tmp_path, "created")))
    with other.app_context():
        create_schema(db.engine)
        by_models = describe(db.engine)
        db.engine.dispose()
    assert by_migration == by_models


def test_a_rebuilt_table_keeps_every_row_of_a_filled_database(migrated, tmp_path):
    load_reference_data()
    before = counts()
    assert before["villages"] == 1552
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = max(path.name[:4] for path in (folder / "versions").glob("*.py"))
    (folder / "versions" / "9999_rebuild.py").write_text(REBUILD.format(head=head))
    db.session.remove()
    flask_migrate.upgrade(directory=str(folder))
    assert counts() == before
    assert "capital" in {
        column["name"] for column in sa.inspect(db.engine).get_columns("regencies")
    }


def test_a_missing_constraint_is_seen(migrated):
    whole = describe(db.engine)
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sa.text("DROP INDEX uq_claims_open"))
    assert describe(db.engine) != whole


def test_revisions_are_numbered():
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]


def counts() -> dict[str, int]:
    db.session.rollback()
    return {
        table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in db.metadata.sorted_tables
    }
