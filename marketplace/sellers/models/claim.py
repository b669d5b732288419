"""What a shop says of itself to the dinas, and what became of it."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.sellers.claim_kinds import time_for
from marketplace.sellers.models.claim_note import ClaimNote
from marketplace.sellers.models.evidence import Evidence
from marketplace.sellers.models.shop import Shop

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.registry.models import Business, Cooperative

DECIDED_WITHIN = time_for("waiting")
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
    # The record as the checking officer saw it; the approving one decides on the same.
    checked_record_version: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    # What the cooperative's own board says of it: an opinion, never a decision.
    board_answer: Mapped[str | None]
    board_answered_at: Mapped[datetime | None]
    board_answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    board_words: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    shop: Mapped[Shop] = relationship()
    cooperative: Mapped["Cooperative | None"] = relationship()
    business: Mapped["Business | None"] = relationship()
    evidence: Mapped[list[Evidence]] = relationship(back_populates="claim", order_by=Evidence.id)
    notes: Mapped[list[ClaimNote]] = relationship(back_populates="claim", order_by=ClaimNote.id)
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
        CheckConstraint("board_answer IN ('confirmed', 'denied')", name="board_answer"),
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
    def record(self) -> "Cooperative | Business | None":
        """The entry of the register that it rests on; None while there is none for its number."""
        return self.business if self.kind == "business" else self.cooperative

    @property
    def due_at(self) -> datetime:
        """Until when whoever has to act in its present state means to have done so."""
        return self.since + time_for(self.state)

    def is_late(self, now: datetime) -> bool:
        """Whether it has waited longer than the dinas means to let anybody wait."""
        return self.state in ("waiting", "checked") and now > self.due_at

    def rest_on(self, record: "Cooperative | Business") -> None:
        """Mean this record from now on; RuleBroken where a claim of this kind cannot."""
        self._must_be("waiting")
        if hasattr(record, "nib") != (self.kind == "business"):
            raise RuleBroken("Catatan ini dari register lain. Pilih yang sesuai jenis klaimnya.")
        if record.outside_banten:
            raise RuleBroken("Catatan ini di luar Banten, jadi tidak bisa menjadi dasar lencana.")
        setattr(self, "business" if self.kind == "business" else "cooperative", record)

    def check(self, *, by: "User", reason: str, record_version: int, now: datetime) -> None:
        """One officer finds it true; another has to approve."""
        self._must_be("waiting")
        self.state = "checked"
        self.since = self.checked_at = now
        self.checked_by_id, self.check_reason = by.id, reason
        self.checked_record_version = record_version

    def return_to_owner(self, now: datetime) -> None:
        """Something is missing: its owner is asked."""
        self._must_be("waiting")
        self.state, self.since = "returned", now

    def answer(self, now: datetime) -> None:
        """Its owner has answered: an officer looks again."""
        self._must_be("returned")
        self.state, self.since = "waiting", now

    def send_back(self, now: datetime) -> None:
        """The second officer wants it checked once more, by anybody."""
        self._must_be("checked")
        self.state, self.since = "waiting", now
        self.checked_at = self.checked_by_id = None
        self.check_reason = self.checked_record_version = None

    def approve(self, *, by: "User", reason: str, code: str, now: datetime) -> None:
        """The second officer finds it true as well."""
        self._must_be("checked")
        if self.checked_by_id == by.id:
            raise RuleBroken("Anda yang memeriksa klaim ini. Petugas lain yang menyetujuinya.")
        self._decide("approved", by, reason, code, now)

    def reject(self, *, by: "User", reason: str, code: str, now: datetime) -> None:
        """Either officer finds it not proven."""
        self._must_be("waiting", "checked")
        self._decide("rejected", by, reason, code, now)

    def hear_the_board(self, answer: str, words: str, *, by: "User", now: datetime) -> None:
        """The cooperative's board says once whether the membership is true."""
        if self.board_answer is not None:
            raise RuleBroken("Pengurus sudah menjawab klaim ini.")
        self._must_be(*self.OPEN_STATES)
        self.board_answer, self.board_words = answer, words
        self.board_answered_at, self.board_answered_by_id = now, by.id

    def _decide(self, state: str, by: "User", reason: str, code: str, now: datetime) -> None:
        self.state = state
        self.since = self.decided_at = now
        self.decided_by_id = by.id
        self.reason, self.reason_code = reason, code or None

    def _must_be(self, *states: str) -> None:
        if self.state not in states:
            raise RuleBroken(
                "Klaim ini sudah berpindah langkah. Muat ulang untuk melihat keadaannya."
                if self.is_open
                else "Klaim ini sudah diputuskan. Muat ulang untuk melihat hasilnya."
            )

    def withdraw(self, now: datetime) -> None:
        """The owner takes the claim back before it is decided."""
        if not self.is_open:
            raise RuleBroken("Klaim ini sudah diputuskan.")
        self.state = "withdrawn"
        self.since = self.decided_at = now

    def forget_what_was_shown(self, now: datetime) -> list[str]:
        """Forget member number, photos and what was written about it; returns the photos' keys."""
        if self.is_open:
            self.withdraw(now)
        self.member_number, self.reason, self.check_reason = "", None, None
        self.board_words = ""
        for note in self.notes:
            note.words = ""
        return [key for one in self.evidence if (key := one.forget())]
