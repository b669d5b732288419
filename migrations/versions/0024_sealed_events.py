"""Events say which shop they are about and who acted where; seals stand beside them.

From here on the database refuses to change or delete an event or a seal. A later migration that
rebuilds one of these tables (batch mode in SQLite) drops its triggers: make them again after it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
KEYS = {'events': 'id', 'event_seals': 'sequence'}
OF_SHOP = sa.text('shop_id IS NOT NULL')
# What an event's subject hangs on, where its details do not name the shop.
HANGS_ON_SHOP = {'Listing': 'listings', 'Claim': 'claims', 'Badge': 'badges', 'Permit': 'permits', 'Inquiry': 'inquiries'}

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change_of_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$
"""


def upgrade() -> None:
    for name, kind in (('shop_id', BIG), ('role', sa.String()), ('came_from', sa.String()), ('request_id', sa.String())):
        op.add_column('events', sa.Column(name, kind, nullable=True))
    _find_shops()
    op.create_index('ix_events_of_shop', 'events', ['shop_id', 'id'], sqlite_where=OF_SHOP, postgresql_where=OF_SHOP)
    op.create_index(op.f('ix_events_actor_id'), 'events', ['actor_id'])
    op.create_index(op.f('ix_events_at'), 'events', ['at'])
    op.create_table('event_seals',
    sa.Column('sequence', BIG, autoincrement=False, nullable=False),
    sa.Column('event_id', BIG, nullable=False),
    sa.Column('mac', sa.LargeBinary(), nullable=False),
    sa.Column('key_id', sa.String(), nullable=False),
    sa.Column('sealed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_seals_event_id_events')),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_event_seals')),
    sa.UniqueConstraint('event_id', name=op.f('uq_event_seals_event_id'))
    )
    for table in KEYS:
        _guard(table)


def _find_shops() -> None:
    """Before the triggers: the shop that each event of before was about."""
    if op.get_bind().dialect.name == 'sqlite':
        named = "json_extract(details, '$.shop_id')"
        is_named = "json_type(details, '$.shop_id') = 'integer'"
    else:
        named = "CAST(details->>'shop_id' AS BIGINT)"
        is_named = "json_typeof(details->'shop_id') = 'number'"
    op.execute(f"UPDATE events SET shop_id = {named} WHERE {is_named}")
    op.execute("UPDATE events SET shop_id = CAST(subject_id AS BIGINT) WHERE subject_kind = 'Shop'")
    for kind, table in HANGS_ON_SHOP.items():
        op.execute(
            f"UPDATE events SET shop_id = (SELECT shop_id FROM {table} WHERE {table}.id = CAST(events.subject_id AS BIGINT))"
            f" WHERE subject_kind = '{kind}' AND shop_id IS NULL"
        )


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(FUNCTION)
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail()"
        )
        return
    key = KEYS[table]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
    op.execute(f"CREATE TRIGGER {table}_not_updated BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table} {refuse}")
    op.execute(
        f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {refuse}"
    )


def downgrade() -> None:
    op.drop_table('event_seals')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP TRIGGER events_kept ON events')
        op.execute('DROP FUNCTION refuse_change_of_trail()')
    else:
        for name in ('updated', 'deleted', 'replaced'):
            op.execute(f'DROP TRIGGER events_not_{name}')
    for name in ('ix_events_at', 'ix_events_actor_id', 'ix_events_of_shop'):
        op.drop_index(name, 'events')
    for name in ('request_id', 'came_from', 'role', 'shop_id'):
        op.drop_column('events', name)
