"""Sheets of listings, their rows, and by what an uploaded picture is known again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = "'reading', 'staged', 'applying', 'applied', 'failed', 'discarded'"
OUTCOMES = "'added', 'changed', 'unchanged', 'refused'"
ROWS = "listing_import_rows"


def upgrade() -> None:
    op.add_column("pictures", sa.Column("filename", sa.String(), nullable=True))
    op.add_column("pictures", sa.Column("digest", sa.String(), nullable=True))
    op.create_table(
        "listing_imports",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("shop_id", BIG_ID, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("task_id", BIG_ID, nullable=True),
        sa.Column("pictures_key", sa.String(), nullable=True),
        sa.Column("takes_counts", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_listing_imports_state")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_listing_imports_by_id_users"),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name="fk_listing_imports_shop_id_shops"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_imports")),
    )
    op.create_index("ix_listing_imports_shop_id", "listing_imports", ["shop_id"])
    op.create_table(
        ROWS,
        sa.Column("import_id", BIG_ID, nullable=False),
        sa.Column("line", BIG_ID, nullable=False),
        sa.Column("product", BIG_ID, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.JSON(), nullable=False)
            for name in ("cells", "reasons", "warnings", "changes")
        ),
        sa.Column("count_left", sa.Boolean(), nullable=False),
        sa.Column("stock_there", BIG_ID, nullable=True),
        sa.Column("listing_id", BIG_ID, nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f(f"ck_{ROWS}_outcome")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["listing_imports.id"], name=f"fk_{ROWS}_import_id_listing_imports"
        ),
        sa.PrimaryKeyConstraint("import_id", "line", name=op.f(f"pk_{ROWS}")),
    )
    op.create_index(f"ix_{ROWS}_import_id_outcome", ROWS, ["import_id", "outcome"])
    op.create_index(f"ix_{ROWS}_import_id_product", ROWS, ["import_id", "product"])


def downgrade() -> None:
    op.drop_table(ROWS)
    op.drop_table("listing_imports")
    op.drop_column("pictures", "digest")
    op.drop_column("pictures", "filename")
