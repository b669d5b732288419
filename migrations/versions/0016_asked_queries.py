"""What was searched for on a day, counted; never by whom."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'asked_queries',
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('text', sa.String(80), nullable=False),
        sa.Column('asked', BIG, nullable=False),
        sa.Column('without_results', BIG, nullable=False),
        sa.Column('relaxed', BIG, nullable=False),
        sa.Column('corrected', BIG, nullable=False),
        sa.Column('results', BIG, nullable=True),
        sa.Column('clicks', BIG, nullable=False),
        sa.Column('ranked', BIG, nullable=False),
        sa.Column('rank_sum', BIG, nullable=False),
        sa.Column('best_rank', BIG, nullable=True),
        sa.PrimaryKeyConstraint('day', 'text', name=op.f('pk_asked_queries')),
    )
    op.create_index(op.f('ix_asked_queries_text'), 'asked_queries', ['text'])


def downgrade() -> None:
    op.drop_table('asked_queries')
