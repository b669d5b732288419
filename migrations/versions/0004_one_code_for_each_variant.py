"""A variant knows its shop, so that no two of a shop's variants share a code.

Codes that were shared keep their variant's number behind them: no row is lost.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODED = sa.text("sku IS NOT NULL")


def upgrade() -> None:
    op.create_index("uq_listings_id_shop_id", "listings", ["id", "shop_id"], unique=True)
    op.add_column("variants", sa.Column("shop_id", BIG_ID, nullable=True))
    op.execute(
        "UPDATE variants SET shop_id = "
        "(SELECT shop_id FROM listings WHERE listings.id = variants.listing_id)"
    )
    op.execute("UPDATE variants SET sku = nullif(upper(trim(sku)), '')")
    op.execute(
        "UPDATE variants SET sku = sku || '-' || id WHERE EXISTS (SELECT 1 FROM variants AS older "
        "WHERE older.shop_id = variants.shop_id AND older.sku = variants.sku "
        "AND older.id < variants.id)"
    )
    with op.batch_alter_table("variants") as batch_op:
        batch_op.alter_column("shop_id", existing_type=BIG_ID, nullable=False)
        batch_op.drop_constraint("fk_variants_listing_id_listings", type_="foreignkey")
        batch_op.create_foreign_key(
            "fk_variants_listing_id_shop_id_listings",
            "listings",
            ["listing_id", "shop_id"],
            ["id", "shop_id"],
        )
    op.create_index(
        "uq_variants_sku",
        "variants",
        ["shop_id", "sku"],
        unique=True,
        sqlite_where=CODED,
        postgresql_where=CODED,
    )


def downgrade() -> None:
    op.drop_index("uq_variants_sku", "variants", sqlite_where=CODED, postgresql_where=CODED)
    with op.batch_alter_table("variants") as batch_op:
        batch_op.drop_constraint("fk_variants_listing_id_shop_id_listings", type_="foreignkey")
        batch_op.create_foreign_key(
            "fk_variants_listing_id_listings", "listings", ["listing_id"], ["id"]
        )
        batch_op.drop_column("shop_id")
    op.drop_index("uq_listings_id_shop_id", "listings")
