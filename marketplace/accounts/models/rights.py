"""Requests of people about their own data, each with its clock (UU 27/2022)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model
from marketplace.errors import RuleBroken, Stale

if TYPE_CHECKING:
    from marketplace.accounts.models.person import User

# 3 x 24 hours: correction and acting on a withdrawal (UU 27/2022, Pasal 30 and 40).
ANSWERED_WITHIN = timedelta(hours=72)
COPY_KEPT = timedelta(days=7)
KINDS = ("copy", "correction", "withdrawal", "deletion", "restriction", "objection")
STATES = ("waiting", "done", "refused", "called_off")
_WAITING = sa.text("state = 'waiting'")


class RightsRequest(Model):
    """That a person asked for something about her data, and what became of it."""

    __tablename__ = "rights_requests"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[str] = mapped_column(sa.String(12), default="waiting")
    # Her own words: what is wrong, what is to stop.
    wish: Mapped[str] = mapped_column(sa.String(2000), default="")
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    answer: Mapped[str] = mapped_column(sa.String(2000), default="")
    # Of a copy: the task that makes it, where its file lies, until when, and that it was fetched.
    task_id: Mapped[int | None]
    file_key: Mapped[str | None] = mapped_column(sa.String(80))
    file_until: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]

    user: Mapped["User"] = relationship(foreign_keys=[user_id])
    decided_by: Mapped["User | None"] = relationship(foreign_keys=[decided_by_id])

    __table_args__ = (
        sa.CheckConstraint(
            "kind IN ('copy', 'correction', 'withdrawal', 'deletion', 'restriction', 'objection')",
            name="kind",
        ),
        sa.CheckConstraint("state IN ('waiting', 'done', 'refused', 'called_off')", name="state"),
        # One of a kind at a time: a second one while one waits is a double click.
        sa.Index(
            "uq_rights_requests_waiting",
            "user_id",
            "kind",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        sa.Index("ix_rights_requests_state_due_at", "state", "due_at"),
    )

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.state == "waiting"

    @property
    def is_for_an_officer(self) -> bool:
        """Whether it waits for a decision; a copy waits for the worker only."""
        return self.is_waiting and self.kind != "copy"

    def is_late(self, at: datetime) -> bool:
        """Whether its 72 hours are over and it still waits."""
        return self.is_waiting and at > self.due_at

    def can_be_fetched(self, at: datetime) -> bool:
        """Whether its file lies ready: once, and for seven days."""
        ready = self.file_key is not None and self.fetched_at is None
        return ready and self.file_until is not None and at < self.file_until

    def decide(self, state: str, at: datetime, *, by: "User | None", answer: str = "") -> None:
        """Close it, once."""
        if not self.is_waiting:
            raise Stale("Permintaan ini sudah dijawab.")
        self.state, self.decided_at, self.answer = state, at, answer
        self.decided_by_id = by.id if by else None

    def lay_ready(self, key: str, at: datetime) -> None:
        """The copy is made and lies under a key."""
        self.file_key, self.file_until = key, at + COPY_KEPT
        self.decide("done", at, by=None)

    def fetch(self, at: datetime) -> None:
        """The copy is handed out; a second time there is none."""
        if not self.can_be_fetched(at):
            raise RuleBroken("Berkas ini sudah diunduh atau kedaluwarsa. Mintalah salinan baru.")
        self.fetched_at = at
