"""Sheets of listings that owners brought, and their rows."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Id, Model
from marketplace.errors import RuleBroken


class ListingImport(Model):
    """A sheet of listings that an owner brought: looked at first, then applied or dropped."""

    __tablename__ = "listing_imports"

    STATES = ("reading", "staged", "applying", "applied", "failed", "discarded")

    id: Mapped[Id]
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    filename: Mapped[str]
    state: Mapped[str] = mapped_column(default="reading")
    # The task that reads or applies it; tasks are forgotten after a week.
    task_id: Mapped[int | None]
    # The ZIP of pictures beside it, in the private store until it is applied or dropped.
    pictures_key: Mapped[str | None]
    # Whether counts without a count seen replace the stock that the preview showed.
    takes_counts: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    summary: Mapped[dict[str, int]] = mapped_column(sa.JSON, default=dict)
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(
            "state IN ('reading', 'staged', 'applying', 'applied', 'failed', 'discarded')",
            name="state",
        ),
    )

    @property
    def is_staged(self) -> bool:
        """Whether it waits for the owner to apply or drop it."""
        return self.state == "staged"

    @property
    def is_busy(self) -> bool:
        """Whether a task works on it."""
        return self.state in ("reading", "applying")

    def stage(self, notes: list[str], summary: dict[str, int]) -> None:
        """Every row was looked at."""
        self.state, self.notes, self.summary = "staged", notes, summary

    def start(self, *, takes_counts: bool) -> None:
        """The owner lets it be applied."""
        if not self.is_staged:
            raise RuleBroken("Impor ini sudah diterapkan atau dibatalkan.")
        self.state, self.takes_counts = "applying", takes_counts

    def end(self, state: str, at: datetime, error: str | None = None) -> None:
        """It is over: applied, failed or discarded."""
        self.state, self.ended_at, self.error = state, at, error
        self.pictures_key = None


class ListingImportRow(Model):
    """One row of such a sheet, and what it would do or did."""

    __tablename__ = "listing_import_rows"

    import_id: Mapped[int] = mapped_column(ForeignKey("listing_imports.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    # Rows of one product share its number; a product is taken whole or not at all.
    product: Mapped[int]
    outcome: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    cells: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    reasons: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    warnings: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    changes: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    # Whether the count was left alone, and the stock that was there.
    count_left: Mapped[bool] = mapped_column(default=False)
    stock_there: Mapped[int | None]
    listing_id: Mapped[int | None]
    done: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint("outcome IN ('added', 'changed', 'unchanged', 'refused')", name="outcome"),
        Index("ix_listing_import_rows_import_id_outcome", "import_id", "outcome"),
        Index("ix_listing_import_rows_import_id_product", "import_id", "product"),
    )
