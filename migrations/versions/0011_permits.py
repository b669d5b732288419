"""Permits of shops and listings."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'permits',
        sa.Column('id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('listing_id', BIG, nullable=True),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('number', sa.String(), nullable=False),
        sa.Column('expires_on', sa.Date(), nullable=True),
        sa.Column('told_at_days', BIG, nullable=True),
        sa.Column('stated_by_id', BIG, nullable=False),
        sa.Column('stated_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', BIG, nullable=False),
        sa.CheckConstraint('told_at_days >= 0', name=op.f('ck_permits_told_at_days')),
        sa.ForeignKeyConstraint(['listing_id'], ['listings.id'], name=op.f('fk_permits_listing_id_listings')),
        sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_permits_shop_id_shops')),
        sa.ForeignKeyConstraint(['stated_by_id'], ['users.id'], name=op.f('fk_permits_stated_by_id_users')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_permits')),
    )
    for name in ('shop_id', 'listing_id', 'expires_on', 'stated_by_id'):
        op.create_index(op.f(f'ix_permits_{name}'), 'permits', [name])
    for name, of, where in (
        ('uq_permits_of_shop', 'shop_id', 'listing_id IS NULL'),
        ('uq_permits_of_listing', 'listing_id', 'listing_id IS NOT NULL'),
    ):
        op.create_index(
            name, 'permits', [of, 'kind', 'number'], unique=True,
            sqlite_where=sa.text(where), postgresql_where=sa.text(where),
        )


def downgrade() -> None:
    op.drop_table('permits')
