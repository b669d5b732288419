"""Registers of 100,000 rows: files outside the database, and the source of a fact on its row.

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-25 13:55:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = (
    "nik_koperasi", "name", "legal_number", "legal_number_key", "legal_number_class", "legal_on",
    "amendment_number", "amendment_on", "address", "village_name", "district_name",
    "regency_name", "province_name", "regency_code", "district_code", "village_code",
    "outside_banten", "form", "kind", "group_name", "sector", "management", "activity",
    "certificate_status", "certificate_expires_on", "certificate_issued_on",
    "certificate_printed_on", "certificate_edition", "grade", "kuk", "last_rat_on",
    "last_rat_year", "rat_held", "members_male", "members_female", "members_total", "employees",
    "managers", "own_capital", "outside_capital", "assets", "turnover", "surplus", "book_year",
)


def upgrade() -> None:
    with op.batch_alter_table("registry_imports") as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(20), nullable=False, server_default="koperasi")
        )
        batch_op.add_column(
            sa.Column("changed_fields", sa.JSON(), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("file_key", sa.String(120), nullable=True))
        batch_op.add_column(sa.Column("refusal", sa.String(300), nullable=True))
        batch_op.drop_column("content")
        batch_op.drop_constraint(op.f("ck_registry_imports_state"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_registry_imports_state"),
            "state IN ('staging', 'staged', 'applied', 'discarded', 'refused')",
        )
    with op.batch_alter_table("registry_import_rows") as batch_op:
        batch_op.add_column(sa.Column("told", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("cells", sa.JSON(), nullable=True))
        batch_op.drop_constraint(
            "fk_registry_import_rows_cooperative_id_cooperatives", type_="foreignkey"
        )
    _fill()
    with op.batch_alter_table("registry_imports") as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.alter_column("changed_fields", server_default=None)
    with op.batch_alter_table("registry_import_rows") as batch_op:
        batch_op.alter_column("told", server_default=None)
    op.drop_table("cooperative_provenance")


def _fill() -> None:
    """Which facts rest on each row; ids for what previews would add; every column may differ."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    parts = " || ".join(
        f"CASE WHEN {fact} IS NOT NULL THEN ',\"{fact}\"' ELSE '' END" for fact in FACTS
    )
    told = f"'[' || substr({parts}, 2) || ']'"
    op.execute(
        "UPDATE registry_import_rows SET told = "
        + (f"CAST({told} AS JSON)" if postgresql else told)
    )
    op.execute(
        "UPDATE registry_import_rows SET cooperative_id = id + coalesce("
        "(SELECT max(cooperatives.id) FROM cooperatives), 0)"
        " WHERE outcome = 'added' AND cooperative_id IS NULL"
    )
    listed = "[" + ", ".join(f'"{fact}"' for fact in FACTS) + "]"
    op.execute(f"UPDATE registry_imports SET changed_fields = '{listed}' WHERE state = 'staged'")


def downgrade() -> None:
    raise NotImplementedError("the source of each fact has moved; restore a backup instead")
