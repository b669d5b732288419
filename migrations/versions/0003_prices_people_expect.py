"""Sales with their days, wholesale steps, and what each variant ever cost."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    with op.batch_alter_table('listings') as batch:
        batch.add_column(sa.Column('sale_from', sa.Date(), nullable=True))
        batch.add_column(sa.Column('sale_until', sa.Date(), nullable=True))
        batch.create_check_constraint(op.f('ck_listings_sale_days'), '(sale_from IS NULL) = (sale_until IS NULL)')
        batch.create_check_constraint(op.f('ck_listings_sale_order'), 'sale_from <= sale_until')
    with op.batch_alter_table('variants') as batch:
        batch.add_column(sa.Column('sale_price', sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column('sale_lowest', sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column('wholesale', sa.JSON(), nullable=False, server_default='[]'))
        batch.create_check_constraint(op.f('ck_variants_sale_price'), 'sale_price > 0 AND sale_price < price')
    with op.batch_alter_table('variants') as batch:
        batch.alter_column('wholesale', server_default=None)
    op.create_table(
        'price_records',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('variant_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('price', sa.BigInteger(), nullable=False),
        sa.Column('sale_price', sa.BigInteger(), nullable=True),
        sa.Column('sale_from', sa.Date(), nullable=True),
        sa.Column('sale_until', sa.Date(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['variant_id'], ['variants.id'], name=op.f('fk_price_records_variant_id_variants')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_price_records')),
    )
    op.create_index('ix_price_records_variant_id_id', 'price_records', ['variant_id', 'id'])
    # What was asked until now is the only price that is known, so it counts from now on.
    op.execute(
        'INSERT INTO price_records (variant_id, price, at) '
        'SELECT variants.id, variants.price, CURRENT_TIMESTAMP FROM variants'
    )


def downgrade() -> None:
    op.drop_table('price_records')
    with op.batch_alter_table('variants') as batch:
        batch.drop_constraint(op.f('ck_variants_sale_price'), type_='check')
        for name in ('sale_price', 'sale_lowest', 'wholesale'):
            batch.drop_column(name)
    with op.batch_alter_table('listings') as batch:
        for name in ('sale_days', 'sale_order'):
            batch.drop_constraint(op.f(f'ck_listings_{name}'), type_='check')
        for name in ('sale_from', 'sale_until'):
            batch.drop_column(name)
