"""Officers declare in which shops they have an interest."""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text('ended_at IS NULL')


def upgrade() -> None:
    op.create_table(
        'interests',
        sa.Column('id', BIG, nullable=False),
        sa.Column('officer_id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('relation', sa.String(), nullable=False),
        sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['officer_id'], ['users.id'], name=op.f('fk_interests_officer_id_users')),
        sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_interests_shop_id_shops')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_interests')),
    )
    op.create_index(op.f('ix_interests_officer_id'), 'interests', ['officer_id'])
    op.create_index(op.f('ix_interests_shop_id'), 'interests', ['shop_id'])
    op.create_index(
        'uq_interests_open', 'interests', ['officer_id', 'shop_id'], unique=True,
        sqlite_where=OPEN, postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table('interests')
