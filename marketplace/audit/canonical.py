"""The exact bytes of an event that its seal vouches for: every column, the same on both engines.

The texts are those that lie in the database, not what they mean: a space more in the details,
or a number kept as a text, is another event. Columns without a value are left out, so a column
added later changes no old event.
"""

import hmac
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

BEGINNING = bytes(32)

_INTEGERS = ("id", "actor_id", "shop_id")
_TEXTS = ("name", "subject_kind", "subject_id", "role", "request_id", "came_from", "details")
_INSTANTS = ("at",)
COLUMNS = _INTEGERS + _TEXTS + _INSTANTS
_NAMES = tuple(name.encode() for name in COLUMNS)

Row = Sequence[Any]


def columns(dialect: str, alias: str = "events") -> str:
    """The columns of an event as SQL that hands out whole numbers, bytes, or what is wrong."""
    if dialect == "sqlite":
        numbers = [_sqlite_integer(f"{alias}.{name}") for name in _INTEGERS]
        texts = [sqlite_text(f"{alias}.{name}") for name in (*_TEXTS, *_INSTANTS)]
        return ", ".join(numbers + texts)
    numbers = [f"{alias}.{name}" for name in _INTEGERS]
    texts = [postgresql_text(f"{alias}.{name}::text") for name in _TEXTS]
    return ", ".join([*numbers, *texts, postgresql_instant(f"{alias}.at")])


def _sqlite_integer(name: str) -> str:
    # A column of SQLite takes a value of any type: the name of a wrong one stands for it.
    return f"iif(typeof({name}) = 'integer', {name}, typeof({name}))"


def sqlite_text(name: str) -> str:
    """A text of SQLite as its bytes, which need not even be UTF-8."""
    return f"iif(typeof({name}) = 'text', CAST({name} AS BLOB), typeof({name}))"


def postgresql_text(name: str) -> str:
    """A text of PostgreSQL as its bytes."""
    return f"convert_to({name}, 'UTF8')"


def postgresql_instant(name: str) -> str:
    """An instant of PostgreSQL in the words in which SQLite keeps it."""
    return postgresql_text(f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')")


def instant(at: datetime) -> bytes:
    """The same of an instant that is still to be written."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}".encode()


def of_event(row: Row) -> bytes:
    """The bytes of an event, from its values in the order of COLUMNS."""
    return b"".join(map(_field, _NAMES, row))


def _field(name: bytes, value: Any) -> bytes:
    if value is None or value == "null":
        return b""
    if isinstance(value, bytes):
        return b"%b=s%d:%b;" % (name, len(value), value)
    if isinstance(value, int):
        return b"%b=i%d;" % (name, value)
    return b"%b=?%b;" % (name, repr(value).encode())


def mac(
    key: bytes, previous: bytes, *, sequence: int, key_id: bytes, sealed_at: bytes, event: Row
) -> bytes:
    """h_n = HMAC-SHA256(key, h_{n-1} ‖ the seal's own columns ‖ the event)."""
    own = b"seal;%b%d;" % (previous, sequence) + _field(b"key", key_id) + _field(b"at", sealed_at)
    return hmac.digest(key, own + of_event(event), "sha256")
