"""What every register keeps beside the facts: of a record, and of a row that is staged for it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Id


class Record:
    """One entry of a register."""

    id: Mapped[Id]
    # Letters, digits and single spaces in lower case: what a search by name compares.
    name_key: Mapped[str] = mapped_column(sa.String(300))
    source_id: Mapped[str | None] = mapped_column(sa.String(60))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class StagedRow:
    """One line of a register file: what happens with it, and why."""

    id: Mapped[Id]
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("registry_imports.id", ondelete="CASCADE"))
    line: Mapped[int]
    outcome: Mapped[str] = mapped_column(sa.String(12))
    name_key: Mapped[str | None] = mapped_column(sa.String(300))
    source_id: Mapped[str | None] = mapped_column(sa.String(60))
    # As read from the file; the fact columns hold only what may be written.
    values: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    # The facts that rest on this row once the import is applied: the source of each.
    told: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    # Of a refused row, what the file said in the columns that are used.
    cells: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    warnings: Mapped[list[str]] = mapped_column(sa.JSON)
    reasons: Mapped[list[str]] = mapped_column(sa.JSON)
    has_warnings: Mapped[bool] = mapped_column(default=False)


def staged_rules() -> tuple[sa.Constraint, ...]:
    """What the database holds of such rows."""
    return (
        sa.CheckConstraint(
            "outcome IN ('added', 'changed', 'unchanged', 'refused')", name="outcome"
        ),
        sa.UniqueConstraint("import_id", "line"),
    )
