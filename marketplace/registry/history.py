"""How a record came to say what it says: every applied import that set or changed a fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, load_only

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.registry import tables
from marketplace.registry.models import Business, Cooperative, RegistryImport
from marketplace.registry.tables import Tables


@dataclass(frozen=True)
class Change:
    """One fact as one import set it; `old` is None where the record said nothing before."""

    field: str
    label: str
    old: Any
    new: Any
    import_: RegistryImport
    # Who applied it; None is the command line.
    by: str | None


def of(record: Cooperative | Business) -> list[Change]:
    """Every change of a record's facts, latest first; reads the database once."""
    kept = tables.of(record)
    row, label = kept.row, kept.fields.label
    applied = (
        sa.select(row, RegistryImport, User.name)
        .join(RegistryImport, RegistryImport.id == row.import_id)
        .outerjoin(User, User.id == RegistryImport.applied_by_id)
        .where(
            kept.id_on_row == record.id,
            row.outcome.in_(("added", "changed")),
            RegistryImport.state == "applied",
        )
        .order_by(RegistryImport.applied_at.desc(), RegistryImport.id.desc())
        .options(
            defer(row.values),
            defer(row.warnings),
            defer(row.reasons),
            load_only(
                RegistryImport.source,
                RegistryImport.filename,
                RegistryImport.data_on,
                RegistryImport.jurisdiction,
                RegistryImport.applied_at,
            ),
        )
    )
    return [
        Change(field, label(field), old, new, import_, by)
        for told, import_, by in db.session.execute(applied)
        for field, old, new in _set_by(told, kept)
    ]


def _set_by(row: Any, of: Tables) -> Iterator[tuple[str, Any, Any]]:
    """What a row wrote: all that it said of a new record, else what it changed."""
    if row.outcome == "changed":
        for change in row.changes:
            name = change["field"]
            yield name, _typed(name, change["old"], of), _typed(name, change["new"], of)
        return
    for name in of.facts:
        if (value := getattr(row, name)) is not None:
            yield name, None, value


def _typed(name: str, value: Any, of: Tables) -> Any:
    """A value as its column holds it: JSON keeps days as text."""
    is_day = isinstance(of.record.__table__.c[name].type, sa.Date)
    return date.fromisoformat(value) if is_day and value is not None else value
