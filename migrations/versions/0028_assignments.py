"""Which officer has taken on which thing of the inbox."""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('assignments',
    sa.Column('id', BIG, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', BIG, nullable=False),
    sa.Column('officer_id', BIG, nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['users.id'], name=op.f('fk_assignments_officer_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignments')),
    sa.UniqueConstraint('kind', 'subject_id', name=op.f('uq_assignments_kind_subject_id'))
    )
    with op.batch_alter_table('assignments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignments_officer_id'), ['officer_id'], unique=False)


def downgrade() -> None:
    op.drop_table('assignments')
