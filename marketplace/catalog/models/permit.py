"""The permits of shops and listings."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalog.permits import kinds
from marketplace.database import Id, Model


class Permit(Model):
    """The owner's own statement that a permit was given; who looks it up writes that elsewhere."""

    __tablename__ = "permits"

    id: Mapped[Id]
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    # None: it holds for everything that the shop sells.
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str]
    # The last day on which it counts; None: as long as nothing changes.
    expires_on: Mapped[date | None] = mapped_column(index=True)
    # The nearest threshold, in days before the end, that the owner was told of.
    told_at_days: Mapped[int | None]
    stated_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    stated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("told_at_days >= 0", name="told_at_days"),
        Index(
            "uq_permits_of_shop",
            "shop_id",
            "kind",
            "number",
            unique=True,
            sqlite_where=sa.text("listing_id IS NULL"),
            postgresql_where=sa.text("listing_id IS NULL"),
        ),
        Index(
            "uq_permits_of_listing",
            "listing_id",
            "kind",
            "number",
            unique=True,
            sqlite_where=sa.text("listing_id IS NOT NULL"),
            postgresql_where=sa.text("listing_id IS NOT NULL"),
        ),
    )

    @property
    def of_kind(self) -> kinds.Kind:
        """What it is a permit of."""
        return kinds.kind(self.kind)
