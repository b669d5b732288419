"""Collections and their listings, the turns of shelves, and how often what was shown was seen."""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
STANDING = 'removed_at IS NULL'


def upgrade() -> None:
    op.create_table(
        'collections',
        sa.Column('id', BIG, nullable=False),
        sa.Column('title', sa.String(80), nullable=False),
        sa.Column('slug', sa.String(), nullable=False),
        sa.Column('story', sa.String(), nullable=False),
        sa.Column('regency_code', sa.String(), nullable=True),
        sa.Column('reason_code', sa.String(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('begins_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('end_reason_code', sa.String(), nullable=True),
        sa.Column('end_reason', sa.String(), nullable=True),
        sa.Column('on_home', sa.Boolean(), nullable=False),
        sa.Column('home_position', BIG, nullable=False),
        sa.Column('cover_key', sa.String(), nullable=True),
        sa.Column('cover_alt', sa.String(), nullable=False),
        sa.Column('cover_state', sa.String(), nullable=False),
        sa.Column('cover_width', BIG, nullable=True),
        sa.Column('cover_height', BIG, nullable=True),
        sa.Column('made_by_id', BIG, nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', BIG, nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'ended')", name=op.f('ck_collections_state')
        ),
        sa.CheckConstraint(
            "cover_state IN ('none', 'waiting', 'ready', 'failed')",
            name=op.f('ck_collections_cover_state'),
        ),
        sa.CheckConstraint('begins_at < ends_at', name=op.f('ck_collections_period')),
        sa.ForeignKeyConstraint(
            ['made_by_id'], ['users.id'], name=op.f('fk_collections_made_by_id_users')
        ),
        sa.ForeignKeyConstraint(
            ['regency_code'], ['regencies.code'], name=op.f('fk_collections_regency_code_regencies')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_collections')),
        sa.UniqueConstraint('slug', name=op.f('uq_collections_slug')),
    )
    op.create_index('ix_collections_state_ends_at', 'collections', ['state', 'ends_at'])
    op.create_table(
        'collection_items',
        sa.Column('id', BIG, nullable=False),
        sa.Column('collection_id', BIG, nullable=False),
        sa.Column('listing_id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('position', BIG, nullable=False),
        sa.Column('reason_code', sa.String(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('placed_by_id', BIG, nullable=False),
        sa.Column('placed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('removed_by_id', BIG, nullable=True),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('removal_code', sa.String(), nullable=True),
        sa.Column('removal_reason', sa.String(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], [f'{table}.id'], name=op.f(f'fk_collection_items_{name}_{table}')
            )
            for name, table in (
                ('collection_id', 'collections'),
                ('listing_id', 'listings'),
                ('shop_id', 'shops'),
                ('placed_by_id', 'users'),
                ('removed_by_id', 'users'),
            )
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_collection_items')),
    )
    for name in ('collection_id', 'listing_id', 'shop_id'):
        op.create_index(op.f(f'ix_collection_items_{name}'), 'collection_items', [name])
    op.create_index(
        'uq_collection_items_standing', 'collection_items', ['collection_id', 'listing_id'],
        unique=True, sqlite_where=sa.text(STANDING), postgresql_where=sa.text(STANDING),
    )
    op.create_table(
        'shelves',
        sa.Column('key', sa.String(40), nullable=False),
        sa.Column('listing_ids', sa.JSON(), nullable=False),
        sa.Column('slots', BIG, nullable=False),
        sa.Column('eligible_shops', BIG, nullable=False),
        sa.Column('level', BIG, nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_shelves')),
    )
    op.create_table(
        'shelf_exposures',
        sa.Column('shelf', sa.String(40), nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('exposure', BIG, nullable=False),
        sa.Column('turns', BIG, nullable=False),
        sa.PrimaryKeyConstraint('shelf', 'shop_id', name=op.f('pk_shelf_exposures')),
    )
    op.create_table(
        'shelf_measures',
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('shelf', sa.String(40), nullable=False),
        sa.Column('slot', BIG, nullable=False),
        sa.Column('listing_id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('regency_code', sa.String(8), nullable=False),
        sa.Column('impressions', BIG, nullable=False),
        sa.Column('visits', BIG, nullable=False),
        sa.Column('inquiries', BIG, nullable=False),
        sa.PrimaryKeyConstraint(
            'day', 'shelf', 'slot', 'listing_id', name=op.f('pk_shelf_measures')
        ),
    )
    op.create_index('ix_shelf_measures_shelf_day', 'shelf_measures', ['shelf', 'day'])
    op.create_index('ix_shelf_measures_shop_id_day', 'shelf_measures', ['shop_id', 'day'])


def downgrade() -> None:
    for table in ('shelf_measures', 'shelf_exposures', 'shelves', 'collection_items', 'collections'):
        op.drop_table(table)
