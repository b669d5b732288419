"""Work with progress, and what is done once a night."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'

BigId = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('nights',
    sa.Column('job', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('job', name=op.f('pk_nights'))
    )
    op.create_table('tasks',
    sa.Column('id', BigId, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('by_id', BigId, nullable=True),
    sa.Column('arguments', sa.JSON(), nullable=False),
    sa.Column('files', sa.JSON(), nullable=False),
    sa.Column('results', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('done', BigId, nullable=False),
    sa.Column('total', BigId, nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('error', sa.String(), nullable=True),
    sa.Column('tries', BigId, nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('beat_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name=op.f('ck_tasks_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tasks'))
    )
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tasks_by_id'), ['by_id'], unique=False)
        batch_op.create_index('ix_tasks_unfinished', ['state', 'id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))


def downgrade() -> None:
    op.drop_table('tasks')
    op.drop_table('nights')
