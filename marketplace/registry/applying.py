"""From the staging rows to the register: set-based SQL, for one short transaction."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from marketplace.clock import now
from marketplace.registry.models import RegisterState, RegistryImport
from marketplace.registry.tables import BY_KIND, Tables

STATE: Any = RegisterState.__table__


def claim_version(session: Session, import_: RegistryImport, *, raise_it: bool) -> bool:
    """Whether the register still has the version that the preview saw; raises it when asked."""
    id_ = BY_KIND[import_.kind].state_id
    insert = _insert(session)(STATE).values(id=id_, version=0)
    session.execute(insert.on_conflict_do_nothing(index_elements=["id"]))
    claimed: Any = session.execute(
        sa.update(STATE)
        .where(STATE.c.id == id_, STATE.c.version == import_.register_version)
        .values(version=STATE.c.version + int(raise_it))
    )
    return bool(claimed.rowcount == 1)


def hold_state(session: Session, of: Tables) -> None:
    """Let nothing else write to this register until the transaction ends."""
    insert = _insert(session)(STATE).values(id=of.state_id, version=0)
    session.execute(insert.on_conflict_do_nothing(index_elements=["id"]))
    session.execute(sa.select(STATE.c.id).where(STATE.c.id == of.state_id).with_for_update())


def has_writes(session: Session, import_: RegistryImport) -> bool:
    """Whether any fact, or the day of one, would be written: every accepted row tells its name."""
    of = BY_KIND[import_.kind]
    rows = of.row.__table__
    told = sa.or_(*(rows.c[name].is_not(None) for name in of.facts))
    return bool(session.scalar(sa.select(sa.exists().where(rows.c.import_id == import_.id, told))))


def add(session: Session, import_: RegistryImport) -> None:
    """Put the new records into the register under the ids that their rows have chosen."""
    of = BY_KIND[import_.kind]
    records, rows = of.record.__table__, of.row.__table__
    facts = [rows.c[name] for name in of.facts if name != "outside_banten"]
    instant = sa.literal(now(), records.c.created_at.type)
    chosen = sa.select(
        rows.c[of.record_id],
        *facts,
        sa.func.coalesce(rows.c.outside_banten, sa.false()),
        rows.c.name_key,
        rows.c.source_id,
        sa.literal(1),
        instant,
        instant,
    ).where(*_of(import_, of, "added"))
    columns = [
        "id", *(fact.name for fact in facts), "outside_banten", "name_key", "source_id", "version",
        "created_at", "updated_at",
    ]  # fmt: skip
    session.execute(sa.insert(records).from_select(columns, chosen))
    if session.get_bind().dialect.name == "postgresql":
        last = sa.select(sa.func.max(records.c.id)).scalar_subquery()
        serial = sa.func.pg_get_serial_sequence(records.name, "id")
        session.execute(sa.select(sa.func.setval(serial, last)))


def change(session: Session, import_: RegistryImport) -> None:
    """Write the facts that differ into the records; what a row leaves open stays as it is."""
    of, changed = BY_KIND[import_.kind], set(import_.changed_fields)
    records, rows = of.record.__table__, of.row.__table__
    names = [*(name for name in of.facts if name in changed), "source_id"]
    names += ["name_key"] if "name" in changed else []
    values = {name: sa.func.coalesce(rows.c[name], records.c[name]) for name in names}
    session.execute(
        sa.update(records)
        .where(records.c.id == rows.c[of.record_id], *_of(import_, of, "changed"))
        .values(**values, version=records.c.version + 1, updated_at=now())
    )


def _of(import_: RegistryImport, of: Tables, outcome: str) -> tuple[Any, ...]:
    rows = of.row.__table__
    return rows.c.import_id == import_.id, rows.c.outcome == outcome


def _insert(session: Session) -> Any:
    """The insert that knows conflicts, of the engine at hand."""
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
