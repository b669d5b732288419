"""What the dinas stands behind, on which grounds, and until when."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.clock import day_of
from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.sellers.models.shop import Shop

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.registry.models import Business, Cooperative
    from marketplace.sellers.standing import Change

RENEWAL = timedelta(days=60)
REPLACED = "Digantikan lencana baru."
UNREVOKED = sa.text("revoked_at IS NULL")


class Badge(Model):
    """*Koperasi terverifikasi*, *Anggota Koperasi …* or *UMKM ber-NIB*: who says so, until when.

    Its code stays the same while it is renewed, so that what was printed stays true: each
    approved claim adds a ground.
    """

    __tablename__ = "badges"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    # One of Claim.KINDS.
    kind: Mapped[str] = mapped_column(default="member")
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperatives.id"), index=True)
    business_id: Mapped[int | None] = mapped_column(ForeignKey("businesses.id"), index=True)
    # The record as it stood when it was last approved: name, numbers, certificate, data's date.
    basis: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    rules_version: Mapped[str]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    issuing_office: Mapped[str]
    issued_at: Mapped[datetime]
    # The last day on which it counts, in Banten.
    expires_on: Mapped[date]
    # Since when the register or the rules speak against it, and what they say, in words.
    lapsed_at: Mapped[datetime | None]
    lapse_reasons: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revocation_code: Mapped[str | None]
    revocation_reason: Mapped[str | None]

    shop: Mapped[Shop] = relationship(back_populates="badges")
    cooperative: Mapped["Cooperative | None"] = relationship()
    business: Mapped["Business | None"] = relationship()
    grounds: Mapped[list["Ground"]] = relationship(back_populates="badge", order_by="Ground.id")
    issued_by: Mapped["User"] = relationship(foreign_keys=[issued_by_id])

    __table_args__ = (
        CheckConstraint("kind IN ('cooperative', 'member', 'business')", name="kind"),
        CheckConstraint("(business_id IS NULL) = (kind <> 'business')", name="business"),
        CheckConstraint("(cooperative_id IS NULL) = (kind = 'business')", name="cooperative"),
        Index(
            "uq_badges_unrevoked",
            "shop_id",
            "cooperative_id",
            unique=True,
            sqlite_where=UNREVOKED,
            postgresql_where=UNREVOKED,
        ),
        Index(
            "uq_badges_unrevoked_business",
            "shop_id",
            "business_id",
            unique=True,
            sqlite_where=UNREVOKED,
            postgresql_where=UNREVOKED,
        ),
    )

    @classmethod
    def stands(cls) -> sa.ColumnElement[bool]:
        """Condition: neither revoked nor lapsed; whether it has run out is asked of the day."""
        return sa.and_(cls.revoked_at.is_(None), cls.lapsed_at.is_(None))

    @property
    def record(self) -> "Cooperative | Business":
        """The record that it rests on: a cooperative, or a business."""
        record = self.cooperative or self.business
        if record is None:
            raise LookupError(self.id)
        return record

    @property
    def latest_claim_id(self) -> int:
        """The claim that it was last issued or renewed for."""
        return self.grounds[-1].claim_id

    @property
    def name(self) -> str:
        """The name of the cooperative or business, as the officer saw it."""
        return self.basis.get("name") or self.record.name

    def is_valid(self, on: date) -> bool:
        """Whether it counts on that day."""
        return self.revoked_at is None and self.lapsed_at is None and on <= self.expires_on

    def state(self, on: date) -> str:
        """`valid`, `lapsed`, `expired`, `revoked` or `replaced` on that day.

        What ran out was not revoked, and what ran out has not lapsed.
        """
        if self.revoked_at is not None and day_of(self.revoked_at) <= self.expires_on:
            return "replaced" if self.revocation_reason == REPLACED else "revoked"
        if self.revoked_at is not None or on > self.expires_on:
            return "expired"
        return "valid" if self.lapsed_at is None else "lapsed"

    def standing(self, on: date) -> str:
        """Its state, but `paused` while the shop is suspended or its number unconfirmed."""
        state = self.state(on)
        shop = self.shop
        if state == "valid" and (shop.suspended_at or not shop.whatsapp_confirmed_at):
            return "paused"
        return state

    def can_be_renewed(self, on: date) -> bool:
        """Whether a new claim on the same record is timely: near the end, or after it."""
        return not self.is_valid(on) or on >= self.expires_on - RENEWAL

    def follow(self, change: "Change", now: datetime) -> None:
        """Lapse, come back, or end on another day, as its record was judged."""
        self.expires_on, self.rules_version = change.expires_on, change.rules_version
        self.lapsed_at = (self.lapsed_at or now) if change.lapsed else None
        self.lapse_reasons = list(change.reasons)

    def revoke(self, *, by: "User", reason: str, now: datetime, code: str = "") -> None:
        """Take the badge away, with a reason; its proof page will say so."""
        if self.revoked_at is not None:
            raise RuleBroken("Lencana ini sudah dicabut.")
        if not reason.strip():
            raise RuleBroken("Tulis alasannya.", "reason")
        self.revoked_at = now
        self.revoked_by_id = by.id
        self.revocation_code, self.revocation_reason = code or None, reason.strip()


class Ground(Model):
    """One approved claim that a badge rests on: who checked, who approved, by which rules."""

    __tablename__ = "grounds"

    id: Mapped[Id]
    badge_id: Mapped[int] = mapped_column(ForeignKey("badges.id"), index=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), unique=True)
    basis: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    rules_version: Mapped[str]
    # None: decided before two officers were asked.
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    office: Mapped[str]
    approved_at: Mapped[datetime]
    expires_on: Mapped[date]

    badge: Mapped[Badge] = relationship(back_populates="grounds")
