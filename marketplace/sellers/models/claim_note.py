"""The story of a claim, step by step: who did what, in which office's name, in which words."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.sellers.models.claim import Claim

# What each step is called on the pages of both sides.
TOLD = {
    "submit": "Klaim dikirim",
    "link": "Dihubungkan ke catatan register",
    "check": "Diperiksa, lalu diteruskan untuk disetujui",
    "return": "Diminta dilengkapi",
    "answer": "Dijawab pemilik lapak",
    "send_back": "Dikembalikan ke pemeriksa",
    "approve": "Disetujui",
    "reject": "Ditolak",
    "withdraw": "Ditarik pemilik lapak",
    "confirm": "Dibenarkan pengurus koperasi",
    "deny": "Tidak dibenarkan pengurus koperasi",
}
# What one officer writes to another.
BETWEEN_OFFICERS = ("link", "check", "send_back")


class ClaimNote(Model):
    """One step of a claim. Its owner reads the office, never an officer's name."""

    __tablename__ = "claim_notes"
    SIDES = ("owner", "office", "board")

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    # The claim's version after this step: whoever saw an older one did not see this.
    version: Mapped[int]
    act: Mapped[str]
    side: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    # In whose name; empty for an owner.
    office: Mapped[str] = mapped_column(default="")
    # What is missing, by the codes of data/claims.toml.
    codes: Mapped[list[str]] = mapped_column(sa.JSON)
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    claim: Mapped["Claim"] = relationship(back_populates="notes")
    author: Mapped["User"] = relationship()

    __table_args__ = (CheckConstraint("side IN ('owner', 'office', 'board')", name="side"),)

    @property
    def told(self) -> str:
        """What happened, in words that name an office and no person."""
        return f"{TOLD[self.act]} ({self.office})" if self.office else TOLD[self.act]

    @property
    def is_for_the_owner(self) -> bool:
        """Whether its words are hers to read, and not one officer's to another."""
        return self.act not in BETWEEN_OFFICERS
