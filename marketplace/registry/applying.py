"""From the staging rows to the register: set-based SQL, for one short transaction."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from marketplace.clock import now
from marketplace.registry.models import (
    FACTS,
    Cooperative,
    ImportRow,
    RegisterState,
    RegistryImport,
)

RECORDS: Any = Cooperative.__table__
ROWS: Any = ImportRow.__table__
STATE: Any = RegisterState.__table__


def claim_version(session: Session, seen: int, *, raise_it: bool) -> bool:
    """Whether the register still has the version that the preview saw; raises it when asked."""
    insert = _insert(session)(STATE).values(id=1, version=0)
    session.execute(insert.on_conflict_do_nothing(index_elements=["id"]))
    claimed: Any = session.execute(
        sa.update(STATE)
        .where(STATE.c.id == 1, STATE.c.version == seen)
        .values(version=STATE.c.version + int(raise_it))
    )
    return bool(claimed.rowcount == 1)


def has_writes(session: Session, import_: RegistryImport) -> bool:
    """Whether any fact, or the day of one, would be written: every accepted row tells its name."""
    told = sa.or_(*(ROWS.c[name].is_not(None) for name in FACTS))
    return bool(session.scalar(sa.select(sa.exists().where(ROWS.c.import_id == import_.id, told))))


def add(session: Session, import_: RegistryImport) -> None:
    """Put the new cooperatives into the register under the ids that their rows have chosen."""
    facts = [ROWS.c[name] for name in FACTS if name != "outside_banten"]
    instant = sa.literal(now(), RECORDS.c.created_at.type)
    chosen = sa.select(
        ROWS.c.cooperative_id,
        *facts,
        sa.func.coalesce(ROWS.c.outside_banten, sa.false()),
        ROWS.c.name_key,
        ROWS.c.source_id,
        sa.literal(1),
        instant,
        instant,
    ).where(*_of(import_, "added"))
    columns = [
        "id", *(fact.name for fact in facts), "outside_banten", "name_key", "source_id", "version",
        "created_at", "updated_at",
    ]  # fmt: skip
    session.execute(sa.insert(RECORDS).from_select(columns, chosen))
    if session.get_bind().dialect.name == "postgresql":
        last = sa.select(sa.func.max(RECORDS.c.id)).scalar_subquery()
        serial = sa.func.pg_get_serial_sequence("cooperatives", "id")
        session.execute(sa.select(sa.func.setval(serial, last)))


def change(session: Session, import_: RegistryImport) -> None:
    """Write the facts that differ into the records; what a row leaves open stays as it is."""
    changed = set(import_.changed_fields)
    names = [*(name for name in FACTS if name in changed), "source_id"]
    names += ["name_key"] if "name" in changed else []
    values = {name: sa.func.coalesce(ROWS.c[name], RECORDS.c[name]) for name in names}
    session.execute(
        sa.update(RECORDS)
        .where(RECORDS.c.id == ROWS.c.cooperative_id, *_of(import_, "changed"))
        .values(**values, version=RECORDS.c.version + 1, updated_at=now())
    )


def _of(import_: RegistryImport, outcome: str) -> tuple[Any, ...]:
    return ROWS.c.import_id == import_.id, ROWS.c.outcome == outcome


def _insert(session: Session) -> Any:
    """The insert that knows conflicts, of the engine at hand."""
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
