"""The register of cooperatives, as the importer sees it: find, compare, stage, apply."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.database import db
from marketplace.registry import applying, queries
from marketplace.registry.comparing import Known, Staged, decide, match
from marketplace.registry.cooperatives import COOPERATIVE, name_key
from marketplace.registry.eligibility import standing
from marketplace.registry.kinds import RegisterKind
from marketplace.registry.models import FACTS, Cooperative, ImportRow, RegistryImport
from marketplace.registry.reading import ReadRow


class Register:
    """What the importer asks of a register; another kind of register answers the same."""

    kind: RegisterKind = COOPERATIVE
    rows: Any = ImportRow.__table__

    def latest_id(self) -> int:
        """The highest id that a record has."""
        return db.session.scalar(sa.select(sa.func.max(Cooperative.id))) or 0

    def ids_by(self, name: str, numbers: Sequence[str]) -> dict[str, int]:
        """The records that carry these numbers."""
        column = getattr(Cooperative, name)
        found = sa.select(column, Cooperative.id).where(column.in_(numbers))
        return dict(db.session.execute(found).tuples().all())

    def records(self, ids: Sequence[int]) -> dict[int, Known]:
        """These records, with the day of which each fact speaks."""
        sources = queries.sources_of(ids)
        columns = [getattr(Cooperative, name) for name in FACTS]
        chosen = sa.select(Cooperative.id, *columns).where(Cooperative.id.in_(ids))
        return {
            id_: Known(
                id_,
                dict(zip(FACTS, facts, strict=True)),
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
            match(row, found, jurisdiction)
        record = found[0] if len(found) == 1 and not repeats else None
        return decide(row, record, data_on, repeats=repeats)

    def counts_as(self, values: Mapping[str, Any], on: date) -> Iterator[str]:
        """Under which further figures of the summary an accepted row counts."""
        active = standing(
            values.get("activity"), values.get("certificate_status"),
            values.get("certificate_expires_on"), on,
        )  # fmt: skip
        if active is not None:
            yield "active" if active else "inactive"
        if values.get("last_rat_on") or values.get("last_rat_year") or values.get("rat_held"):
            yield "with_rat"

    def staging(self, item: Staged, import_id: int) -> dict[str, Any]:
        """A row of the staging table."""
        row, writes = item.row, item.writes
        return {
            **{name: writes.get(name) for name in FACTS},
            "import_id": import_id,
            "line": row.line,
            "outcome": item.outcome,
            "name_key": name_key(writes["name"]) if "name" in writes else None,
            "source_id": row.values.get("source_id") if writes else None,
            "cooperative_id": item.cooperative_id,
            "told": [name for name in FACTS if writes.get(name) is not None],
            "values": _plain(row.values),
            "changes": [_plain(change) for change in item.changes],
            "warnings": row.warnings,
            "reasons": row.reasons,
            "cells": row.cells if item.outcome == "refused" else None,
            "has_warnings": bool(row.warnings),
        }

    def write(self, session: Session, import_: RegistryImport) -> None:
        """Bring a staged import into the register; belongs into one transaction."""
        applying.add(session, import_)
        if import_.changed_fields:
            applying.change(session, import_)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


COOPERATIVES = Register()
REGISTERS: dict[str, Register] = {register.kind.name: register for register in (COOPERATIVES,)}
