"""The register of businesses (UMKM), the rows staged for it, and a version of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PLACES = (("regency_code", "regencies"), ("district_code", "districts"), ("village_code", "villages"))


def upgrade() -> None:
    op.create_table(
        "businesses",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("outside_banten", sa.Boolean(), nullable=False),
        sa.Column("name_key", sa.String(300), nullable=False),
        sa.Column("source_id", sa.String(60), nullable=True),
        sa.Column("version", BIG_ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        *_facts(),
        *_in_places("businesses"),
        sa.CheckConstraint("nib IS NOT NULL OR id_umkm IS NOT NULL", name=op.f("ck_businesses_numbered")),
        sa.CheckConstraint("nib IS NULL OR length(nib) = 13", name=op.f("ck_businesses_nib_length")),
        sa.CheckConstraint("npwp IS NULL OR length(npwp) = 15", name=op.f("ck_businesses_npwp_length")),
        sa.UniqueConstraint("nib", name=op.f("uq_businesses_nib")),
        sa.UniqueConstraint("id_umkm", name=op.f("uq_businesses_id_umkm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_businesses")),
    )
    op.create_index("ix_businesses_regency_code_name_key", "businesses", ["regency_code", "name_key"])
    op.create_index("ix_businesses_name_key", "businesses", ["name_key"])
    op.create_table(
        "business_import_rows",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("import_id", BIG_ID, nullable=False),
        sa.Column("line", BIG_ID, nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("name_key", sa.String(300), nullable=True),
        sa.Column("source_id", sa.String(60), nullable=True),
        sa.Column("business_id", BIG_ID, nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=True),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("has_warnings", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(300), nullable=True),
        sa.Column("outside_banten", sa.Boolean(), nullable=True),
        *_facts(),
        *_in_places("business_import_rows"),
        sa.ForeignKeyConstraint(
            ["import_id"], ["registry_imports.id"], ondelete="CASCADE",
            name=op.f("fk_business_import_rows_import_id_registry_imports"),
        ),
        sa.CheckConstraint(
            "outcome IN ('added', 'changed', 'unchanged', 'refused')",
            name=op.f("ck_business_import_rows_outcome"),
        ),
        sa.UniqueConstraint("import_id", "line", name=op.f("uq_business_import_rows_import_id_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_import_rows")),
    )
    op.create_index("ix_business_import_rows_business_id", "business_import_rows", ["business_id"])
    op.create_index(
        "ix_business_import_rows_import_id_outcome", "business_import_rows", ["import_id", "outcome", "line"]
    )
    with op.batch_alter_table("register_state") as batch:
        batch.drop_constraint(op.f("ck_register_state_only_one"), type_="check")
        batch.create_check_constraint(op.f("ck_register_state_one_of_each"), "id IN (1, 2)")


def _facts() -> list[sa.Column]:
    return [
        sa.Column("nib", sa.String(13), nullable=True),
        sa.Column("id_umkm", sa.String(40), nullable=True),
        sa.Column("nib_on", sa.Date(), nullable=True),
        sa.Column("npwp", sa.String(15), nullable=True),
        sa.Column("permit_number", sa.String(160), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("business_form", sa.String(60), nullable=True),
        sa.Column("kbli", sa.String(5), nullable=True),
        sa.Column("sector", sa.String(160), nullable=True),
        sa.Column("trade", sa.String(300), nullable=True),
        sa.Column("business_status", sa.String(60), nullable=True),
        sa.Column("scale", sa.String(20), nullable=True),
        sa.Column("scale_basis", sa.String(120), nullable=True),
        sa.Column("grade", sa.String(20), nullable=True),
        sa.Column("postal_code", sa.String(5), nullable=True),
        sa.Column("workers_male", BIG_ID, nullable=True),
        sa.Column("workers_female", BIG_ID, nullable=True),
        sa.Column("workers_total", BIG_ID, nullable=True),
        sa.Column("employees_male", BIG_ID, nullable=True),
        sa.Column("employees_female", BIG_ID, nullable=True),
        sa.Column("employees_total", BIG_ID, nullable=True),
        sa.Column("address", sa.String(500), nullable=True),
        sa.Column("village_name", sa.String(120), nullable=True),
        sa.Column("district_name", sa.String(120), nullable=True),
        sa.Column("regency_name", sa.String(120), nullable=True),
        sa.Column("province_name", sa.String(120), nullable=True),
        sa.Column("regency_code", sa.String(), nullable=True),
        sa.Column("district_code", sa.String(), nullable=True),
        sa.Column("village_code", sa.String(), nullable=True),
    ]


def _in_places(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{places}.code"], name=op.f(f"fk_{table}_{column}_{places}"))
        for column, places in PLACES
    ]


def downgrade() -> None:
    op.execute("DELETE FROM register_state WHERE id = 2")
    with op.batch_alter_table("register_state") as batch:
        batch.drop_constraint(op.f("ck_register_state_one_of_each"), type_="check")
        batch.create_check_constraint(op.f("ck_register_state_only_one"), "id = 1")
    op.drop_table("business_import_rows")
    op.drop_table("businesses")
