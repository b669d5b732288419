"""Officers of the dinas: where they may act and what their duties are."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model
from marketplace.errors import RuleBroken

if TYPE_CHECKING:
    from marketplace.accounts.models.person import User

DUTIES = ("verify", "register", "curate", "supervise", "support")


class Officer(Model):
    """A person's appointment at the dinas, present until it is ended."""

    __tablename__ = "officers"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), unique=True)
    # None is the province: everywhere in Banten.
    regency_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regencies.code"))
    duties: Mapped[list[str]] = mapped_column(sa.JSON)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    appointed_at: Mapped[datetime]
    # None: appointed from the command line.
    appointed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]

    user: Mapped["User"] = relationship(back_populates="appointment", foreign_keys=[user_id])

    @property
    def is_present(self) -> bool:
        return self.ended_at is None

    def has_duty(self, duty: str) -> bool:
        """Whether this appointment names a duty."""
        return self.is_present and duty in self.duties

    def may_act_in(self, code: str) -> bool:
        """Whether a place, by its Kemendagri code, lies in this jurisdiction."""
        if not self.is_present:
            return False
        return self.regency_code is None or code[:5] == self.regency_code

    def appoint(
        self,
        *,
        regency_code: str | None,
        duties: Iterable[str],
        is_administrator: bool,
        at: datetime,
        by: "User | None",
    ) -> None:
        """Set what this appointment is, from now on."""
        unknown = set(duties) - set(DUTIES)
        if unknown:
            raise RuleBroken(
                "Tugas petugas tidak dikenal: %(duties)s", duties=", ".join(sorted(unknown))
            )
        if is_administrator and regency_code is not None:
            raise RuleBroken("Administrator selalu bertugas di tingkat provinsi.")
        if not duties and not is_administrator:
            raise RuleBroken("Pilih sedikitnya satu tugas.")
        self.regency_code = regency_code
        self.duties = [duty for duty in DUTIES if duty in set(duties)]
        self.is_administrator = is_administrator
        self.appointed_at = at
        self.appointed_by_id = by.id if by else None
        self.ended_at = None

    def end(self, at: datetime) -> None:
        """End the appointment; its holder is an ordinary person again."""
        if self.ended_at is not None:
            raise RuleBroken("Penugasan ini sudah berakhir.")
        self.ended_at = at
