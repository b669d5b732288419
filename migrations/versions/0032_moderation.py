"""Reports, the cases that they make, decisions, and appeals against them."""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN_LISTING = "state = 'open' AND listing_id IS NOT NULL"
OPEN_SHOP = "state = 'open' AND listing_id IS NULL"
NAMED = 'reporter_id IS NOT NULL'


def _at(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{column}_{target}')
    return sa.ForeignKeyConstraint([column], [f'{target}.id'], name=name)


def _only_one(name: str, table: str, columns: list[str], where: str) -> None:
    rule = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=rule, postgresql_where=rule)


def upgrade() -> None:
    _cases()
    _decisions()
    _appeals()


def _cases() -> None:
    op.create_table(
        'moderation_cases',
        sa.Column('id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('listing_id', BIG, nullable=True),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('is_urgent', sa.Boolean(), nullable=False),
        sa.Column('reports_count', BIG, nullable=False),
        _at('opened_at'),
        _at('due_at'),
        _at('decided_at', nullable=True),
        sa.Column('version', BIG, nullable=False),
        sa.CheckConstraint("state IN ('open', 'decided')", name=op.f('ck_moderation_cases_state')),
        _key('moderation_cases', 'listing_id', 'listings'),
        _key('moderation_cases', 'shop_id', 'shops'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_cases')),
    )
    for name in ('listing_id', 'shop_id'):
        op.create_index(op.f(f'ix_moderation_cases_{name}'), 'moderation_cases', [name])
    op.create_index('ix_moderation_cases_state_due_at', 'moderation_cases', ['state', 'due_at'])
    _only_one('uq_moderation_cases_open_listing', 'moderation_cases', ['listing_id'], OPEN_LISTING)
    _only_one('uq_moderation_cases_open_shop', 'moderation_cases', ['shop_id'], OPEN_SHOP)
    op.create_table(
        'reports',
        sa.Column('id', BIG, nullable=False),
        sa.Column('case_id', BIG, nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('words', sa.String(), nullable=False),
        sa.Column('reporter_id', BIG, nullable=True),
        _at('at'),
        _key('reports', 'case_id', 'moderation_cases'),
        _key('reports', 'reporter_id', 'users'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reports')),
    )
    for name in ('at', 'case_id', 'reporter_id'):
        op.create_index(op.f(f'ix_reports_{name}'), 'reports', [name])
    _only_one('uq_reports_reporter', 'reports', ['case_id', 'reporter_id'], NAMED)


def _decisions() -> None:
    table = 'moderation_decisions'
    op.create_table(
        table,
        sa.Column('id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('listing_id', BIG, nullable=True),
        sa.Column('case_id', BIG, nullable=True),
        sa.Column('review_id', BIG, nullable=True),
        sa.Column('action', sa.String(), nullable=False),
        sa.Column('reason_code', sa.String(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('was', sa.JSON(), nullable=False),
        sa.Column('office', sa.String(), nullable=False),
        sa.Column('by_id', BIG, nullable=False),
        _at('at'),
        _at('undone_at', nullable=True),
        sa.CheckConstraint(
            "action IN ('keep', 'warn', 'remove', 'reinstate', 'approve_edit', 'reject_edit', "
            "'suspend', 'lift')",
            name=op.f('ck_moderation_decisions_action'),
        ),
        _key(table, 'by_id', 'users'),
        _key(table, 'case_id', 'moderation_cases'),
        _key(table, 'listing_id', 'listings'),
        _key(table, 'review_id', 'listing_reviews'),
        _key(table, 'shop_id', 'shops'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_decisions')),
    )
    for name in ('case_id', 'listing_id', 'review_id'):
        op.create_index(op.f(f'ix_moderation_decisions_{name}'), table, [name])
    op.create_index('ix_moderation_decisions_shop_id_at', table, ['shop_id', 'at'])


def _appeals() -> None:
    op.create_table(
        'appeals',
        sa.Column('id', BIG, nullable=False),
        sa.Column('decision_id', BIG, nullable=False),
        sa.Column('shop_id', BIG, nullable=False),
        sa.Column('by_id', BIG, nullable=False),
        sa.Column('words', sa.String(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        _at('at'),
        _at('due_at'),
        _at('decided_at', nullable=True),
        sa.Column('decided_by_id', BIG, nullable=True),
        sa.Column('office', sa.String(), nullable=True),
        sa.Column('reason_code', sa.String(), nullable=True),
        sa.Column('reason', sa.String(), nullable=True),
        sa.Column('version', BIG, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'upheld', 'dismissed')", name=op.f('ck_appeals_state')
        ),
        _key('appeals', 'by_id', 'users'),
        _key('appeals', 'decided_by_id', 'users'),
        _key('appeals', 'decision_id', 'moderation_decisions'),
        _key('appeals', 'shop_id', 'shops'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_appeals')),
        sa.UniqueConstraint('decision_id', name=op.f('uq_appeals_decision_id')),
    )
    for name in ('by_id', 'shop_id'):
        op.create_index(op.f(f'ix_appeals_{name}'), 'appeals', [name])
    op.create_index('ix_appeals_state_due_at', 'appeals', ['state', 'due_at'])


def downgrade() -> None:
    for table in ('appeals', 'moderation_decisions', 'reports', 'moderation_cases'):
        op.drop_table(table)
