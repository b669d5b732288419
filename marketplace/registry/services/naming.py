"""Keeping what records are looked up by in step with the register, a few hundred at a time."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.database import db, transaction
from marketplace.registry import applying
from marketplace.registry.matching import naming
from marketplace.registry.models import NameWord, RecordName, RegistryImport
from marketplace.registry.queries import version
from marketplace.registry.tables import BY_KIND, Tables

AT_ONCE = 1000
# The register's version up to which this process saw everything in step.
_in_step: dict[str, int] = {}


def keep_names_in_step() -> int:
    """Read the names of the registers that changed since this process looked; returns how many."""
    done = 0
    for kind in BY_KIND:
        present = version(kind)
        if _in_step.get(kind) != present:
            done += index_names(kind)
            _in_step[kind] = present
    return done


def index_names(kind: str) -> int:
    """Read the names of every record of a kind that is new, renamed or moved; returns how many."""
    of, done = BY_KIND[kind], 0
    while ids := db.session.scalars(_out_of_step(of)).all():
        with transaction() as session:
            applying.hold_state(session, of)
            _index(session, of, ids)
        done += len(ids)
    return done


def _out_of_step(of: Tables) -> sa.Select[Any]:
    known = sa.and_(
        RecordName.kind == of.kind,
        RecordName.record_id == of.record.id,
        RecordName.name_key == of.record.name_key,
    )
    place = sa.func.coalesce(of.record.regency_code, "")
    moved = sa.func.coalesce(RecordName.regency_code, "") != place
    return (
        sa.select(of.record.id)
        .outerjoin(RecordName, known)
        .where(sa.or_(RecordName.id.is_(None), moved))
        .order_by(of.record.id)
        .limit(AT_ONCE)
    )


def _index(session: Session, of: Tables, ids: Sequence[int]) -> None:
    present = sa.select(of.record.id, of.record.name_key, of.record.regency_code)
    records = session.execute(present.where(of.record.id.in_(ids))).all()
    place = {id_: regency for id_, _, regency in records}
    names = {(id_, key) for id_, key, _ in records} | _names_before(session, of, ids)
    for table in (RecordName, NameWord):
        session.execute(sa.delete(table).where(table.kind == of.kind, table.record_id.in_(ids)))
    named = [
        {"kind": of.kind, "record_id": id_, "name_key": key, "regency_code": place.get(id_)}
        for id_, key in sorted(names)
    ]
    worded = [
        {"kind": of.kind, "record_id": id_, "word": word, "regency_code": place.get(id_) or ""}
        for id_, word in sorted({(id_, word) for id_, key in names for word in _words(key)})
    ]
    session.execute(sa.insert(RecordName), named)
    if worded:
        session.execute(sa.insert(NameWord), worded)


def _names_before(session: Session, of: Tables, ids: Sequence[int]) -> set[tuple[int, str]]:
    """What these records were called: as kept, and as applied imports ever told it."""
    kept = sa.select(RecordName.record_id, RecordName.name_key).where(
        RecordName.kind == of.kind, RecordName.record_id.in_(ids)
    )
    told = (
        sa.select(of.id_on_row, of.row.name_key)
        .join(RegistryImport, RegistryImport.id == of.row.import_id)
        .where(of.id_on_row.in_(ids), RegistryImport.state == "applied")
        .where(of.row.name_key.is_not(None), of.row.outcome.in_(("added", "changed")))
        .distinct()
    )
    rows = [*session.execute(kept), *session.execute(told)]
    return {(id_, key) for id_, key in rows}


def _words(name_key: str) -> Iterable[str]:
    return naming.keys_of(naming.read(name_key))
