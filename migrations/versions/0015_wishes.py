"""Wishes of buyers for what nobody lists yet."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
STANDING = "state IN ('open', 'answered', 'hidden')"
NAMED = 'person_id IS NOT NULL'


def upgrade() -> None:
    op.create_table(
        'wishes',
        sa.Column('id', BIG, nullable=False),
        sa.Column('text', sa.String(), nullable=False),
        sa.Column('key', sa.String(), nullable=False),
        sa.Column('category_slug', sa.String(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('times', BIG, nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('hidden_reason', sa.String(), nullable=True),
        sa.Column('version', BIG, nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'closed', 'hidden')", name=op.f('ck_wishes_state')
        ),
        sa.CheckConstraint('times >= 0', name=op.f('ck_wishes_times')),
        sa.CheckConstraint(
            "(state = 'hidden') = (hidden_reason IS NOT NULL)", name=op.f('ck_wishes_hidden_reason')
        ),
        sa.ForeignKeyConstraint(
            ['category_slug'], ['categories.slug'], name=op.f('fk_wishes_category_slug_categories')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_wishes')),
    )
    op.create_index(op.f('ix_wishes_category_slug'), 'wishes', ['category_slug'])
    op.create_index('ix_wishes_state_last_asked_at', 'wishes', ['state', 'last_asked_at'])
    op.create_index(
        'uq_wishes_standing', 'wishes', ['category_slug', 'key'], unique=True,
        sqlite_where=sa.text(STANDING), postgresql_where=sa.text(STANDING),
    )
    op.create_table(
        'wish_askings',
        sa.Column('id', BIG, nullable=False),
        sa.Column('wish_id', BIG, nullable=False),
        sa.Column('person_id', BIG, nullable=True),
        sa.Column('regency_code', sa.String(), nullable=True),
        sa.Column('note', sa.String(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['person_id'], ['users.id'], name=op.f('fk_wish_askings_person_id_users')
        ),
        sa.ForeignKeyConstraint(
            ['regency_code'], ['regencies.code'], name=op.f('fk_wish_askings_regency_code_regencies')
        ),
        sa.ForeignKeyConstraint(
            ['wish_id'], ['wishes.id'], name=op.f('fk_wish_askings_wish_id_wishes')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_wish_askings')),
    )
    for name in ('asked_at', 'person_id', 'regency_code', 'wish_id'):
        op.create_index(op.f(f'ix_wish_askings_{name}'), 'wish_askings', [name])
    op.create_index(
        'uq_wish_askings_person', 'wish_askings', ['wish_id', 'person_id'], unique=True,
        sqlite_where=sa.text(NAMED), postgresql_where=sa.text(NAMED),
    )
    op.create_table(
        'wish_answers',
        sa.Column('wish_id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('listing_id', BIG, nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['listing_id'], ['listings.id'], name=op.f('fk_wish_answers_listing_id_listings')
        ),
        sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_wish_answers_shop_id_shops')),
        sa.ForeignKeyConstraint(['wish_id'], ['wishes.id'], name=op.f('fk_wish_answers_wish_id_wishes')),
        sa.PrimaryKeyConstraint('wish_id', 'shop_id', name=op.f('pk_wish_answers')),
    )
    for name in ('listing_id', 'shop_id'):
        op.create_index(op.f(f'ix_wish_answers_{name}'), 'wish_answers', [name])


def downgrade() -> None:
    op.drop_table('wish_answers')
    op.drop_table('wish_askings')
    op.drop_table('wishes')
