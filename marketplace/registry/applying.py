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
    Provenance,
    RegisterState,
    RegistryImport,
)

RECORDS: Any = Cooperative.__table__
ROWS: Any = ImportRow.__table__
SOURCES: Any = Provenance.__table__
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
    """Whether any fact, or the day of one, would be written."""
    told = sa.or_(*(ROWS.c[name].is_not(None) for name in FACTS))
    return bool(session.scalar(sa.select(sa.exists().where(ROWS.c.import_id == import_.id, told))))


def add(session: Session, import_: RegistryImport) -> None:
    """Put the new cooperatives into the register and tie their rows to them."""
    facts = [ROWS.c[name] for name in FACTS if name != "outside_banten"]
    instant = sa.literal(now(), RECORDS.c.created_at.type)
    chosen = sa.select(
        *facts,
        sa.func.coalesce(ROWS.c.outside_banten, sa.false()),
        ROWS.c.name_key,
        ROWS.c.source_id,
        sa.literal(1),
        instant,
        instant,
    ).where(*_of(import_, "added"))
    names = [fact.name for fact in facts]
    columns = [
        *names,
        "outside_banten",
        "name_key",
        "source_id",
        "version",
        "created_at",
        "updated_at",
    ]
    session.execute(sa.insert(RECORDS).from_select(columns, chosen))
    for key in ("nik_koperasi", "legal_number_key"):
        same = sa.select(RECORDS.c.id).where(RECORDS.c[key] == ROWS.c[key]).scalar_subquery()
        session.execute(
            sa.update(ROWS)
            .where(
                *_of(import_, "added"), ROWS.c.cooperative_id.is_(None), ROWS.c[key].is_not(None)
            )
            .values(cooperative_id=same)
        )


def change(session: Session, import_: RegistryImport) -> None:
    """Write the facts that stand into the records; what a row leaves open stays as it is."""
    names = (*FACTS, "name_key", "source_id")
    values = {name: sa.func.coalesce(ROWS.c[name], RECORDS.c[name]) for name in names}
    session.execute(
        sa.update(RECORDS)
        .where(RECORDS.c.id == ROWS.c.cooperative_id, *_of(import_, "changed"))
        .values(**values, version=RECORDS.c.version + 1, updated_at=now())
    )


def remember_sources(session: Session, import_: RegistryImport) -> None:
    """Note for every fact that stands which import it rests on and of which day it speaks."""
    told = [
        sa.select(
            ROWS.c.cooperative_id,
            sa.literal(name),
            sa.literal(import_.id),
            sa.literal(import_.data_on, SOURCES.c.data_on.type),
        ).where(
            ROWS.c.import_id == import_.id,
            ROWS.c.outcome != "refused",
            ROWS.c.cooperative_id.is_not(None),
            ROWS.c[name].is_not(None),
        )
        for name in FACTS
    ]
    insert = _insert(session)(SOURCES).from_select(
        ["cooperative_id", "field", "import_id", "data_on"], sa.union_all(*told)
    )
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["cooperative_id", "field"],
            set_={"import_id": insert.excluded.import_id, "data_on": insert.excluded.data_on},
        )
    )


def _of(import_: RegistryImport, outcome: str) -> tuple[Any, ...]:
    return ROWS.c.import_id == import_.id, ROWS.c.outcome == outcome


def _insert(session: Session) -> Any:
    """The insert that knows conflicts, of the engine at hand."""
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
