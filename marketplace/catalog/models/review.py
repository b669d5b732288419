"""What an officer looks at: a listing that came, that waits, or that is to become another."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalog.models.listing import Listing
from marketplace.database import Id, Model
from marketplace.errors import Stale
from marketplace.sellers.models import Shop

if TYPE_CHECKING:
    from marketplace.accounts.models import User

WAITING = sa.text("state = 'waiting'")
STATES = ("waiting", "approved", "rejected", "withdrawn", "superseded")
# It stands already: the first ones of a new shop, and those with words that warn.
STANDS = ("first", "warned")
# It waits: a draft that is held before it appears, and an edit of what stands.
KINDS = (*STANDS, "held", "edit")


class ListingReview(Model):
    """One look at one listing: what is proposed, why it is looked at, until when, how it ended."""

    __tablename__ = "listing_reviews"

    id: Mapped[Id]
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id"), index=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    # {"words": {field: new}, "prices": {variant id: new}}; what each was stands in `was`.
    proposed: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    was: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    # [kind of goods, word], and which other rules asked for the look.
    hits: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    why: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    rules_version: Mapped[str]
    # What was looked at, so that the same words are not asked about again.
    content: Mapped[str]
    base_version: Mapped[int]
    is_urgent: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    listing: Mapped[Listing] = relationship()
    shop: Mapped[Shop] = relationship()
    decided_by: Mapped["User | None"] = relationship(foreign_keys=[decided_by_id])

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("kind IN ('first', 'warned', 'held', 'edit')", name="kind"),
        CheckConstraint(
            "state IN ('waiting', 'approved', 'rejected', 'withdrawn', 'superseded')", name="state"
        ),
        Index("ix_listing_reviews_state_due_at", "state", "due_at"),
        Index(
            "uq_listing_reviews_waiting",
            "listing_id",
            "kind",
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
    )

    @property
    def is_waiting(self) -> bool:
        """Whether an officer still has to look."""
        return self.state == "waiting"

    @property
    def stands(self) -> bool:
        """Whether it is on the street while it waits."""
        return self.kind in STANDS

    @property
    def since(self) -> datetime:
        """Since when it waits."""
        return self.opened_at

    def is_late(self, now: datetime) -> bool:
        """Whether nobody looked in time."""
        return self.is_waiting and now > self.due_at

    def end(
        self,
        state: str,
        now: datetime,
        *,
        by: "User | None" = None,
        code: str = "",
        reason: str = "",
    ) -> None:
        """It ends, once: by a decision, or because its owner did something else meanwhile."""
        self.check_waiting()
        self.state, self.decided_at = state, now
        self.decided_by_id = by.id if by else None
        self.reason_code, self.reason = code or None, reason or None

    def check_waiting(self) -> None:
        """Stale when it ended before, saying how."""
        if not self.is_waiting:
            raise Stale("Tinjauan ini sudah selesai.", changed=[f"Sekarang: {WORDS[self.state]}."])

    def turn_round(self) -> None:
        """A refusal that was wrong lets it pass after all, once."""
        if self.state != "rejected":
            raise Stale("Penolakan ini sudah dibatalkan.")
        self.state = "approved"

    def become_nothing(self) -> None:
        """Forget the words that were proposed; that somebody looked stays."""
        self.proposed, self.was, self.hits, self.reason = {}, {}, [], None


WORDS = {
    "waiting": "menunggu",
    "approved": "disetujui petugas lain",
    "rejected": "ditolak petugas lain",
    "withdrawn": "ditarik pemiliknya",
    "superseded": "diganti pemiliknya dengan usulan baru",
}
