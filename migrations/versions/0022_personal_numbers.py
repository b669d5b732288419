"""Numbers kept locked, and who of the dinas looked at what is locked."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'personal_numbers',
        sa.Column('id', BIG, nullable=False),
        sa.Column('user_id', BIG, nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.Column('digest', sa.String(length=100), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('nik_ktp')", name=op.f('ck_personal_numbers_kind')),
        sa.ForeignKeyConstraint(
            ['user_id'], ['users.id'], name=op.f('fk_personal_numbers_user_id_users')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_personal_numbers')),
        sa.UniqueConstraint('user_id', 'kind', name=op.f('uq_personal_numbers_user_id_kind')),
    )
    op.create_index(op.f('ix_personal_numbers_digest'), 'personal_numbers', ['digest'])
    op.create_table(
        'disclosures',
        sa.Column('id', BIG, nullable=False),
        sa.Column('officer_id', BIG, nullable=False),
        sa.Column('person_id', BIG, nullable=False),
        sa.Column('what', sa.String(length=20), nullable=False),
        sa.Column('reason_code', sa.String(length=20), nullable=False),
        sa.Column('reason', sa.String(length=300), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("what IN ('nik_ktp', 'evidence')", name=op.f('ck_disclosures_what')),
        sa.ForeignKeyConstraint(
            ['officer_id'], ['users.id'], name=op.f('fk_disclosures_officer_id_users')
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['users.id'], name=op.f('fk_disclosures_person_id_users')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosures')),
    )
    op.create_index(op.f('ix_disclosures_person_id'), 'disclosures', ['person_id'])


def downgrade() -> None:
    op.drop_table('disclosures')
    op.drop_table('personal_numbers')
