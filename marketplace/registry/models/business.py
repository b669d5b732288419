"""The register of businesses (UMKM), and the rows of files that are staged for it."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model
from marketplace.registry.models.facts import BusinessFacts
from marketplace.registry.models.record import Record, StagedRow, staged_rules


class Business(BusinessFacts, Record, Model):
    """A business as OSS, SIDT and dinas lists describe it; known by its NIB or its ID UMKM."""

    __tablename__ = "businesses"

    # A row of a file may lack them; a record never does.
    name: Mapped[str] = mapped_column(sa.String(300))
    outside_banten: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        sa.UniqueConstraint("nib"),
        sa.UniqueConstraint("id_umkm"),
        sa.CheckConstraint("nib IS NOT NULL OR id_umkm IS NOT NULL", name="numbered"),
        sa.CheckConstraint("nib IS NULL OR length(nib) = 13", name="nib_length"),
        sa.CheckConstraint("npwp IS NULL OR length(npwp) = 15", name="npwp_length"),
        sa.Index("ix_businesses_regency_code_name_key", "regency_code", "name_key"),
        sa.Index("ix_businesses_name_key", "name_key"),
    )


class BusinessRow(BusinessFacts, StagedRow, Model):
    """One line of a register of businesses: the facts that will stand, and what happens."""

    __tablename__ = "business_import_rows"

    # No foreign key: a new record's id is chosen before the record is there.
    business_id: Mapped[int | None] = mapped_column(index=True)

    __table_args__ = (
        *staged_rules(),
        sa.Index("ix_business_import_rows_import_id_outcome", "import_id", "outcome", "line"),
    )
