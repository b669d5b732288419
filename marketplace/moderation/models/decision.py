"""What an officer decided about a listing or a shop, and the one appeal against it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalog.models import Listing, ListingReview
from marketplace.database import Id, Model
from marketplace.errors import RuleBroken, Stale
from marketplace.moderation.kinds import rules
from marketplace.sellers.models import Shop

if TYPE_CHECKING:
    from marketplace.accounts.models import User

# What is decided, in the words that an owner reads.
ACTIONS = {
    "keep": "Tidak ada tindakan",
    "warn": "Teguran",
    "remove": "Produk diturunkan",
    "reinstate": "Produk dikembalikan",
    "approve_edit": "Perubahan disetujui",
    "reject_edit": "Perubahan ditolak",
    "suspend": "Lapak dibekukan",
    "lift": "Pembekuan dicabut",
}
AGAINST = ("warn", "remove", "reject_edit", "suspend")


class Decision(Model):
    """One decision: what, about what, why, by whom, when; and whether it was undone."""

    __tablename__ = "moderation_decisions"

    id: Mapped[Id]
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("moderation_cases.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("listing_reviews.id"), index=True)
    action: Mapped[str]
    reason_code: Mapped[str]
    reason: Mapped[str]
    # What undoing it needs, such as the state that a listing had.
    was: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    office: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    shop: Mapped[Shop] = relationship()
    listing: Mapped[Listing | None] = relationship()
    review: Mapped[ListingReview | None] = relationship()
    by: Mapped["User"] = relationship()
    appeal: Mapped["Appeal | None"] = relationship(back_populates="decision")

    __table_args__ = (
        CheckConstraint(
            "action IN ('keep', 'warn', 'remove', 'reinstate', 'approve_edit', 'reject_edit', "
            "'suspend', 'lift')",
            name="action",
        ),
        Index("ix_moderation_decisions_shop_id_at", "shop_id", "at"),
    )

    @property
    def words(self) -> str:
        """What was decided, in words."""
        return ACTIONS[self.action]

    @property
    def is_against(self) -> bool:
        """Whether it went against the owner."""
        return self.action in AGAINST

    @property
    def appeal_until(self) -> datetime:
        """Until when the owner may appeal."""
        return self.at + timedelta(days=rules()["appeal_days"])

    def can_be_appealed(self, now: datetime) -> bool:
        """Whether the owner may appeal now: once, in time, against what stands against her."""
        in_time = now <= self.appeal_until
        return self.is_against and self.undone_at is None and self.appeal is None and in_time

    def undo(self, now: datetime) -> None:
        """An appeal was right."""
        if self.undone_at is not None:
            raise Stale("Putusan ini sudah dibatalkan.")
        self.undone_at = now


class Appeal(Model):
    """The owner's one answer to a decision, and what another officer made of it."""

    __tablename__ = "appeals"

    id: Mapped[Id]
    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decisions.id"), unique=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    words: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    at: Mapped[datetime]
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    office: Mapped[str | None]
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    decision: Mapped[Decision] = relationship(back_populates="appeal")
    shop: Mapped[Shop] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'upheld', 'dismissed')", name="state"),
        Index("ix_appeals_state_due_at", "state", "due_at"),
    )

    @property
    def is_waiting(self) -> bool:
        """Whether an officer still has to answer."""
        return self.state == "waiting"

    @property
    def since(self) -> datetime:
        """Since when it waits."""
        return self.at

    @property
    def is_urgent(self) -> bool:
        """Appeals have one deadline for all."""
        return False

    def is_late(self, now: datetime) -> bool:
        """Whether nobody answered in time."""
        return self.is_waiting and now > self.due_at

    def answer(
        self, state: str, *, by: "User", office: str, code: str, reason: str, now: datetime
    ) -> None:
        """Another officer answers, once."""
        if not self.is_waiting:
            raise Stale(
                "Banding ini sudah dijawab.", changed=["Petugas lain menjawabnya lebih dulu."]
            )
        if not reason.strip():
            raise RuleBroken("Tulis alasannya.", "reason")
        self.state, self.decided_at, self.decided_by_id = state, now, by.id
        self.office, self.reason_code, self.reason = office, code or None, reason.strip()
