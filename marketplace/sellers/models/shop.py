"""Shops and the people who keep them."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.places import queries as places

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.sellers.models.badge import Badge


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
