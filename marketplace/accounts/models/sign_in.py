"""Sessions: one row for each time a person signed in."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Id, Model

OFFICER_IDLE, OFFICER_LONGEST = timedelta(minutes=30), timedelta(hours=12)
IDLE, LONGEST = timedelta(days=14), timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)
CODE_COUNTS_FOR = timedelta(minutes=5)
LONGEST_DEVICE = 60


class SignIn(Model):
    """A session: the hash of the random id that the signed cookie carries."""

    __tablename__ = "sign_ins"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    # When a code of her authenticator was last given on this session.
    code_given_at: Mapped[datetime | None]
    # `Chrome di Android`: what she recognises it by, and no more of her browser than that.
    device: Mapped[str] = mapped_column(sa.String(LONGEST_DEVICE), default="")

    def is_open(self, at: datetime, *, for_officer: bool) -> bool:
        """Whether it still lets its holder in; officers' sessions fall asleep sooner."""
        idle = OFFICER_IDLE if for_officer else IDLE
        longest = OFFICER_LONGEST if for_officer else LONGEST
        if self.ended_at is not None or at >= self.expires_at or at >= self.created_at + longest:
            return False
        return at < self.last_seen_at + idle

    def is_worth_noting(self, at: datetime) -> bool:
        """Whether the last visit was noted so long ago that this one should be."""
        return at >= self.last_seen_at + SEEN_EVERY

    def has_fresh_code(self, at: datetime) -> bool:
        """Whether her code was given so lately that it need not be asked for again."""
        given = self.code_given_at
        return given is not None and given <= at < given + CODE_COUNTS_FOR

    def end(self, at: datetime) -> None:
        """Sign out; no error when it has ended already."""
        self.ended_at = self.ended_at or at
