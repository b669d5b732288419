"""Sealing: each event gets a seal that rests on the one before, in the order of their ids."""

import threading
import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog
from flask import Flask

from marketplace.audit import canonical, heads, horizon, keys
from marketplace.audit.heads import Head
from marketplace.audit.models import EventSeal
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.vault import Locked

log = structlog.get_logger(__name__)

AT_ONCE = 1_000  # events: SQLite's other writers wait meanwhile
LOOKS_EVERY = 1.0  # seconds
AFTER_TROUBLE = 5.0
# Of all numbers that this database is asked to lock, ours; the word "audit" in it.
LOCK = 0x6175646974

_LAST = sa.text(
    "SELECT sequence, event_id, mac, key_id FROM event_seals ORDER BY sequence DESC LIMIT 1"
)
_USED = sa.text("SELECT 1 FROM event_seals WHERE key_id = :key_id LIMIT 1")


@dataclass(frozen=True)
class _Last:
    sequence: int = 0
    event_id: int = 0
    mac: bytes = canonical.BEGINNING
    key_id: str = ""


def seal(until: int | None, *, most: int = AT_ONCE) -> Head | None:
    """Seal the next events, with ids up to `until`; None when there are none, or another does it.

    The head is on the disk, outside the database, before this returns.
    """
    if not _is_any(until):
        return None
    with transaction() as session:
        if not _alone(session):
            return None
        last = _last(session)
        rows = session.execute(_NEXT[_dialect()], _after(last.event_id, until, most)).all()
        seals = _seals(last, rows, _key_after(session, last))
        if not seals:
            return None
        session.execute(sa.insert(EventSeal), seals)
    head = Head.of(seals[-1])
    heads.append(head)
    return head


def seal_all(ahead: horizon.Horizon | None = None, stopping: threading.Event | None = None) -> int:
    """Seal everything that may be sealed now; returns how many events were."""
    until = (ahead or horizon.for_database()).reached()
    before = after = _sequence()
    while not (stopping and stopping.is_set()) and (head := seal(until)) is not None:
        after = head.sequence
    return after - before


def keep_sealing(app: Flask, stopping: threading.Event) -> threading.Thread:
    """Seal in a thread of the worker's until told to stop, whatever becomes of the database."""

    def work() -> None:
        ahead: horizon.Horizon | None = None
        while not stopping.is_set():
            pause = LOOKS_EVERY
            with app.app_context():
                try:
                    if ahead is None:
                        ahead = horizon.for_database()
                        heads.catch_up(present_head())
                    seal_all(ahead, stopping)
                except Exception:
                    # A server that came back knows nothing of the transactions of before.
                    ahead, pause = None, AFTER_TROUBLE
                    db.session.rollback()
                    log.exception("sealing stumbled")
            stopping.wait(pause)

    thread = threading.Thread(target=work, name="sealing", daemon=True)
    thread.start()
    return thread


def seal_within(seconds: float) -> int:
    """Seal what is there, waiting so long for transactions that may still bring a lower id."""
    ahead, sealed, until = horizon.for_database(), 0, time.monotonic() + seconds
    while True:
        sealed += seal_all(ahead)
        if not _is_any(None) or time.monotonic() > until:
            return sealed
        time.sleep(0.1)


def present_head() -> Head | None:
    """The last seal in the database."""
    last = db.session.scalars(sa.select(EventSeal).order_by(EventSeal.sequence.desc()).limit(1))
    found = last.one_or_none()
    head = None if found is None else Head.of(vars(found))
    db.session.rollback()
    return head


def _alone(session: Any) -> bool:
    """Whether no other worker seals; SQLite lets one writer in anyway."""
    if _dialect() == "sqlite":
        return True
    return bool(session.scalar(sa.text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": LOCK}))


def _dialect() -> str:
    return db.engine.dialect.name


def _last(session: Any) -> _Last:
    row = session.execute(_LAST).one_or_none()
    return _Last() if row is None else _Last(row[0], row[1], bytes(row[2]), row[3])


def _sequence() -> int:
    return _last(db.session).sequence


def _is_any(until: int | None) -> bool:
    there = db.session.scalar(_ANY, _after(_last(db.session).event_id, until, 1))
    db.session.rollback()
    return there is not None


def _after(event_id: int, until: int | None, most: int) -> dict[str, int]:
    return {"after": event_id, "until": 2**63 - 1 if until is None else until, "most": most}


_WANTED = "FROM events WHERE id > :after AND id <= :until ORDER BY id LIMIT :most"
_ANY = sa.text(f"SELECT id {_WANTED}")
_NEXT = {
    name: sa.text(f"SELECT {canonical.columns(name)} {_WANTED}")  # our own columns
    for name in ("sqlite", "postgresql")
}


def _key_after(session: Any, last: _Last) -> tuple[str, bytes]:
    """The present key; or the last seal's, where another machine took up a newer one before us.

    A key that comes back after a newer one would look like a forger's.
    """
    present = keys.present()
    if last.key_id in ("", present[0]) or not session.scalar(_USED, {"key_id": present[0]}):
        return present
    try:
        return last.key_id, keys.by_id(last.key_id)
    except Locked:
        return present


def _seals(last: _Last, rows: Any, present: tuple[str, bytes]) -> list[dict[str, Any]]:
    key_id, key = present
    at = now()
    sealed_at, named, previous = canonical.instant(at), key_id.encode(), last.mac
    seals = []
    for sequence, row in enumerate(rows, last.sequence + 1):
        previous = canonical.mac(
            key, previous, sequence=sequence, key_id=named, sealed_at=sealed_at, event=row
        )
        seals.append(
            {
                "sequence": sequence,
                "event_id": row[0],
                "mac": previous,
                "key_id": key_id,
                "sealed_at": at,
            }
        )
    return seals
