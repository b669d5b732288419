"""Imports of registers: the file as it was understood, staged row by row before it counts."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.registry.models.facts import Facts
from marketplace.registry.models.record import StagedRow, staged_rules

STATES = ("staging", "unclear", "staged", "applied", "discarded", "refused")
OUTCOMES = ("added", "changed", "unchanged", "refused")


class RegistryImport(Model):
    """One register file: where it came from, who brought it, and what became of it."""

    __tablename__ = "registry_imports"

    id: Mapped[Id]
    # While it is staging nobody sees it: what a killed process leaves behind is swept away.
    state: Mapped[str] = mapped_column(sa.String(12), default="staging")
    kind: Mapped[str] = mapped_column(sa.String(20), default="koperasi")
    source: Mapped[str] = mapped_column(sa.String(120))
    filename: Mapped[str] = mapped_column(sa.String(200))
    # The day the data speak of, as the officer states it.
    data_on: Mapped[date]
    stated_regency: Mapped[str | None] = mapped_column(sa.ForeignKey("regencies.code"))
    # The bringing officer's jurisdiction at that moment; None is the province.
    jurisdiction: Mapped[str | None] = mapped_column(sa.ForeignKey("regencies.code"))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    summary: Mapped[dict[str, int]] = mapped_column(sa.JSON)
    # How the headers were understood: used, set aside, unclear.
    mapping: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    notes: Mapped[list[str]] = mapped_column(sa.JSON)
    register_version: Mapped[int]
    # Why the whole file is refused or what it lacks, in words.
    refusal: Mapped[str | None]
    # Which facts of known records differ: the apply touches no other column and index.
    changed_fields: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    # Where the file lies in the private store: only while staged, so that unclear headers can be
    # settled without a second upload.
    file_key: Mapped[str | None] = mapped_column(sa.String(120))
    created_at: Mapped[datetime] = mapped_column(default=now)
    applied_at: Mapped[datetime | None]
    applied_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    discarded_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint(
            "state IN ('staging', 'unclear', 'staged', 'applied', 'discarded', 'refused')",
            name="state",
        ),
        sa.Index("ix_registry_imports_source_state", "source", "state"),
    )

    @property
    def is_staged(self) -> bool:
        return self.state == "staged"

    @property
    def can_be_remapped(self) -> bool:
        return self.state in ("staged", "unclear")

    def is_seen_from(self, jurisdiction: str | None) -> bool:
        """Whether an office of this kab/kota may open it; None is the province, which sees all."""
        return jurisdiction is None or self.jurisdiction == jurisdiction

    def apply(self, at: datetime, *, by_id: int | None) -> None:
        """Note that the register now holds it; the file itself is no longer kept."""
        self.must_be_staged()
        self.state, self.applied_at, self.applied_by_id = "applied", at, by_id
        self._forget_file()

    def discard(self, at: datetime) -> None:
        """Note that it was dropped."""
        if self.state != "refused":
            self.must_be_open()
        self.state, self.discarded_at = "discarded", at
        self._forget_file()

    def _forget_file(self) -> None:
        """Columns that are not kept can hold data of people."""
        self.file_key = None
        unclear = [{**column, "samples": []} for column in self.mapping["unclear"]]
        self.mapping = {**self.mapping, "unclear": unclear}

    def stage(self, summary: dict[str, int], changed_fields: list[str]) -> None:
        """Show it to the officers who may decide."""
        self.state, self.summary, self.changed_fields = "staged", summary, changed_fields

    def ask(self, why: str) -> None:
        """Wait for an officer to say what its columns mean."""
        self.state, self.refusal = "unclear", why

    def refuse(self, summary: dict[str, int], why: str) -> None:
        """Note that it can never be applied, with a sentence for the officer."""
        self.state, self.summary, self.refusal = "refused", summary, why
        self._forget_file()

    def must_be_open(self) -> None:
        """RuleBroken when nothing about it can be settled any more."""
        if not self.can_be_remapped:
            self.must_be_staged()

    def must_be_staged(self) -> None:
        """RuleBroken when somebody has applied or discarded it already."""
        if self.state == "applied":
            raise RuleBroken("Impor ini sudah diterapkan.")
        if self.state == "discarded":
            raise RuleBroken("Impor ini sudah dibatalkan. Unggah berkasnya lagi.")
        if self.state != "staged":
            raise RuleBroken(self.refusal or "Berkas ini belum selesai dibaca.")


class ImportRow(Facts, StagedRow, Model):
    """One line of a register file: the facts that will stand, and what happens with them."""

    __tablename__ = "registry_import_rows"

    # No foreign key: a new record's id is chosen before the record is there.
    cooperative_id: Mapped[int | None] = mapped_column(index=True)

    __table_args__ = (
        *staged_rules(),
        sa.Index("ix_registry_import_rows_import_id_outcome", "import_id", "outcome", "line"),
    )
