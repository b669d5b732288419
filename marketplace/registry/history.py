"""How a record came to say what it says: every applied import that set or changed a fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, load_only

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.registry.fields import label
from marketplace.registry.models import FACTS, Cooperative, ImportRow, RegistryImport


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


def of(record: Cooperative) -> list[Change]:
    """Every change of a record's facts, latest first; reads the database once."""
    applied = (
        sa.select(ImportRow, RegistryImport, User.name)
        .join(RegistryImport, RegistryImport.id == ImportRow.import_id)
        .outerjoin(User, User.id == RegistryImport.applied_by_id)
        .where(
            ImportRow.cooperative_id == record.id,
            ImportRow.outcome.in_(("added", "changed")),
            RegistryImport.state == "applied",
        )
        .order_by(RegistryImport.applied_at.desc(), RegistryImport.id.desc())
        .options(
            defer(ImportRow.values),
            defer(ImportRow.warnings),
            defer(ImportRow.reasons),
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
        for row, import_, by in db.session.execute(applied)
        for field, old, new in _set_by(row)
    ]


def _set_by(row: ImportRow) -> Iterator[tuple[str, Any, Any]]:
    """What a row wrote: all that it said of a new record, else what it changed."""
    if row.outcome == "changed":
        for change in row.changes:
            name = change["field"]
            yield name, _typed(name, change["old"]), _typed(name, change["new"])
        return
    for name in FACTS:
        if (value := getattr(row, name)) is not None:
            yield name, None, value


def _typed(name: str, value: Any) -> Any:
    """A value as its column holds it: JSON keeps days as text."""
    is_day = isinstance(Cooperative.__table__.c[name].type, sa.Date)
    return date.fromisoformat(value) if is_day and value is not None else value
