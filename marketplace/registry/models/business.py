"""The register of businesses (UMKM), and the rows of files that are staged for it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Id, Model
from marketplace.registry.models.facts import BusinessFacts


class Business(BusinessFacts, Model):
    """A business as OSS, SIDT and dinas lists describe it; known by its NIB or its ID UMKM."""

    __tablename__ = "businesses"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(sa.String(300))
    outside_banten: Mapped[bool] = mapped_column(default=False)
    # Letters, digits and single spaces in lower case: what a search by name compares.
    name_key: Mapped[str] = mapped_column(sa.String(300))
    source_id: Mapped[str | None] = mapped_column(sa.String(60))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (
        sa.UniqueConstraint("nib"),
        sa.UniqueConstraint("id_umkm"),
        sa.CheckConstraint("nib IS NOT NULL OR id_umkm IS NOT NULL", name="numbered"),
        sa.CheckConstraint("nib IS NULL OR length(nib) = 13", name="nib_length"),
        sa.CheckConstraint("npwp IS NULL OR length(npwp) = 15", name="npwp_length"),
        sa.Index("ix_businesses_regency_code_name_key", "regency_code", "name_key"),
        sa.Index("ix_businesses_name_key", "name_key"),
    )


class BusinessRow(BusinessFacts, Model):
    """One line of a register of businesses: the facts that will stand, and what happens."""

    __tablename__ = "business_import_rows"

    id: Mapped[Id]
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("registry_imports.id", ondelete="CASCADE"))
    line: Mapped[int]
    outcome: Mapped[str] = mapped_column(sa.String(12))
    name_key: Mapped[str | None] = mapped_column(sa.String(300))
    source_id: Mapped[str | None] = mapped_column(sa.String(60))
    # No foreign key: a new record's id is chosen before the record is there.
    business_id: Mapped[int | None] = mapped_column(index=True)
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

    __table_args__ = (
        sa.CheckConstraint(
            "outcome IN ('added', 'changed', 'unchanged', 'refused')", name="outcome"
        ),
        sa.UniqueConstraint("import_id", "line"),
        sa.Index("ix_business_import_rows_import_id_outcome", "import_id", "outcome", "line"),
    )
