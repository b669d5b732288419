"""The steps of a claim, each with its office and words; what the cooperative's board says of it."""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OFFICE = 'Dinas Koperasi dan UKM'


def upgrade() -> None:
    op.create_table(
        'claim_notes',
        sa.Column('id', BIG, nullable=False),
        sa.Column('claim_id', BIG, nullable=False),
        sa.Column('version', BIG, nullable=False),
        sa.Column('act', sa.String(), nullable=False),
        sa.Column('side', sa.String(), nullable=False),
        sa.Column('author_id', BIG, nullable=False),
        sa.Column('office', sa.String(), nullable=False),
        sa.Column('codes', sa.JSON(), nullable=False),
        sa.Column('words', sa.String(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('owner', 'office', 'board')", name=op.f('ck_claim_notes_side')),
        sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_claim_notes_author_id_users')),
        sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], name=op.f('fk_claim_notes_claim_id_claims')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_claim_notes')),
    )
    op.create_index(op.f('ix_claim_notes_claim_id'), 'claim_notes', ['claim_id'])
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.add_column(sa.Column('checked_record_version', BIG, nullable=True))
        batch_op.add_column(sa.Column('board_answer', sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column('board_answered_at', sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column('board_answered_by_id', BIG, nullable=True))
        batch_op.add_column(sa.Column('board_words', sa.String(), nullable=True))
    op.execute("UPDATE claims SET board_words = ''")
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.alter_column('board_words', existing_type=sa.String(), nullable=False)
        batch_op.create_check_constraint(
            op.f('ck_claims_board_answer'), "board_answer IN ('confirmed', 'denied')"
        )
        batch_op.create_foreign_key(
            op.f('fk_claims_board_answered_by_id_users'), 'users', ['board_answered_by_id'], ['id']
        )
    _what_happened_before()


def _what_happened_before() -> None:
    """Give every claim the steps that it took before steps were written down."""
    op.execute(
        "INSERT INTO claim_notes (claim_id, version, act, side, author_id, office, codes, words, at)"
        " SELECT id, 1, 'submit', 'owner', submitted_by_id, '', '[]', '', submitted_at FROM claims"
        " ORDER BY id"
    )
    for state, act in (('approved', 'approve'), ('rejected', 'reject')):
        op.execute(
            sa.text(
                "INSERT INTO claim_notes (claim_id, version, act, side, author_id, office, codes,"
                " words, at) SELECT claims.id, claims.version, :act, 'office',"
                " claims.decided_by_id, COALESCE((SELECT g.office FROM grounds g WHERE"
                " g.claim_id = claims.id), :office), '[]', COALESCE(claims.reason, ''),"
                " claims.decided_at FROM claims WHERE state = :state"
                " AND decided_by_id IS NOT NULL ORDER BY claims.id"
            ).bindparams(act=act, state=state, office=OFFICE)
        )
    op.execute(
        "INSERT INTO claim_notes (claim_id, version, act, side, author_id, office, codes, words, at)"
        " SELECT id, version, 'withdraw', 'owner', submitted_by_id, '', '[]', '', decided_at"
        " FROM claims WHERE state = 'withdrawn' ORDER BY id"
    )


def downgrade() -> None:
    op.drop_table('claim_notes')
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_claims_board_answered_by_id_users'), type_='foreignkey')
        batch_op.drop_constraint(op.f('ck_claims_board_answer'), type_='check')
        for name in (
            'checked_record_version', 'board_answer', 'board_answered_at', 'board_answered_by_id',
            'board_words',
        ):
            batch_op.drop_column(name)
