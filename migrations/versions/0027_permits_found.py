"""What officers found of permits in their issuers' registers."""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    with op.batch_alter_table('permits', schema=None) as batch_op:
        batch_op.add_column(sa.Column('finding', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('checked_by_id', BIG, nullable=True))
        batch_op.add_column(sa.Column('checking_office', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('check_reason_code', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('check_reason', sa.String(), nullable=True))
        batch_op.create_check_constraint(
            op.f('ck_permits_finding'), "finding IN ('confirmed', 'refuted')"
        )
        batch_op.create_foreign_key(
            op.f('fk_permits_checked_by_id_users'), 'users', ['checked_by_id'], ['id']
        )


def downgrade() -> None:
    with op.batch_alter_table('permits', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_permits_checked_by_id_users'), type_='foreignkey')
        batch_op.drop_constraint(op.f('ck_permits_finding'), type_='check')
        for name in (
            'check_reason', 'check_reason_code', 'checking_office', 'checked_by_id', 'checked_at',
            'finding',
        ):
            batch_op.drop_column(name)
