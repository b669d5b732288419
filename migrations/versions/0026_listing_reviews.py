"""Officers look at listings; one that they take off stands in a state of its own."""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
WAITING = "state = 'waiting'"
BEFORE = "state IN ('draft', 'published', 'archived')"
NOW = "state IN ('draft', 'published', 'archived', 'removed')"


def _states(rule: str) -> None:
    with op.batch_alter_table('listings') as batch_op:
        batch_op.drop_constraint(op.f('ck_listings_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_listings_state'), rule)


def upgrade() -> None:
    _states(NOW)
    op.create_table(
        'listing_reviews',
        sa.Column('id', BIG, nullable=False),
        sa.Column('listing_id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('proposed', sa.JSON(), nullable=False),
        sa.Column('was', sa.JSON(), nullable=False),
        sa.Column('hits', sa.JSON(), nullable=False),
        sa.Column('why', sa.JSON(), nullable=False),
        sa.Column('rules_version', sa.String(), nullable=False),
        sa.Column('content', sa.String(), nullable=False),
        sa.Column('base_version', BIG, nullable=False),
        sa.Column('is_urgent', sa.Boolean(), nullable=False),
        sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('opened_by_id', BIG, nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_by_id', BIG, nullable=True),
        sa.Column('reason_code', sa.String(), nullable=True),
        sa.Column('reason', sa.String(), nullable=True),
        sa.Column('version', BIG, nullable=False),
        sa.CheckConstraint(
            "kind IN ('first', 'warned', 'held', 'edit')", name=op.f('ck_listing_reviews_kind')
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'rejected', 'withdrawn', 'superseded')",
            name=op.f('ck_listing_reviews_state'),
        ),
        sa.ForeignKeyConstraint(
            ['decided_by_id'], ['users.id'], name=op.f('fk_listing_reviews_decided_by_id_users')
        ),
        sa.ForeignKeyConstraint(
            ['listing_id'], ['listings.id'], name=op.f('fk_listing_reviews_listing_id_listings')
        ),
        sa.ForeignKeyConstraint(
            ['opened_by_id'], ['users.id'], name=op.f('fk_listing_reviews_opened_by_id_users')
        ),
        sa.ForeignKeyConstraint(
            ['shop_id'], ['shops.id'], name=op.f('fk_listing_reviews_shop_id_shops')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_listing_reviews')),
    )
    for name in ('listing_id', 'shop_id'):
        op.create_index(op.f(f'ix_listing_reviews_{name}'), 'listing_reviews', [name])
    op.create_index('ix_listing_reviews_state_due_at', 'listing_reviews', ['state', 'due_at'])
    op.create_index(
        'uq_listing_reviews_waiting', 'listing_reviews', ['listing_id', 'kind'], unique=True,
        sqlite_where=sa.text(WAITING), postgresql_where=sa.text(WAITING),
    )


def downgrade() -> None:
    op.drop_table('listing_reviews')
    op.execute("UPDATE listings SET state = 'archived' WHERE state = 'removed'")
    _states(BEFORE)
