"""What a shop says of itself to the dinas, and what became of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.sellers.models.evidence import Evidence
from marketplace.sellers.models.shop import Shop

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.registry.models import Business, Cooperative

DECIDED_WITHIN = timedelta(days=3)
OPEN = "state IN ('waiting', 'checked', 'returned')"


class Claim(Model):
    """A shop says that it is, or belongs to, a registered body, and shows why that is true.

    `cooperative`: the shop is the cooperative, claimed by its board. `member`: its owner belongs
    to one. `business`: it is a UMKM with a NIB. One officer checks, another approves.
    """

    __tablename__ = "claims"
    KINDS = ("cooperative", "member", "business")
    OPEN_STATES = ("waiting", "checked", "returned")
    STATES = (*OPEN_STATES, "approved", "rejected", "withdrawn")
    ROLES = ("anggota", "pengurus", "pengawas", "karyawan")

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(default="member")
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    # As it was typed, and the record that this number found when it was typed.
    number: Mapped[str]
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperatives.id"), index=True)
    business_id: Mapped[int | None] = mapped_column(ForeignKey("businesses.id"), index=True)
    # Of a member: her part in the cooperative, and her number there.
    role: Mapped[str | None]
    member_number: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="waiting")
    submitted_at: Mapped[datetime]
    # Since when it stands in this state: whoever has to act is asked from here on.
    since: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    check_reason: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    shop: Mapped[Shop] = relationship()
    cooperative: Mapped["Cooperative | None"] = relationship()
    business: Mapped["Business | None"] = relationship()
    evidence: Mapped[list[Evidence]] = relationship(back_populates="claim", order_by=Evidence.id)
    submitted_by: Mapped["User"] = relationship(foreign_keys=[submitted_by_id])
    checked_by: Mapped["User | None"] = relationship(foreign_keys=[checked_by_id])
    decided_by: Mapped["User | None"] = relationship(foreign_keys=[decided_by_id])

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("kind IN ('cooperative', 'member', 'business')", name="kind"),
        CheckConstraint(
            "state IN ('waiting', 'checked', 'returned', 'approved', 'rejected', 'withdrawn')",
            name="state",
        ),
        CheckConstraint("role IN ('anggota', 'pengurus', 'pengawas', 'karyawan')", name="role"),
        # Two people, always: the database has the last word.
        CheckConstraint("checked_by_id <> decided_by_id OR state = 'rejected'", name="two_people"),
        # One question of a kind at a time: a second claim while one waits is a double click.
        Index(
            "uq_claims_open",
            "shop_id",
            "kind",
            unique=True,
            sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        ),
    )

    @property
    def is_waiting(self) -> bool:
        """Whether an officer still has to look at it for the first time."""
        return self.state == "waiting"

    @property
    def is_open(self) -> bool:
        """Whether it is neither decided nor taken back."""
        return self.state in self.OPEN_STATES

    @property
    def has_evidence(self) -> bool:
        """Whether any of its photos is still kept."""
        return self.state != "withdrawn" and any(one.is_kept for one in self.evidence)

    @property
    def due_at(self) -> datetime:
        """Until when the dinas means to have answered it in its present state."""
        return self.since + DECIDED_WITHIN

    def is_late(self, now: datetime) -> bool:
        """Whether it has waited longer than the dinas means to let anybody wait."""
        return self.state in ("waiting", "checked") and now > self.due_at

    def decide(self, state: str, *, by: "User", reason: str, now: datetime) -> None:
        """Approve or reject, once, with a reason."""
        if not self.is_waiting:
            raise RuleBroken("Klaim ini sudah diputuskan. Muat ulang untuk melihat hasilnya.")
        if not reason.strip():
            raise RuleBroken("Tulis alasannya.", "reason")
        self.state = state
        self.since = self.decided_at = now
        self.decided_by_id = by.id
        self.reason = reason.strip()

    def withdraw(self, now: datetime) -> None:
        """The owner takes the claim back before it is decided."""
        if not self.is_open:
            raise RuleBroken("Klaim ini sudah diputuskan.")
        self.state = "withdrawn"
        self.since = self.decided_at = now

    def forget_what_was_shown(self, now: datetime) -> list[str]:
        """Forget member number, photos and what was written about them; the photos' keys."""
        if self.is_open:
            self.withdraw(now)
        self.member_number, self.reason, self.check_reason = "", None, None
        return [key for one in self.evidence if (key := one.forget())]
