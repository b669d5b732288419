"""A sealed trail as the database holds it, and a mutated one put in its place."""

from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.audit import canonical, heads, keys, reading, sealing
from marketplace.database import db
from tests.audit import mutations
from tests.audit.mutations import Trail
from tests.audit.trail import attacker, happen

SIZE = 200
SEALS = ("sequence", "event_id", "mac", "key_id", "sealed_at")


def read() -> Trail:
    """Everything that is there now."""
    db.session.rollback()
    with db.engine.connect() as connection:
        seals = list(reading.seals(connection, 2**62))
        return mutations.trail(seals, list(reading.events(connection)))


@pytest.fixture
def whole(app: Any, monkeypatch: pytest.MonkeyPatch) -> Trail:
    """Two hundred events from the database, sealed with two keys one after the other."""
    monkeypatch.setattr(keys, "by_id", mutations.key_of)
    for name in ("k1", "k2"):
        monkeypatch.setattr(keys, "present", lambda name=name: (name, mutations.KEYS[name]))
        happen(SIZE * 3 // 10)
        told = {"actor_id": 7, "role": "officer:36.01", "request_id": "ab12"}
        happen(SIZE // 5, name="claim.approved", **told)
        sealing.seal_within(5)
    one = read()
    assert one.verdict().is_sound and len(one.seals) == SIZE
    monkeypatch.setattr(heads, "all_here", lambda: iter(one.told))
    return one


def put(one: Trail) -> bool:
    """Replace what lies in the database, as an attacker; False when it cannot hold that."""
    try:
        with attacker() as connection:
            for table in ("event_seals", "events"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
            _insert(connection, "events", canonical.COLUMNS, one.events)
            _insert(connection, "event_seals", SEALS, one.seals)
    except (sa.exc.SQLAlchemyError, ValueError):
        return False
    return True


def _insert(
    connection: sa.Connection, table: str, columns: tuple[str, ...], rows: list[list[Any]]
) -> None:
    lite = connection.dialect.name == "sqlite"
    places = ", ".join(_place(name, lite) for name in columns)
    text = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
    values = [{c: _value(c, v, lite) for c, v in zip(columns, row, strict=True)} for row in rows]
    if values:
        connection.execute(sa.text(text), values)


def _place(name: str, lite: bool) -> str:
    if lite:
        is_text = name not in ("id", "actor_id", "shop_id", "sequence", "event_id", "mac")
        return f"CAST(:{name} AS TEXT)" if is_text else f":{name}"
    kinds = {"details": "json", "at": "timestamp", "sealed_at": "timestamp"}
    if kinds.get(name) == "timestamp":
        return f"CAST(:{name} AS timestamp) AT TIME ZONE 'UTC'"
    return f"CAST(:{name} AS {kinds[name]})" if name in kinds else f":{name}"


def _value(name: str, value: Any, lite: bool) -> Any:
    if value is None or value == "null":
        return None
    return value.decode() if isinstance(value, bytes) and not lite and name != "mac" else value
