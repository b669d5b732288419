"""A question that the register raised about a badge, and what an officer answered."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model
from marketplace.errors import Stale
from marketplace.sellers.models.badge import Badge

if TYPE_CHECKING:
    from marketplace.accounts.models import User

OPEN = sa.text("state = 'open'")
ANSWERED = "Pertentangan ini sudah diputuskan. Muat ulang untuk melihat hasilnya."
CHANGED = "Register berubah lagi sejak Anda membukanya. Periksa sekali lagi, lalu putuskan."


class BadgeConflict(Model):
    """The register says something that a badge does not: an officer keeps or revokes the badge.

    `settled`: the question went away by itself, since the register or the badge changed.
    """

    __tablename__ = "badge_conflicts"
    KINDS = ("closed", "certificate", "number", "name")

    id: Mapped[Id]
    badge_id: Mapped[int] = mapped_column(ForeignKey("badges.id"), index=True)
    # The import after which it was seen; None: by the night.
    import_id: Mapped[int | None] = mapped_column(ForeignKey("registry_imports.id"))
    kind: Mapped[str]
    # Each fact in question: `field`, and what `badge` and `register` say of it.
    facts: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    is_urgent: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    badge: Mapped[Badge] = relationship()
    decided_by: Mapped["User | None"] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("kind IN ('closed', 'certificate', 'number', 'name')", name="kind"),
        CheckConstraint("state IN ('open', 'kept', 'revoked', 'settled')", name="state"),
        # One question of a kind at a time, whoever asks it.
        Index(
            "uq_badge_conflicts_open",
            "badge_id",
            "kind",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    @property
    def since(self) -> datetime:
        """Since when it waits."""
        return self.opened_at

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.state == "open"

    def must_be_as_seen(self, version: int) -> None:
        """Stale when it was answered, or asks something else than the officer saw."""
        if not self.is_open:
            raise Stale(ANSWERED)
        if self.version != version:
            raise Stale(CHANGED)

    def answer(self, state: str, *, by: "User", code: str, reason: str, now: datetime) -> None:
        """Keep or revoke, with a reason that stays on record."""
        self.state, self.decided_at, self.decided_by_id = state, now, by.id
        self.reason_code, self.reason = code or None, reason.strip()

    def settle(self, now: datetime) -> None:
        """Nothing is asked any more."""
        self.state, self.decided_at = "settled", now


class BadgeWarning(Model):
    """That the owner was told once: so many days are left until a badge's last day.

    With `days` 0 the badge has run out, which is told to the house.
    """

    __tablename__ = "badge_warnings"

    badge_id: Mapped[int] = mapped_column(ForeignKey("badges.id"), primary_key=True)
    expires_on: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    told_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("days >= 0", name="days"),)
