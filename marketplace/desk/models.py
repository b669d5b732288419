"""Who has taken on what: a hint to colleagues, not a lock."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model

if TYPE_CHECKING:
    from marketplace.accounts.models import User


class Assignment(Model):
    """An officer has taken on one thing of the inbox, until it is decided or she lets it go.

    `kind` is a source's; `subject_id` its record's. Rows of things that no longer wait are tidied
    away at night; nothing shows them meanwhile.
    """

    __tablename__ = "assignments"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(sa.String(20))
    subject_id: Mapped[int]
    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    since: Mapped[datetime]

    officer: Mapped["User"] = relationship()

    __table_args__ = (sa.UniqueConstraint("kind", "subject_id"),)
