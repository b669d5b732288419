"""Proofs that a person is reachable or entitled: links used once, and shown codes."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models.person import User
from marketplace.database import Id, Model
from marketplace.errors import RuleBroken, Stale
from marketplace.sentences import Sentence

LINK_IS_OVER = Sentence("Tautan ini sudah dipakai atau kedaluwarsa. Mintalah tautan yang baru.")


class OneUseLink(Model):
    """A link that does one thing once; only the hash of its token is kept."""

    __tablename__ = "one_use_links"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    purpose: Mapped[str] = mapped_column(sa.String(30))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint(
            "purpose IN ('sign_up', 'email_confirmation', 'password_reset', 'officer_invitation')",
            name="purpose",
        ),
    )

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and at < self.expires_at

    def give_up_details(self) -> dict[str, Any]:
        """What the link carried, once: names and addresses are not kept behind it."""
        carried, self.details = self.details, {}
        return carried

    def use(self, at: datetime) -> None:
        """Use it up; RuleBroken when somebody has, or when it is too old."""
        if not self.is_open(at):
            raise RuleBroken(LINK_IS_OVER)
        self.used_at = at


class PhoneConfirmation(Model):
    """A code that a person sends from her number, for an officer to see and tick."""

    __tablename__ = "phone_confirmations"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    phone: Mapped[str] = mapped_column(sa.String(16))
    code: Mapped[str] = mapped_column(sa.String(12))
    requested_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    refused_at: Mapped[datetime | None]
    refused_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))

    user: Mapped[User] = relationship(foreign_keys=[user_id])

    __table_args__ = (sa.Index("ix_phone_confirmations_requested_at", "requested_at"),)

    def is_waiting(self, at: datetime) -> bool:
        """Whether an officer can still decide on it."""
        return self.confirmed_at is None and self.refused_at is None and at < self.expires_at

    def confirm(self, at: datetime, by: User) -> None:
        """The officer saw the code come from the number."""
        self._must_wait(at)
        self.confirmed_at, self.confirmed_by_id = at, by.id

    def refuse(self, at: datetime, by: User) -> None:
        """The officer saw something else, or nothing."""
        self._must_wait(at)
        self.refused_at, self.refused_by_id = at, by.id

    def _must_wait(self, at: datetime) -> None:
        if self.confirmed_at is not None or self.refused_at is not None:
            raise Stale("Permintaan ini sudah diputuskan.")
        if not self.is_waiting(at):
            raise RuleBroken("Permintaan ini sudah lewat waktunya.")
