"""Badges that stay true: what the register asks about them, and of what their owners were told."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text("state = 'open'")
KINDS = "kind IN ('closed', 'certificate', 'number', 'name')"
STATES = "state IN ('open', 'kept', 'revoked', 'settled')"


def upgrade() -> None:
    op.create_table(
        'badge_conflicts',
        sa.Column('id', BIG, nullable=False),
        sa.Column('badge_id', BIG, nullable=False),
        sa.Column('import_id', BIG, nullable=True),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('facts', sa.JSON(), nullable=False),
        sa.Column('is_urgent', sa.Boolean(), nullable=False),
        sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_by_id', BIG, nullable=True),
        sa.Column('reason_code', sa.String(), nullable=True),
        sa.Column('reason', sa.String(), nullable=True),
        sa.Column('version', BIG, nullable=False),
        sa.CheckConstraint(KINDS, name=op.f('ck_badge_conflicts_kind')),
        sa.CheckConstraint(STATES, name=op.f('ck_badge_conflicts_state')),
        sa.ForeignKeyConstraint(['badge_id'], ['badges.id'], name=op.f('fk_badge_conflicts_badge_id_badges')),
        sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_badge_conflicts_decided_by_id_users')),
        sa.ForeignKeyConstraint(
            ['import_id'], ['registry_imports.id'],
            name=op.f('fk_badge_conflicts_import_id_registry_imports'),
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_conflicts')),
    )
    op.create_index(op.f('ix_badge_conflicts_badge_id'), 'badge_conflicts', ['badge_id'])
    op.create_index(
        'uq_badge_conflicts_open', 'badge_conflicts', ['badge_id', 'kind'], unique=True,
        sqlite_where=OPEN, postgresql_where=OPEN,
    )
    op.create_table(
        'badge_warnings',
        sa.Column('badge_id', BIG, nullable=False),
        sa.Column('expires_on', sa.Date(), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('days >= 0', name=op.f('ck_badge_warnings_days')),
        sa.ForeignKeyConstraint(['badge_id'], ['badges.id'], name=op.f('fk_badge_warnings_badge_id_badges')),
        sa.PrimaryKeyConstraint('badge_id', 'expires_on', 'days', name=op.f('pk_badge_warnings')),
    )


def downgrade() -> None:
    op.drop_table('badge_warnings')
    op.drop_table('badge_conflicts')
