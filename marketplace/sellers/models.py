"""Shops, members, claims and badges."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.clock import day_of
from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.places import queries as places

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.registry.models import Cooperative

RENEWAL = timedelta(days=60)
DECIDED_WITHIN = timedelta(days=3)
REPLACED = "Digantikan lencana baru."


class Shop(Model):
    """A lapak: one business that sells here."""

    __tablename__ = "shops"

    id: Mapped[Id]
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    village_code: Mapped[str] = mapped_column(ForeignKey("villages.code"), index=True)
    regency_code: Mapped[str] = mapped_column(ForeignKey("regencies.code"), index=True)
    address: Mapped[str] = mapped_column(default="")
    story: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    # Never shown in a page: people reach it through a redirect that is counted and limited.
    whatsapp: Mapped[str | None]
    whatsapp_confirmed_at: Mapped[datetime | None]
    holiday_until: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    suspension_reason: Mapped[str | None]
    suspension_code: Mapped[str | None]
    # The last day of it, in Banten; without one, the day on which the dinas looks again.
    suspended_until: Mapped[date | None]
    suspension_review_on: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    members: Mapped[list["ShopMember"]] = relationship(back_populates="shop")
    badges: Mapped[list["Badge"]] = relationship(back_populates="shop")

    __mapper_args__ = {"version_id_col": version}

    @property
    def place(self) -> places.Village:
        """The desa or kelurahan where the shop stands."""
        return places.gazetteer().villages[self.village_code]

    @property
    def is_open_to_public(self) -> bool:
        """Whether its pages are shown: neither closed by the owner nor suspended."""
        return self.closed_at is None and self.suspended_at is None

    @property
    def can_be_asked(self) -> bool:
        """Whether buyers can reach it on WhatsApp: only over a number shown to be theirs."""
        return bool(self.whatsapp and self.whatsapp_confirmed_at and self.is_open_to_public)

    def is_on_holiday(self, on: date) -> bool:
        """Whether the owner is away on that day."""
        return self.holiday_until is not None and on <= self.holiday_until

    def close(self, now: datetime) -> None:
        """The owner takes the shop off the street; listings stay as they are."""
        if self.closed_at is not None:
            raise RuleBroken("Lapak ini sudah ditutup.")
        self.closed_at = now

    def reopen(self) -> None:
        """The owner opens again."""
        if self.closed_at is None:
            raise RuleBroken("Lapak ini sudah buka.")
        self.closed_at = None

    def become_nothing(self, now: datetime) -> None:
        """Leave of it no more than an id that the trail and old inquiries can name."""
        self.name = "Lapak yang dihapus"
        self.slug = f"lapak-dihapus-{self.id}"
        self.address = self.story = self.hours = ""
        self.whatsapp = self.whatsapp_confirmed_at = None
        self.holiday_until = self.suspension_reason = self.suspension_code = None
        self.closed_at = self.closed_at or now
        self.updated_at = now

    def suspend(
        self,
        reason: str,
        now: datetime,
        *,
        code: str = "lainnya",
        until: date | None = None,
        review_on: date | None = None,
    ) -> None:
        """An officer takes the shop off the street, saying why and until when."""
        if self.suspended_at is not None:
            raise RuleBroken("Lapak ini sudah dibekukan.")
        self.suspended_at = now
        self.suspension_reason, self.suspension_code = reason, code
        self.suspended_until, self.suspension_review_on = until, review_on

    def lift_suspension(self) -> None:
        """An officer lets the shop back."""
        if self.suspended_at is None:
            raise RuleBroken("Lapak ini tidak sedang dibekukan.")
        self.suspended_at = self.suspension_reason = self.suspension_code = None
        self.suspended_until = self.suspension_review_on = None


class ShopMember(Model):
    """A person who keeps a shop."""

    __tablename__ = "shop_members"

    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(default="owner")
    since: Mapped[datetime]

    shop: Mapped[Shop] = relationship(back_populates="members")
    user: Mapped["User"] = relationship()


class Claim(Model):
    """A shop says that its owner belongs to a cooperative, and shows why that is true."""

    __tablename__ = "claims"

    STATES = ("waiting", "approved", "rejected", "withdrawn")
    ROLES = ("anggota", "pengurus", "pengawas", "karyawan")

    id: Mapped[Id]
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    # As it was typed, and the record that this number found when it was typed.
    cooperative_number: Mapped[str]
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperatives.id"), index=True)
    role: Mapped[str]
    member_number: Mapped[str]
    evidence_key: Mapped[str]
    evidence_type: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    shop: Mapped[Shop] = relationship()
    cooperative: Mapped["Cooperative | None"] = relationship()
    submitted_by: Mapped["User"] = relationship(foreign_keys=[submitted_by_id])
    decided_by: Mapped["User | None"] = relationship(foreign_keys=[decided_by_id])

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'approved', 'rejected', 'withdrawn')", name="state"),
        CheckConstraint("role IN ('anggota', 'pengurus', 'pengawas', 'karyawan')", name="role"),
        # One question at a time: a second claim while one waits is a double click.
        Index(
            "uq_claims_waiting",
            "shop_id",
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        ),
    )

    @property
    def is_waiting(self) -> bool:
        """Whether an officer still has to decide."""
        return self.state == "waiting"

    @property
    def has_evidence(self) -> bool:
        """Whether its photo is still kept: not after a withdrawal, nor for ever."""
        return bool(self.evidence_key) and self.state != "withdrawn"

    def is_late(self, now: datetime) -> bool:
        """Whether it has waited longer than the dinas means to let anybody wait."""
        return self.is_waiting and now - self.submitted_at > DECIDED_WITHIN

    def decide(self, state: str, *, by: "User", reason: str, now: datetime) -> None:
        """Approve or reject, once, with a reason."""
        if not self.is_waiting:
            raise RuleBroken("Klaim ini sudah diputuskan. Muat ulang untuk melihat hasilnya.")
        if not reason.strip():
            raise RuleBroken("Tulis alasannya.", "reason")
        self.state = state
        self.decided_at = now
        self.decided_by_id = by.id
        self.reason = reason.strip()

    def withdraw(self, now: datetime) -> None:
        """The owner takes the claim back before it is decided."""
        if not self.is_waiting:
            raise RuleBroken("Klaim ini sudah diputuskan.")
        self.state = "withdrawn"
        self.decided_at = now

    def forget_what_was_shown(self, now: datetime) -> str:
        """Forget member number, photo and what was written about them; the photo's key."""
        if self.is_waiting:
            self.withdraw(now)
        key, self.evidence_key = self.evidence_key, ""
        self.member_number, self.reason = "", None
        return key


class Badge(Model):
    """*Anggota Koperasi …, terverifikasi dinas*: who verified, on what basis, until when."""

    __tablename__ = "badges"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperatives.id"), index=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    # The record as it stood when the officer looked: name, numbers, certificate, data's date.
    basis: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    rules_version: Mapped[str]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    issuing_office: Mapped[str]
    issued_at: Mapped[datetime]
    # The last day on which it counts, in Banten.
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revocation_reason: Mapped[str | None]

    shop: Mapped[Shop] = relationship(back_populates="badges")
    cooperative: Mapped["Cooperative"] = relationship()
    issued_by: Mapped["User"] = relationship(foreign_keys=[issued_by_id])

    __table_args__ = (
        UniqueConstraint("claim_id"),
        Index(
            "uq_badges_unrevoked",
            "shop_id",
            "cooperative_id",
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        ),
    )

    @property
    def cooperative_name(self) -> str:
        """The cooperative's name as the officer saw it."""
        return self.basis.get("name") or self.cooperative.name

    def is_valid(self, on: date) -> bool:
        """Whether it counts on that day."""
        return self.revoked_at is None and on <= self.expires_on

    def state(self, on: date) -> str:
        """`valid`, `expired`, `revoked` or `replaced` on that day; what ran out was not revoked."""
        if self.revoked_at is not None and day_of(self.revoked_at) <= self.expires_on:
            return "replaced" if self.revocation_reason == REPLACED else "revoked"
        return "valid" if on <= self.expires_on and self.revoked_at is None else "expired"

    def standing(self, on: date) -> str:
        """Its state, but `paused` while the shop is suspended or its number unconfirmed."""
        state = self.state(on)
        shop = self.shop
        if state == "valid" and (shop.suspended_at or not shop.whatsapp_confirmed_at):
            return "paused"
        return state

    def can_be_renewed(self, on: date) -> bool:
        """Whether a new claim on the same cooperative is timely: near the end, or after it."""
        return not self.is_valid(on) or on >= self.expires_on - RENEWAL

    def revoke(self, *, by: "User", reason: str, now: datetime) -> None:
        """Take the badge away, with a reason; its proof page will say so."""
        if self.revoked_at is not None:
            raise RuleBroken("Lencana ini sudah dicabut.")
        if not reason.strip():
            raise RuleBroken("Tulis alasannya.", "reason")
        self.revoked_at = now
        self.revoked_by_id = by.id
        self.revocation_reason = reason.strip()
