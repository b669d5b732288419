"""The trail as it lies in the database, read in batches, and looked at as a whole."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from marketplace.audit import canonical, heads, keys, state, triggers, verifying
from marketplace.audit.heads import Told
from marketplace.audit.verdict import Verdict
from marketplace.database import db

BATCH = 5_000  # rows in the memory at once

_SEALS = {
    "sqlite": (
        "sequence, iif(typeof(event_id) = 'integer', event_id, typeof(event_id)), mac, "
        f"{canonical.sqlite_text('key_id')}, {canonical.sqlite_text('sealed_at')}"
    ),
    "postgresql": (
        f"sequence, event_id, mac, {canonical.postgresql_text('key_id')}, "
        f"{canonical.postgresql_instant('sealed_at')}"
    ),
}


def check(told: Iterable[Told] | None = None) -> Verdict:
    """Look at the whole trail, and at the heads that were written down here, or at others."""
    # Before the seals: a head is written after its seal, so none can be ahead of them.
    outside = list(heads.all_here() if told is None else told)
    db.session.rollback()
    with db.engine.connect() as connection:
        end = connection.scalar(sa.text("SELECT coalesce(max(sequence), 0) FROM event_seals"))
        walk = seals(connection, end or 0), events(connection)
        verdict = verifying.verify(*walk, outside, keys.by_id)
        for table in triggers.missing(connection):
            words = f"nothing keeps {table} from being changed: its triggers are gone"
            verdict.find("unguarded", words)
    if verdict.seals and not outside:
        words = "no head was written down here: that the end was cut off could not be seen"
        verdict.find("no head outside", words)
    _look_at_the_tail(verdict)
    return verdict


def _look_at_the_tail(verdict: Verdict) -> None:
    verdict.unsealed, verdict.oldest = state.tail(), state.oldest()
    db.session.rollback()
    if verdict.oldest > state.LATE.total_seconds():
        words = f"{verdict.unsealed} events wait for a seal, the first for {verdict.oldest:.0f} s"
        verdict.find("unsealed", words)


def seals(connection: sa.Connection, end: int) -> Iterator[Any]:
    """Seals by number, up to one."""
    wanted = (
        f"SELECT {_SEALS[connection.dialect.name]} FROM event_seals "
        "WHERE sequence > :after AND sequence <= :end ORDER BY sequence LIMIT :most"
    )
    return _batches(connection, sa.text(wanted), end)


def events(connection: sa.Connection) -> Iterator[Any]:
    """Events by id."""
    wanted = (
        f"SELECT {canonical.columns(connection.dialect.name)} FROM events "
        "WHERE id > :after AND id <= :end ORDER BY id LIMIT :most"
    )
    return _batches(connection, sa.text(wanted), 2**63 - 1)


def _batches(connection: sa.Connection, wanted: sa.TextClause, end: int) -> Iterator[Any]:
    after = -(2**62)  # also below zero: a number that nobody gives out is worth a look
    while rows := connection.execute(wanted, {"after": after, "end": end, "most": BATCH}).all():
        yield from rows
        after = rows[-1][0]
