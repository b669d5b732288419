"""Which kabupaten or kota a search named; questions by when they were asked."""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'


def upgrade() -> None:
    with op.batch_alter_table('asked_queries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('regency_code', sa.String(length=5), nullable=True))
    op.create_index('ix_inquiries_asked_at', 'inquiries', ['asked_at'])


def downgrade() -> None:
    op.drop_index('ix_inquiries_asked_at', table_name='inquiries')
    with op.batch_alter_table('asked_queries', schema=None) as batch_op:
        batch_op.drop_column('regency_code')
