"""The registers as the importer sees them: find, compare, stage, apply."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.database import db
from marketplace.registry import applying, people, queries, tables
from marketplace.registry.businesses.kind import BUSINESS
from marketplace.registry.comparing import Known, Staged, decide, match
from marketplace.registry.cooperatives import COOPERATIVE, name_key
from marketplace.registry.eligibility import standing
from marketplace.registry.kinds import RegisterKind
from marketplace.registry.models import RegistryImport
from marketplace.registry.reading import ReadRow
from marketplace.registry.tables import Tables


@dataclass(frozen=True)
class Register:
    """What the importer asks of a register of any kind."""

    kind: RegisterKind
    tables: Tables
    # Under which further figures of the summary an accepted row counts, on a day.
    counts_as: Callable[[Mapping[str, Any], date], Iterator[str]]

    def latest_id(self) -> int:
        """The highest id that a record has."""
        return db.session.scalar(sa.select(sa.func.max(self.tables.record.id))) or 0

    def ids_by(self, name: str, numbers: Sequence[str]) -> dict[str, int]:
        """The records that carry these numbers."""
        record = self.tables.record
        column = getattr(record, name)
        found = sa.select(column, record.id).where(column.in_(numbers))
        return dict(db.session.execute(found).tuples().all())

    def records(self, ids: Sequence[int]) -> dict[int, Known]:
        """These records, with the day of which each fact speaks."""
        record, names = self.tables.record, self.tables.facts
        sources = queries.sources_of(ids, self.tables)
        columns = [getattr(record, name) for name in names]
        chosen = sa.select(record.id, *columns).where(record.id.in_(ids))
        return {
            id_: Known(
                id_,
                dict(zip(names, facts, strict=True)),
                {name: source.data_on for name, source in sources.get(id_, {}).items()},
            )
            for id_, *facts in db.session.execute(chosen)
        }

    def judge(
        self, row: ReadRow, found: Sequence[Known], *, data_on: date, jurisdiction: str | None,
        repeats: bool,
    ) -> Staged:  # fmt: skip
        """What a row would do, given the records that its numbers point at."""
        if not row.is_refused and not repeats:
            match(row, found, jurisdiction, self.kind)
        record = found[0] if len(found) == 1 and not repeats else None
        return decide(row, record, data_on, self.kind, repeats=repeats)

    def staging(self, item: Staged, import_id: int) -> dict[str, Any]:
        """A row of the staging table."""
        row, writes = item.row, item.writes
        return {
            **{name: writes.get(name) for name in self.tables.facts},
            "import_id": import_id,
            "line": row.line,
            "outcome": item.outcome,
            "name_key": name_key(writes["name"]) if "name" in writes else None,
            "source_id": row.values.get("source_id") if writes else None,
            self.tables.record_id: item.record_id,
            "told": [name for name in self.tables.facts if writes.get(name) is not None],
            "values": _plain(row.values),
            "changes": [_plain(change) for change in item.changes],
            "warnings": row.warnings,
            "reasons": row.reasons,
            "cells": [*map(people.hidden, row.cells or ())] if item.outcome == "refused" else None,
            "has_warnings": bool(row.warnings),
        }

    def write(self, session: Session, import_: RegistryImport) -> None:
        """Bring a staged import into the register; belongs into one transaction."""
        applying.add(session, import_)
        if import_.changed_fields:
            applying.change(session, import_)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def _figures_of_cooperative(values: Mapping[str, Any], on: date) -> Iterator[str]:
    active = standing(
        values.get("activity"), values.get("certificate_status"),
        values.get("certificate_expires_on"), on,
    )  # fmt: skip
    if active is not None:
        yield "active" if active else "inactive"
    if values.get("last_rat_on") or values.get("last_rat_year") or values.get("rat_held"):
        yield "with_rat"


def _figures_of_business(values: Mapping[str, Any], _on: date) -> Iterator[str]:
    status = values.get("business_status")
    if status in ("Aktif", "Tidak Aktif", "Tutup", "Tutup Sementara"):
        yield "active" if status == "Aktif" else "inactive"


COOPERATIVES = Register(COOPERATIVE, tables.COOPERATIVES, _figures_of_cooperative)
BUSINESSES = Register(BUSINESS, tables.BUSINESSES, _figures_of_business)
REGISTERS = {register.kind.name: register for register in (COOPERATIVES, BUSINESSES)}
