"""The permits of shops and listings."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.accounts.models import User
from marketplace.catalog.permits import kinds
from marketplace.database import Id, Model


class Permit(Model):
    """The owner's own statement that a permit was given, and what an officer found of it.

    A check speaks of the number and last day that stand here: correcting either ends it.
    """

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
    # `confirmed` or `refuted` by an officer who looked the number up; None: nobody has.
    finding: Mapped[str | None]
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    checking_office: Mapped[str | None]
    check_reason_code: Mapped[str | None]
    check_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("told_at_days >= 0", name="told_at_days"),
        CheckConstraint("finding IN ('confirmed', 'refuted')", name="finding"),
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

    def find(
        self, finding: str, *, by: User, office: str, code: str, reason: str, at: datetime
    ) -> None:
        """Keep what an officer found in the issuer's register."""
        self.finding, self.checked_at, self.checked_by_id = finding, at, by.id
        self.checking_office = office
        self.check_reason_code, self.check_reason = code, reason

    def forget_finding(self) -> None:
        """What was found no longer speaks of what stands here."""
        self.finding = self.checked_at = self.checked_by_id = self.checking_office = None
        self.check_reason_code = self.check_reason = None

    @classmethod
    def is_believed(cls) -> sa.ColumnElement[bool]:
        """Condition: no officer found that it is not so."""
        return sa.or_(cls.finding.is_(None), cls.finding != "refuted")

    @property
    def of_kind(self) -> kinds.Kind:
        """What it is a permit of."""
        return kinds.kind(self.kind)
