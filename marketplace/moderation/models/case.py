"""Reports of one listing or shop, put together, so that an officer decides once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalog.models import Listing
from marketplace.database import Id, Model
from marketplace.errors import Stale
from marketplace.sellers.models import Shop

OPEN_LISTING = sa.text("state = 'open' AND listing_id IS NOT NULL")
OPEN_SHOP = sa.text("state = 'open' AND listing_id IS NULL")
NAMED = sa.text("reporter_id IS NOT NULL")


class ModerationCase(Model):
    """What was reported of a listing, or of a shop itself, since it was last decided."""

    __tablename__ = "moderation_cases"

    id: Mapped[Id]
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    # None: the shop itself is meant.
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id"), index=True)
    state: Mapped[str] = mapped_column(default="open")
    is_urgent: Mapped[bool] = mapped_column(default=False)
    # Every report counts here, also those whose words are not kept.
    reports_count: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    shop: Mapped[Shop] = relationship()
    listing: Mapped[Listing | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('open', 'decided')", name="state"),
        Index("ix_moderation_cases_state_due_at", "state", "due_at"),
        Index(
            "uq_moderation_cases_open_listing",
            "listing_id",
            unique=True,
            sqlite_where=OPEN_LISTING,
            postgresql_where=OPEN_LISTING,
        ),
        Index(
            "uq_moderation_cases_open_shop",
            "shop_id",
            unique=True,
            sqlite_where=OPEN_SHOP,
            postgresql_where=OPEN_SHOP,
        ),
    )

    @property
    def is_open(self) -> bool:
        """Whether an officer still has to decide."""
        return self.state == "open"

    @property
    def since(self) -> datetime:
        """Since when it waits."""
        return self.opened_at

    @property
    def title(self) -> str:
        """What was reported."""
        return self.listing.title if self.listing else self.shop.name

    def is_late(self, now: datetime) -> bool:
        """Whether nobody decided in time."""
        return self.is_open and now > self.due_at

    def hear(self, due_at: datetime, *, urgent: bool) -> None:
        """One more report; the nearest deadline counts. What an officer saw stays what it was."""
        self.due_at = min(self.due_at, due_at)
        self.is_urgent = self.is_urgent or urgent

    def close(self, now: datetime) -> None:
        """It is decided, once."""
        if not self.is_open:
            raise Stale(
                "Perkara ini sudah diputuskan.", changed=["Petugas lain memutuskannya lebih dulu."]
            )
        self.state, self.decided_at = "decided", now


class Report(Model):
    """One person's report, or a stranger's."""

    __tablename__ = "reports"

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_cases.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)

    case: Mapped[ModerationCase] = relationship()

    __table_args__ = (
        Index(
            "uq_reports_reporter",
            "case_id",
            "reporter_id",
            unique=True,
            sqlite_where=NAMED,
            postgresql_where=NAMED,
        ),
    )
