"""A register file may wait until an officer says what its columns mean."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

STATES = "state IN ('staging', 'unclear', 'staged', 'applied', 'discarded', 'refused')"
BEFORE = "state IN ('staging', 'staged', 'applied', 'discarded', 'refused')"


def upgrade() -> None:
    with op.batch_alter_table("registry_imports") as batch_op:
        batch_op.alter_column("refusal", existing_type=sa.String(300), type_=sa.String())
        batch_op.drop_constraint(op.f("ck_registry_imports_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_registry_imports_state"), STATES)


def downgrade() -> None:
    op.execute("UPDATE registry_imports SET refusal = substr(refusal, 1, 300)")
    op.execute("UPDATE registry_imports SET state = 'refused' WHERE state = 'unclear'")
    with op.batch_alter_table("registry_imports") as batch_op:
        batch_op.alter_column("refusal", existing_type=sa.String(), type_=sa.String(300))
        batch_op.drop_constraint(op.f("ck_registry_imports_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_registry_imports_state"), BEFORE)
