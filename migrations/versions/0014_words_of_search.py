"""Words that officers teach the search: synonyms, and words left as they are."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        'synonym_groups',
        sa.Column('id', BIG, nullable=False),
        sa.Column('added_at', AT, nullable=False),
        sa.Column('changed_at', AT, nullable=False),
        sa.Column('changed_by_id', BIG, nullable=False),
        sa.Column('version', BIG, nullable=False),
        sa.ForeignKeyConstraint(['changed_by_id'], ['users.id'], name=op.f('fk_synonym_groups_changed_by_id_users')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_synonym_groups')),
    )
    op.create_table(
        'synonym_phrases',
        sa.Column('id', BIG, nullable=False),
        sa.Column('group_id', BIG, nullable=False),
        sa.Column('position', BIG, nullable=False),
        sa.Column('text', sa.String(60), nullable=False),
        sa.Column('key', sa.String(120), nullable=False),
        sa.CheckConstraint('position BETWEEN 0 AND 11', name=op.f('ck_synonym_phrases_position')),
        sa.ForeignKeyConstraint(['group_id'], ['synonym_groups.id'], name=op.f('fk_synonym_phrases_group_id_synonym_groups')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_synonym_phrases')),
        sa.UniqueConstraint('key', name=op.f('uq_synonym_phrases_key')),
    )
    op.create_index(op.f('ix_synonym_phrases_group_id'), 'synonym_phrases', ['group_id'])
    op.create_table(
        'protected_words',
        sa.Column('id', BIG, nullable=False),
        sa.Column('word', sa.String(40), nullable=False),
        sa.Column('added_at', AT, nullable=False),
        sa.Column('added_by_id', BIG, nullable=False),
        sa.ForeignKeyConstraint(['added_by_id'], ['users.id'], name=op.f('fk_protected_words_added_by_id_users')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_protected_words')),
        sa.UniqueConstraint('word', name=op.f('uq_protected_words_word')),
    )


def downgrade() -> None:
    for table in ('protected_words', 'synonym_phrases', 'synonym_groups'):
        op.drop_table(table)
