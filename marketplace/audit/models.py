"""Seals: beside the events, which are never updated; one for each, numbered without gaps."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.audit import triggers
from marketplace.database import BigId, Model
from marketplace.events import Event


class EventSeal(Model):
    """That an event stood in the trail as it is, after all those that were sealed before it."""

    __tablename__ = "event_seals"

    sequence: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), unique=True)
    mac: Mapped[bytes] = mapped_column(sa.LargeBinary)
    key_id: Mapped[str]
    sealed_at: Mapped[datetime]


for _model in (Event, EventSeal):
    triggers.guard(_model.__table__)
