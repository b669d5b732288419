"""Previews of pictures: whether what a chat shows of a picture is drawn.

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-25 14:15:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WAITS = sa.text("preview_state = 'waiting' AND state = 'ready'")


def upgrade() -> None:
    with op.batch_alter_table("pictures") as batch_op:
        batch_op.add_column(
            sa.Column("preview_state", sa.String(), nullable=False, server_default="waiting")
        )
        batch_op.create_check_constraint(
            op.f("ck_pictures_preview_state"), "preview_state IN ('waiting', 'ready', 'failed')"
        )
        batch_op.create_index(
            "ix_pictures_preview_waits", ["id"], sqlite_where=WAITS, postgresql_where=WAITS
        )
    with op.batch_alter_table("pictures") as batch_op:
        batch_op.alter_column("preview_state", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("pictures") as batch_op:
        batch_op.drop_index("ix_pictures_preview_waits")
        batch_op.drop_constraint(op.f("ck_pictures_preview_state"), type_="check")
        batch_op.drop_column("preview_state")
