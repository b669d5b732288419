"""Every table of the first edition."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None


def upgrade() -> None:
    op.create_table('categories',
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('parent_slug', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['parent_slug'], ['categories.slug'], name=op.f('fk_categories_parent_slug_categories')),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_categories'))
    )
    op.create_table('events',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('subject_kind', sa.String(), nullable=False),
    sa.Column('subject_id', sa.String(), nullable=False),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events'))
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_name'), ['name'], unique=False)
        batch_op.create_index('ix_events_subject_kind_subject_id', ['subject_kind', 'subject_id'], unique=False)

    op.create_table('generations',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_generations'))
    )
    op.create_table('heartbeats',
    sa.Column('process', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('process', name=op.f('pk_heartbeats'))
    )
    op.create_table('mails',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mails'))
    )
    op.create_table('regencies',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_regencies'))
    )
    op.create_table('register_state',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_register_state_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_state'))
    )
    op.create_table('users',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('email_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('phone', sa.String(length=16), nullable=True),
    sa.Column('phone_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('phone_confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('password', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('tf_primary_method', sa.String(length=20), nullable=True),
    sa.Column('tf_totp_secret', sa.String(length=500), nullable=True),
    sa.Column('totp_last_counter', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('email IS NOT NULL OR phone IS NOT NULL', name=op.f('ck_users_reachable')),
    sa.ForeignKeyConstraint(['phone_confirmed_by_id'], ['users.id'], name=op.f('fk_users_phone_confirmed_by_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_users_fs_uniquifier'))
    )
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.create_index('ix_users_phone', ['phone'], unique=False)
        batch_op.create_index('uq_users_confirmed_phone', ['phone'], unique=True, sqlite_where=sa.text('phone_confirmed_at IS NOT NULL'), postgresql_where=sa.text('phone_confirmed_at IS NOT NULL'))

    op.create_table('consents',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_consents_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents'))
    )
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consents_user_id'), ['user_id'], unique=False)

    op.create_table('deliveries',
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('subscriber', sa.String(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('error', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_deliveries_event_id_events')),
    sa.PrimaryKeyConstraint('event_id', 'subscriber', name=op.f('pk_deliveries'))
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_deliveries_waiting', ['due_at'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))

    op.create_table('districts',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('regency_code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['regency_code'], ['regencies.code'], name=op.f('fk_districts_regency_code_regencies')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_districts'))
    )
    with op.batch_alter_table('districts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_districts_regency_code'), ['regency_code'], unique=False)

    op.create_table('officers',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('regency_code', sa.String(), nullable=True),
    sa.Column('duties', sa.JSON(), nullable=False),
    sa.Column('is_administrator', sa.Boolean(), nullable=False),
    sa.Column('appointed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('appointed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['appointed_by_id'], ['users.id'], name=op.f('fk_officers_appointed_by_id_users')),
    sa.ForeignKeyConstraint(['regency_code'], ['regencies.code'], name=op.f('fk_officers_regency_code_regencies')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_officers_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_officers')),
    sa.UniqueConstraint('user_id', name=op.f('uq_officers_user_id'))
    )
    op.create_table('one_use_links',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.String(length=30), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("purpose IN ('sign_up', 'email_confirmation', 'password_reset', 'officer_invitation')", name=op.f('ck_one_use_links_purpose')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_one_use_links_created_by_id_users')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_one_use_links_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_use_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_one_use_links_token_hash'))
    )
    with op.batch_alter_table('one_use_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_use_links_user_id'), ['user_id'], unique=False)

    op.create_table('phone_confirmations',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('phone', sa.String(length=16), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refused_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['users.id'], name=op.f('fk_phone_confirmations_confirmed_by_id_users')),
    sa.ForeignKeyConstraint(['refused_by_id'], ['users.id'], name=op.f('fk_phone_confirmations_refused_by_id_users')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_phone_confirmations_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_confirmations'))
    )
    with op.batch_alter_table('phone_confirmations', schema=None) as batch_op:
        batch_op.create_index('ix_phone_confirmations_requested_at', ['requested_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_phone_confirmations_user_id'), ['user_id'], unique=False)

    op.create_table('recovery_codes',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_recovery_codes_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_codes')),
    sa.UniqueConstraint('user_id', 'code_hash', name=op.f('uq_recovery_codes_user_id_code_hash'))
    )
    with op.batch_alter_table('recovery_codes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_codes_user_id'), ['user_id'], unique=False)

    op.create_table('registry_imports',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('source', sa.String(length=120), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('data_on', sa.Date(), nullable=False),
    sa.Column('stated_regency', sa.String(), nullable=True),
    sa.Column('jurisdiction', sa.String(), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('summary', sa.JSON(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('notes', sa.JSON(), nullable=False),
    sa.Column('register_version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('applied_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('discarded_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('staged', 'applied', 'discarded')", name=op.f('ck_registry_imports_state')),
    sa.ForeignKeyConstraint(['applied_by_id'], ['users.id'], name=op.f('fk_registry_imports_applied_by_id_users')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_registry_imports_by_id_users')),
    sa.ForeignKeyConstraint(['jurisdiction'], ['regencies.code'], name=op.f('fk_registry_imports_jurisdiction_regencies')),
    sa.ForeignKeyConstraint(['stated_regency'], ['regencies.code'], name=op.f('fk_registry_imports_stated_regency_regencies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registry_imports'))
    )
    with op.batch_alter_table('registry_imports', schema=None) as batch_op:
        batch_op.create_index('ix_registry_imports_source_state', ['source', 'state'], unique=False)

    op.create_table('sign_ins',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_sign_ins_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_ins')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_ins_token_hash'))
    )
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_ins_user_id'), ['user_id'], unique=False)

    op.create_table('villages',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('district_code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('postal_code', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['district_code'], ['districts.code'], name=op.f('fk_villages_district_code_districts')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_villages'))
    )
    with op.batch_alter_table('villages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_villages_district_code'), ['district_code'], unique=False)

    op.create_table('cooperatives',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('outside_banten', sa.Boolean(), nullable=False),
    sa.Column('name_key', sa.String(length=300), nullable=False),
    sa.Column('source_id', sa.String(length=60), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('nik_koperasi', sa.String(length=13), nullable=True),
    sa.Column('legal_number', sa.String(length=160), nullable=True),
    sa.Column('legal_number_key', sa.String(length=160), nullable=True),
    sa.Column('legal_number_class', sa.String(length=20), nullable=True),
    sa.Column('legal_on', sa.Date(), nullable=True),
    sa.Column('amendment_number', sa.String(length=160), nullable=True),
    sa.Column('amendment_on', sa.Date(), nullable=True),
    sa.Column('address', sa.String(length=500), nullable=True),
    sa.Column('village_name', sa.String(length=120), nullable=True),
    sa.Column('district_name', sa.String(length=120), nullable=True),
    sa.Column('regency_name', sa.String(length=120), nullable=True),
    sa.Column('province_name', sa.String(length=120), nullable=True),
    sa.Column('regency_code', sa.String(), nullable=True),
    sa.Column('district_code', sa.String(), nullable=True),
    sa.Column('village_code', sa.String(), nullable=True),
    sa.Column('form', sa.String(length=40), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=True),
    sa.Column('group_name', sa.String(length=120), nullable=True),
    sa.Column('sector', sa.String(length=160), nullable=True),
    sa.Column('management', sa.String(length=40), nullable=True),
    sa.Column('activity', sa.String(length=20), nullable=True),
    sa.Column('certificate_status', sa.String(length=40), nullable=True),
    sa.Column('certificate_expires_on', sa.Date(), nullable=True),
    sa.Column('certificate_issued_on', sa.Date(), nullable=True),
    sa.Column('certificate_printed_on', sa.Date(), nullable=True),
    sa.Column('certificate_edition', sa.Integer(), nullable=True),
    sa.Column('grade', sa.String(length=4), nullable=True),
    sa.Column('kuk', sa.String(length=10), nullable=True),
    sa.Column('last_rat_on', sa.Date(), nullable=True),
    sa.Column('last_rat_year', sa.Integer(), nullable=True),
    sa.Column('rat_held', sa.Boolean(), nullable=True),
    sa.Column('members_male', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('members_female', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('members_total', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('employees', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('managers', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('own_capital', sa.BigInteger(), nullable=True),
    sa.Column('outside_capital', sa.BigInteger(), nullable=True),
    sa.Column('assets', sa.BigInteger(), nullable=True),
    sa.Column('turnover', sa.BigInteger(), nullable=True),
    sa.Column('surplus', sa.BigInteger(), nullable=True),
    sa.Column('book_year', sa.Integer(), nullable=True),
    sa.CheckConstraint('nik_koperasi IS NOT NULL OR legal_number_key IS NOT NULL', name=op.f('ck_cooperatives_numbered')),
    sa.CheckConstraint('nik_koperasi IS NULL OR length(nik_koperasi) = 13', name=op.f('ck_cooperatives_nik_length')),
    sa.ForeignKeyConstraint(['district_code'], ['districts.code'], name=op.f('fk_cooperatives_district_code_districts')),
    sa.ForeignKeyConstraint(['regency_code'], ['regencies.code'], name=op.f('fk_cooperatives_regency_code_regencies')),
    sa.ForeignKeyConstraint(['village_code'], ['villages.code'], name=op.f('fk_cooperatives_village_code_villages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cooperatives')),
    sa.UniqueConstraint('legal_number_key', name=op.f('uq_cooperatives_legal_number_key')),
    sa.UniqueConstraint('nik_koperasi', name=op.f('uq_cooperatives_nik_koperasi'))
    )
    with op.batch_alter_table('cooperatives', schema=None) as batch_op:
        batch_op.create_index('ix_cooperatives_name_key', ['name_key'], unique=False)
        batch_op.create_index('ix_cooperatives_regency_code_name_key', ['regency_code', 'name_key'], unique=False)

    op.create_table('shops',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('village_code', sa.String(), nullable=False),
    sa.Column('regency_code', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('story', sa.String(), nullable=False),
    sa.Column('hours', sa.String(), nullable=False),
    sa.Column('whatsapp', sa.String(), nullable=True),
    sa.Column('whatsapp_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('holiday_until', sa.Date(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('suspension_reason', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['regency_code'], ['regencies.code'], name=op.f('fk_shops_regency_code_regencies')),
    sa.ForeignKeyConstraint(['village_code'], ['villages.code'], name=op.f('fk_shops_village_code_villages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shops')),
    sa.UniqueConstraint('slug', name=op.f('uq_shops_slug'))
    )
    with op.batch_alter_table('shops', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shops_regency_code'), ['regency_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_shops_village_code'), ['village_code'], unique=False)

    op.create_table('claims',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('shop_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('submitted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cooperative_number', sa.String(), nullable=False),
    sa.Column('cooperative_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('member_number', sa.String(), nullable=False),
    sa.Column('evidence_key', sa.String(), nullable=False),
    sa.Column('evidence_type', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("role IN ('anggota', 'pengurus', 'pengawas', 'karyawan')", name=op.f('ck_claims_role')),
    sa.CheckConstraint("state IN ('waiting', 'approved', 'rejected', 'withdrawn')", name=op.f('ck_claims_state')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperatives.id'], name=op.f('fk_claims_cooperative_id_cooperatives')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_claims_decided_by_id_users')),
    sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_claims_shop_id_shops')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['users.id'], name=op.f('fk_claims_submitted_by_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claims'))
    )
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_claims_cooperative_id'), ['cooperative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_claims_shop_id'), ['shop_id'], unique=False)
        batch_op.create_index('uq_claims_waiting', ['shop_id'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    op.create_table('cooperative_provenance',
    sa.Column('cooperative_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('data_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperatives.id'], name=op.f('fk_cooperative_provenance_cooperative_id_cooperatives'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['import_id'], ['registry_imports.id'], name=op.f('fk_cooperative_provenance_import_id_registry_imports')),
    sa.PrimaryKeyConstraint('cooperative_id', 'field', name=op.f('pk_cooperative_provenance'))
    )
    with op.batch_alter_table('cooperative_provenance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cooperative_provenance_import_id'), ['import_id'], unique=False)

    op.create_table('listings',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('shop_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('category_slug', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('net_weight_grams', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('minimum_order', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_to_order', sa.Boolean(), nullable=False),
    sa.Column('lead_days', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('axis_one', sa.String(), nullable=True),
    sa.Column('axis_two', sa.String(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("state IN ('draft', 'published', 'archived')", name=op.f('ck_listings_state')),
    sa.CheckConstraint('lead_days >= 0', name=op.f('ck_listings_lead_days')),
    sa.CheckConstraint('minimum_order >= 1', name=op.f('ck_listings_minimum_order')),
    sa.CheckConstraint('net_weight_grams > 0', name=op.f('ck_listings_net_weight_grams')),
    sa.ForeignKeyConstraint(['category_slug'], ['categories.slug'], name=op.f('fk_listings_category_slug_categories')),
    sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_listings_shop_id_shops')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listings')),
    sa.UniqueConstraint('slug', name=op.f('uq_listings_slug'))
    )
    with op.batch_alter_table('listings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listings_category_slug'), ['category_slug'], unique=False)
        batch_op.create_index('ix_listings_shelf', ['state', 'published_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_listings_shop_id'), ['shop_id'], unique=False)

    op.create_table('registry_import_rows',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('name_key', sa.String(length=300), nullable=True),
    sa.Column('source_id', sa.String(length=60), nullable=True),
    sa.Column('cooperative_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('warnings', sa.JSON(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('has_warnings', sa.Boolean(), nullable=False),
    sa.Column('nik_koperasi', sa.String(length=13), nullable=True),
    sa.Column('name', sa.String(length=300), nullable=True),
    sa.Column('legal_number', sa.String(length=160), nullable=True),
    sa.Column('legal_number_key', sa.String(length=160), nullable=True),
    sa.Column('legal_number_class', sa.String(length=20), nullable=True),
    sa.Column('legal_on', sa.Date(), nullable=True),
    sa.Column('amendment_number', sa.String(length=160), nullable=True),
    sa.Column('amendment_on', sa.Date(), nullable=True),
    sa.Column('address', sa.String(length=500), nullable=True),
    sa.Column('village_name', sa.String(length=120), nullable=True),
    sa.Column('district_name', sa.String(length=120), nullable=True),
    sa.Column('regency_name', sa.String(length=120), nullable=True),
    sa.Column('province_name', sa.String(length=120), nullable=True),
    sa.Column('regency_code', sa.String(), nullable=True),
    sa.Column('district_code', sa.String(), nullable=True),
    sa.Column('village_code', sa.String(), nullable=True),
    sa.Column('outside_banten', sa.Boolean(), nullable=True),
    sa.Column('form', sa.String(length=40), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=True),
    sa.Column('group_name', sa.String(length=120), nullable=True),
    sa.Column('sector', sa.String(length=160), nullable=True),
    sa.Column('management', sa.String(length=40), nullable=True),
    sa.Column('activity', sa.String(length=20), nullable=True),
    sa.Column('certificate_status', sa.String(length=40), nullable=True),
    sa.Column('certificate_expires_on', sa.Date(), nullable=True),
    sa.Column('certificate_issued_on', sa.Date(), nullable=True),
    sa.Column('certificate_printed_on', sa.Date(), nullable=True),
    sa.Column('certificate_edition', sa.Integer(), nullable=True),
    sa.Column('grade', sa.String(length=4), nullable=True),
    sa.Column('kuk', sa.String(length=10), nullable=True),
    sa.Column('last_rat_on', sa.Date(), nullable=True),
    sa.Column('last_rat_year', sa.Integer(), nullable=True),
    sa.Column('rat_held', sa.Boolean(), nullable=True),
    sa.Column('members_male', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('members_female', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('members_total', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('employees', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('managers', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('own_capital', sa.BigInteger(), nullable=True),
    sa.Column('outside_capital', sa.BigInteger(), nullable=True),
    sa.Column('assets', sa.BigInteger(), nullable=True),
    sa.Column('turnover', sa.BigInteger(), nullable=True),
    sa.Column('surplus', sa.BigInteger(), nullable=True),
    sa.Column('book_year', sa.Integer(), nullable=True),
    sa.CheckConstraint("outcome IN ('added', 'changed', 'unchanged', 'refused')", name=op.f('ck_registry_import_rows_outcome')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperatives.id'], name=op.f('fk_registry_import_rows_cooperative_id_cooperatives')),
    sa.ForeignKeyConstraint(['district_code'], ['districts.code'], name=op.f('fk_registry_import_rows_district_code_districts')),
    sa.ForeignKeyConstraint(['import_id'], ['registry_imports.id'], name=op.f('fk_registry_import_rows_import_id_registry_imports'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['regency_code'], ['regencies.code'], name=op.f('fk_registry_import_rows_regency_code_regencies')),
    sa.ForeignKeyConstraint(['village_code'], ['villages.code'], name=op.f('fk_registry_import_rows_village_code_villages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registry_import_rows')),
    sa.UniqueConstraint('import_id', 'line', name=op.f('uq_registry_import_rows_import_id_line'))
    )
    with op.batch_alter_table('registry_import_rows', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registry_import_rows_cooperative_id'), ['cooperative_id'], unique=False)
        batch_op.create_index('ix_registry_import_rows_import_id_outcome', ['import_id', 'outcome', 'line'], unique=False)

    op.create_table('shop_members',
    sa.Column('shop_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_shop_members_shop_id_shops')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_shop_members_user_id_users')),
    sa.PrimaryKeyConstraint('shop_id', 'user_id', name=op.f('pk_shop_members'))
    )
    with op.batch_alter_table('shop_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shop_members_user_id'), ['user_id'], unique=False)

    op.create_table('badges',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('shop_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cooperative_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('claim_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('basis', sa.JSON(), nullable=False),
    sa.Column('rules_version', sa.String(), nullable=False),
    sa.Column('issued_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('issuing_office', sa.String(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('revocation_reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], name=op.f('fk_badges_claim_id_claims')),
    sa.ForeignKeyConstraint(['cooperative_id'], ['cooperatives.id'], name=op.f('fk_badges_cooperative_id_cooperatives')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['users.id'], name=op.f('fk_badges_issued_by_id_users')),
    sa.ForeignKeyConstraint(['revoked_by_id'], ['users.id'], name=op.f('fk_badges_revoked_by_id_users')),
    sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_badges_shop_id_shops')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badges')),
    sa.UniqueConstraint('claim_id', name=op.f('uq_badges_claim_id')),
    sa.UniqueConstraint('code', name=op.f('uq_badges_code'))
    )
    with op.batch_alter_table('badges', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_badges_cooperative_id'), ['cooperative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_badges_shop_id'), ['shop_id'], unique=False)
        batch_op.create_index('uq_badges_unrevoked', ['shop_id', 'cooperative_id'], unique=True, sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.create_table('pictures',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('shop_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('listing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('alt', sa.String(), nullable=False),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('width', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('height', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('waiting', 'ready', 'failed')", name=op.f('ck_pictures_state')),
    sa.ForeignKeyConstraint(['listing_id'], ['listings.id'], name=op.f('fk_pictures_listing_id_listings')),
    sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_pictures_shop_id_shops')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pictures'))
    )
    with op.batch_alter_table('pictures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pictures_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_pictures_listing_id'), ['listing_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pictures_shop_id'), ['shop_id'], unique=False)
        batch_op.create_index('uq_pictures_cover', ['shop_id'], unique=True, sqlite_where=sa.text('listing_id IS NULL'), postgresql_where=sa.text('listing_id IS NULL'))

    op.create_table('variants',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('listing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('option_one', sa.String(), nullable=False),
    sa.Column('option_two', sa.String(), nullable=False),
    sa.Column('sku', sa.String(), nullable=True),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('stock', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.CheckConstraint('price > 0', name=op.f('ck_variants_price')),
    sa.CheckConstraint('stock >= 0', name=op.f('ck_variants_stock')),
    sa.ForeignKeyConstraint(['listing_id'], ['listings.id'], name=op.f('fk_variants_listing_id_listings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_variants')),
    sa.UniqueConstraint('listing_id', 'option_one', 'option_two', name=op.f('uq_variants_listing_id_option_one_option_two'))
    )
    with op.batch_alter_table('variants', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_variants_listing_id'), ['listing_id'], unique=False)

    op.create_table('inquiries',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('shop_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('listing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('variant_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('buyer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('quantity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('quantity >= 1', name=op.f('ck_inquiries_quantity')),
    sa.ForeignKeyConstraint(['buyer_id'], ['users.id'], name=op.f('fk_inquiries_buyer_id_users')),
    sa.ForeignKeyConstraint(['listing_id'], ['listings.id'], name=op.f('fk_inquiries_listing_id_listings')),
    sa.ForeignKeyConstraint(['shop_id'], ['shops.id'], name=op.f('fk_inquiries_shop_id_shops')),
    sa.ForeignKeyConstraint(['variant_id'], ['variants.id'], name=op.f('fk_inquiries_variant_id_variants')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiries')),
    sa.UniqueConstraint('number', name=op.f('uq_inquiries_number'))
    )
    with op.batch_alter_table('inquiries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inquiries_buyer_id'), ['buyer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_inquiries_listing_id'), ['listing_id'], unique=False)
        batch_op.create_index('ix_inquiries_shop_id_asked_at', ['shop_id', 'asked_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('inquiries', schema=None) as batch_op:
        batch_op.drop_index('ix_inquiries_shop_id_asked_at')
        batch_op.drop_index(batch_op.f('ix_inquiries_listing_id'))
        batch_op.drop_index(batch_op.f('ix_inquiries_buyer_id'))

    op.drop_table('inquiries')
    with op.batch_alter_table('variants', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_variants_listing_id'))

    op.drop_table('variants')
    with op.batch_alter_table('pictures', schema=None) as batch_op:
        batch_op.drop_index('uq_pictures_cover', sqlite_where=sa.text('listing_id IS NULL'), postgresql_where=sa.text('listing_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_pictures_shop_id'))
        batch_op.drop_index(batch_op.f('ix_pictures_listing_id'))
        batch_op.drop_index(batch_op.f('ix_pictures_key'))

    op.drop_table('pictures')
    with op.batch_alter_table('badges', schema=None) as batch_op:
        batch_op.drop_index('uq_badges_unrevoked', sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_badges_shop_id'))
        batch_op.drop_index(batch_op.f('ix_badges_cooperative_id'))

    op.drop_table('badges')
    with op.batch_alter_table('shop_members', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shop_members_user_id'))

    op.drop_table('shop_members')
    with op.batch_alter_table('registry_import_rows', schema=None) as batch_op:
        batch_op.drop_index('ix_registry_import_rows_import_id_outcome')
        batch_op.drop_index(batch_op.f('ix_registry_import_rows_cooperative_id'))

    op.drop_table('registry_import_rows')
    with op.batch_alter_table('listings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_listings_shop_id'))
        batch_op.drop_index('ix_listings_shelf')
        batch_op.drop_index(batch_op.f('ix_listings_category_slug'))

    op.drop_table('listings')
    with op.batch_alter_table('cooperative_provenance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cooperative_provenance_import_id'))

    op.drop_table('cooperative_provenance')
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.drop_index('uq_claims_waiting', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index(batch_op.f('ix_claims_shop_id'))
        batch_op.drop_index(batch_op.f('ix_claims_cooperative_id'))

    op.drop_table('claims')
    with op.batch_alter_table('shops', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shops_village_code'))
        batch_op.drop_index(batch_op.f('ix_shops_regency_code'))

    op.drop_table('shops')
    with op.batch_alter_table('cooperatives', schema=None) as batch_op:
        batch_op.drop_index('ix_cooperatives_regency_code_name_key')
        batch_op.drop_index('ix_cooperatives_name_key')

    op.drop_table('cooperatives')
    with op.batch_alter_table('villages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_villages_district_code'))

    op.drop_table('villages')
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_ins_user_id'))

    op.drop_table('sign_ins')
    with op.batch_alter_table('registry_imports', schema=None) as batch_op:
        batch_op.drop_index('ix_registry_imports_source_state')

    op.drop_table('registry_imports')
    with op.batch_alter_table('recovery_codes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recovery_codes_user_id'))

    op.drop_table('recovery_codes')
    with op.batch_alter_table('phone_confirmations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_phone_confirmations_user_id'))
        batch_op.drop_index('ix_phone_confirmations_requested_at')

    op.drop_table('phone_confirmations')
    with op.batch_alter_table('one_use_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_use_links_user_id'))

    op.drop_table('one_use_links')
    op.drop_table('officers')
    with op.batch_alter_table('districts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_districts_regency_code'))

    op.drop_table('districts')
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('ix_deliveries_waiting', sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))

    op.drop_table('deliveries')
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consents_user_id'))

    op.drop_table('consents')
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_index('uq_users_confirmed_phone', sqlite_where=sa.text('phone_confirmed_at IS NOT NULL'), postgresql_where=sa.text('phone_confirmed_at IS NOT NULL'))
        batch_op.drop_index('ix_users_phone')

    op.drop_table('users')
    op.drop_table('register_state')
    op.drop_table('regencies')
    op.drop_table('mails')
    op.drop_table('heartbeats')
    op.drop_table('generations')
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_index('ix_events_subject_kind_subject_id')
        batch_op.drop_index(batch_op.f('ix_events_name'))

    op.drop_table('events')
    op.drop_table('categories')
