"""What is kept locked of a person, and who of the dinas looked at it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Id, Model

LONGEST_REASON = 300
NIK_KTP = "nik_ktp"
EVIDENCE = "evidence"


class PersonalNumber(Model):
    """A number that the state gave a person: sealed, and found by a keyed hash alone."""

    __tablename__ = "personal_numbers"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    sealed: Mapped[bytes]
    digest: Mapped[str] = mapped_column(sa.String(100), index=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (
        sa.UniqueConstraint("user_id", "kind"),
        sa.CheckConstraint("kind IN ('nik_ktp')", name="kind"),
    )

    @property
    def belongs_to(self) -> str:
        """What it is sealed as, so that it opens in no other person's row."""
        return f"personal_numbers/{self.user_id}/{self.kind}"


class Disclosure(Model):
    """That an officer saw something locked, of whom, and why; the person may read it."""

    __tablename__ = "disclosures"

    id: Mapped[Id]
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    what: Mapped[str] = mapped_column(sa.String(20))
    reason_code: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(LONGEST_REASON))
    at: Mapped[datetime]

    __table_args__ = (sa.CheckConstraint("what IN ('nik_ktp', 'evidence')", name="what"),)
