"""Records are looked up by the words of their names, present and former."""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'register_names',
        sa.Column('id', BIG, nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('record_id', BIG, nullable=False),
        sa.Column('name_key', sa.String(length=300), nullable=False),
        sa.Column('regency_code', sa.String(), nullable=True),
        sa.ForeignKeyConstraint(['regency_code'], ['regencies.code'], name=op.f('fk_register_names_regency_code_regencies')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_register_names')),
        sa.UniqueConstraint('kind', 'record_id', 'name_key', name=op.f('uq_register_names_kind_record_id_name_key')),
    )
    op.create_table(
        'register_name_words',
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('word', sa.String(length=12), nullable=False),
        sa.Column('regency_code', sa.String(length=5), nullable=False),
        sa.Column('record_id', BIG, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint('kind', 'word', 'regency_code', 'record_id', name=op.f('pk_register_name_words')),
    )
    op.create_index('ix_register_name_words_record_id_kind', 'register_name_words', ['record_id', 'kind'])


def downgrade() -> None:
    op.drop_table('register_name_words')
    op.drop_table('register_names')
