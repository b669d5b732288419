"""SQLite refuses to put a seal in the place of another of the same event, too."""

from alembic import op

revision = '0033'
down_revision = '0032'

TRIGGER = 'event_seals_not_replaced'
MADE = (
    f"CREATE TRIGGER {TRIGGER} BEFORE INSERT ON event_seals "
    "WHEN EXISTS (SELECT 1 FROM event_seals WHERE {condition}) "
    "BEGIN SELECT RAISE(ABORT, 'event_seals is only added to'); END"
)


def upgrade() -> None:
    _make_anew('sequence = NEW.sequence OR event_id = NEW.event_id')


def downgrade() -> None:
    _make_anew('sequence = NEW.sequence')


def _make_anew(condition: str) -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(f'DROP TRIGGER {TRIGGER}')
        op.execute(MADE.format(condition=condition))
