"""The index in the database as narrow rows that it searches itself, on two shelves."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0017'
down_revision = '0016'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TERM = sa.String().with_variant(postgresql.VARCHAR(collation='C'), 'postgresql')
LEXEMES = sa.Text().with_variant(postgresql.TSVECTOR(), 'postgresql')
LISTINGS = ('search_shelf_a', 'search_shelf_b', 'search_fresh')
TERMS = ('search_terms_a', 'search_terms_b')
POSTINGS = ('search_postings_a', 'search_postings_b')


def upgrade() -> None:
    op.drop_table('search_documents')
    for table in LISTINGS:
        _listings(table, *(_fresh() if table == 'search_fresh' else ()))
    op.create_table('search_gone',
    sa.Column('listing_id', BIG, autoincrement=False, nullable=False),
    sa.Column('number', BIG, nullable=False),
    sa.PrimaryKeyConstraint('listing_id', name=op.f('pk_search_gone'))
    )
    for table in TERMS:
        op.create_table(table,
        sa.Column('term', TERM, nullable=False),
        sa.Column('listings', sa.Integer(), nullable=False),
        sa.Column('naming', sa.Integer(), nullable=False),
        sa.Column('titles', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('term', name=op.f(f'pk_{table}'))
        )
    for table in POSTINGS:
        op.create_table(table,
        sa.Column('term', TERM, nullable=False),
        sa.Column('part', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('entries', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('term', 'part', name=op.f(f'pk_{table}'))
        )
    op.create_table('search_state',
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('shelf', sa.String(), nullable=False),
    sa.Column('written', sa.String(), nullable=False),
    sa.Column('documents', BIG, nullable=False),
    sa.Column('totals', sa.JSON(), nullable=False),
    sa.Column('slugs', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_state'))
    )


def _fresh() -> tuple[sa.Column, ...]:
    return (
        sa.Column('number', BIG, nullable=False),
        sa.Column('entries', sa.LargeBinary(), nullable=False),
    )


def _listings(table: str, *more: sa.Column) -> None:
    op.create_table(table,
    sa.Column('listing_id', BIG, autoincrement=False, nullable=False),
    sa.Column('record', sa.LargeBinary(), nullable=False),
    sa.Column('standing', BIG, nullable=False),
    sa.Column('published', BIG, nullable=False),
    sa.Column('price_min', BIG, nullable=False),
    sa.Column('price_max', BIG, nullable=False),
    sa.Column('sale_min', BIG, nullable=True),
    sa.Column('sale_max', BIG, nullable=True),
    sa.Column('cooperative', BIG, nullable=True),
    sa.Column('sale_from', sa.Integer(), nullable=True),
    sa.Column('sale_until', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Integer(), nullable=False),
    sa.Column('parent', sa.Integer(), nullable=False),
    sa.Column('regency', sa.Integer(), nullable=False),
    sa.Column('district', sa.Integer(), nullable=False),
    sa.Column('verified', sa.Integer(), nullable=True),
    sa.Column('halal', sa.Integer(), nullable=True),
    sa.Column('pirt', sa.Integer(), nullable=True),
    sa.Column('bpom', sa.Integer(), nullable=True),
    sa.Column('merek', sa.Integer(), nullable=True),
    sa.Column('stock', sa.Boolean(), nullable=False),
    sa.Column('made_to_order', sa.Boolean(), nullable=False),
    sa.Column('words', LEXEMES, nullable=False),
    sa.Column('shingles', sa.LargeBinary(), nullable=False),
    *more,
    sa.PrimaryKeyConstraint('listing_id', name=op.f(f'pk_{table}'))
    )
    op.create_index(f'ix_{table}_words', table, ['words'], postgresql_using='gin', postgresql_with={'fastupdate': 'off'})
    op.create_index(f'ix_{table}_published', table, ['published', 'listing_id'])


def downgrade() -> None:
    for table in ('search_state', *POSTINGS, *TERMS, 'search_gone', *LISTINGS):
        op.drop_table(table)
    op.create_table('search_documents',
    sa.Column('listing_id', BIG, autoincrement=False, nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('gone', sa.Boolean(), nullable=False),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('properties', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('listing_id', name=op.f('pk_search_documents'))
    )
    with op.batch_alter_table('search_documents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_search_documents_version'), ['version'], unique=False)
        batch_op.create_index('ix_search_documents_words', ['words'], unique=False, sqlite_where=sa.text('gone = 0'), postgresql_where=sa.text('NOT gone'))
