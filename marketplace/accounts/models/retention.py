"""Each night's report of what was forgotten because its time was over."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Id, Model


class RetentionRun(Model):
    """How many records of each retention class went, under which version of the classes."""

    __tablename__ = "retention_runs"

    id: Mapped[Id]
    at: Mapped[datetime]
    version: Mapped[str] = mapped_column(sa.String(20))
    counts: Mapped[dict[str, int]] = mapped_column(sa.JSON)
