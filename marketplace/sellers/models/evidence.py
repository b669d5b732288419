"""What an owner shows for a claim: photos of cards, letters, certificates."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model

if TYPE_CHECKING:
    from marketplace.sellers.models.claim import Claim


class Evidence(Model):
    """One document behind a claim: who issued it, its number and days, and its photo."""

    __tablename__ = "evidence"
    KINDS = ("member_card", "letter", "ktp", "nib", "certificate", "rat_minutes", "other")

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    kind: Mapped[str]
    # Who issued it, such as a cooperative or OSS; never a person.
    source: Mapped[str] = mapped_column(default="")
    # As it stands on the document; the number of a KTP is never kept here.
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    # Where its photo lies in the private store; empty once that is deleted.
    key: Mapped[str]
    media_type: Mapped[str]
    added_at: Mapped[datetime]

    claim: Mapped["Claim"] = relationship(back_populates="evidence")

    __table_args__ = (
        CheckConstraint(
            "kind IN ('member_card', 'letter', 'ktp', 'nib', 'certificate', 'rat_minutes',"
            " 'other')",
            name="kind",
        ),
    )

    @property
    def is_kept(self) -> bool:
        """Whether its photo is still there: not after a withdrawal, nor for ever."""
        return bool(self.key)

    def forget(self) -> str:
        """Forget number and photo; returns the photo's key, to be deleted after the commit."""
        key, self.key, self.number = self.key, "", ""
        return key
