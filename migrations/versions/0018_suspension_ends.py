"""A suspension says until when, or when the dinas looks at it again."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'

COLUMNS = (
    ('suspension_code', sa.String()),
    ('suspended_until', sa.Date()),
    ('suspension_review_on', sa.Date()),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column('shops', sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('shops') as batch_op:
        for name, _ in COLUMNS:
            batch_op.drop_column(name)
