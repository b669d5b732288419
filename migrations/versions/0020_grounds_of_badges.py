"""Claims of three kinds with several pieces of evidence; badges that rest on approved claims."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
KINDS = "kind IN ('cooperative', 'member', 'business')"
STATES = "state IN ('waiting', 'checked', 'returned', 'approved', 'rejected', 'withdrawn')"
EVIDENCE = "kind IN ('member_card', 'letter', 'ktp', 'nib', 'certificate', 'rat_minutes', 'other')"
OPEN = sa.text("state IN ('waiting', 'checked', 'returned')")
UNREVOKED = sa.text('revoked_at IS NULL')


def upgrade() -> None:
    _evidence()
    _grounds()
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.drop_index('uq_claims_waiting')
        batch_op.drop_constraint(op.f('ck_claims_state'), type_='check')
        batch_op.drop_column('evidence_key')
        batch_op.drop_column('evidence_type')
        batch_op.alter_column('cooperative_number', new_column_name='number')
        batch_op.alter_column('role', existing_type=sa.String(), nullable=True)
        batch_op.add_column(sa.Column('kind', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('business_id', BIG, nullable=True))
        batch_op.add_column(sa.Column('since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('checked_by_id', BIG, nullable=True))
        batch_op.add_column(sa.Column('check_reason', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('reason_code', sa.String(), nullable=True))
    op.execute("UPDATE claims SET kind = 'member', since = COALESCE(decided_at, submitted_at)")
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.alter_column('kind', existing_type=sa.String(), nullable=False)
        batch_op.alter_column('since', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.create_check_constraint(op.f('ck_claims_kind'), KINDS)
        batch_op.create_check_constraint(op.f('ck_claims_state'), STATES)
        batch_op.create_check_constraint(
            op.f('ck_claims_two_people'), "checked_by_id <> decided_by_id OR state = 'rejected'"
        )
        batch_op.create_foreign_key(
            op.f('fk_claims_business_id_businesses'), 'businesses', ['business_id'], ['id']
        )
        batch_op.create_foreign_key(
            op.f('fk_claims_checked_by_id_users'), 'users', ['checked_by_id'], ['id']
        )
        batch_op.create_index(op.f('ix_claims_business_id'), ['business_id'])
        batch_op.create_index(
            'uq_claims_open', ['shop_id', 'kind'], unique=True,
            sqlite_where=OPEN, postgresql_where=OPEN,
        )
    _badges()


def _evidence() -> None:
    op.create_table(
        'evidence',
        sa.Column('id', BIG, nullable=False),
        sa.Column('claim_id', BIG, nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('source', sa.String(), nullable=False),
        sa.Column('number', sa.String(), nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=True),
        sa.Column('expires_on', sa.Date(), nullable=True),
        sa.Column('key', sa.String(), nullable=False),
        sa.Column('media_type', sa.String(), nullable=False),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(EVIDENCE, name=op.f('ck_evidence_kind')),
        sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], name=op.f('fk_evidence_claim_id_claims')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    )
    op.create_index(op.f('ix_evidence_claim_id'), 'evidence', ['claim_id'])
    op.execute(
        "INSERT INTO evidence (claim_id, kind, source, number, key, media_type, added_at)"
        " SELECT id, 'member_card', '', '', evidence_key, evidence_type, submitted_at FROM claims"
        " ORDER BY id"
    )


def _grounds() -> None:
    op.create_table(
        'grounds',
        sa.Column('id', BIG, nullable=False),
        sa.Column('badge_id', BIG, nullable=False),
        sa.Column('claim_id', BIG, nullable=False),
        sa.Column('basis', sa.JSON(), nullable=False),
        sa.Column('rules_version', sa.String(), nullable=False),
        sa.Column('checked_by_id', BIG, nullable=True),
        sa.Column('approved_by_id', BIG, nullable=False),
        sa.Column('office', sa.String(), nullable=False),
        sa.Column('approved_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['approved_by_id'], ['users.id'], name=op.f('fk_grounds_approved_by_id_users')),
        sa.ForeignKeyConstraint(['badge_id'], ['badges.id'], name=op.f('fk_grounds_badge_id_badges')),
        sa.ForeignKeyConstraint(['checked_by_id'], ['users.id'], name=op.f('fk_grounds_checked_by_id_users')),
        sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], name=op.f('fk_grounds_claim_id_claims')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_grounds')),
        sa.UniqueConstraint('claim_id', name=op.f('uq_grounds_claim_id')),
    )
    op.create_index(op.f('ix_grounds_badge_id'), 'grounds', ['badge_id'])
    op.execute(
        "INSERT INTO grounds (badge_id, claim_id, basis, rules_version, approved_by_id, office,"
        " approved_at, expires_on) SELECT id, claim_id, basis, rules_version, issued_by_id,"
        " issuing_office, issued_at, expires_on FROM badges ORDER BY id"
    )


def _badges() -> None:
    with op.batch_alter_table('badges', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('uq_badges_claim_id'), type_='unique')
        batch_op.drop_constraint(op.f('fk_badges_claim_id_claims'), type_='foreignkey')
        batch_op.drop_column('claim_id')
        batch_op.alter_column('cooperative_id', existing_type=BIG, nullable=True)
        batch_op.add_column(sa.Column('kind', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('business_id', BIG, nullable=True))
        batch_op.add_column(sa.Column('lapsed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('lapse_reasons', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('revocation_code', sa.String(), nullable=True))
    op.execute("UPDATE badges SET kind = 'member', lapse_reasons = '[]'")
    with op.batch_alter_table('badges', schema=None) as batch_op:
        batch_op.alter_column('kind', existing_type=sa.String(), nullable=False)
        batch_op.alter_column('lapse_reasons', existing_type=sa.JSON(), nullable=False)
        batch_op.create_check_constraint(op.f('ck_badges_kind'), KINDS)
        batch_op.create_check_constraint(
            op.f('ck_badges_business'), "(business_id IS NULL) = (kind <> 'business')"
        )
        batch_op.create_check_constraint(
            op.f('ck_badges_cooperative'), "(cooperative_id IS NULL) = (kind = 'business')"
        )
        batch_op.create_foreign_key(
            op.f('fk_badges_business_id_businesses'), 'businesses', ['business_id'], ['id']
        )
        batch_op.create_index(op.f('ix_badges_business_id'), ['business_id'])
        batch_op.create_index(
            'uq_badges_unrevoked_business', ['shop_id', 'business_id'], unique=True,
            sqlite_where=UNREVOKED, postgresql_where=UNREVOKED,
        )


def downgrade() -> None:
    raise NotImplementedError('evidence and grounds hold more than the old tables could')
