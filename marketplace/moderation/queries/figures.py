"""How long officers take: what a dashboard makes its figures of."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from marketplace.database import db
from marketplace.moderation.models import ModerationCase
from marketplace.sellers.models import Shop


@dataclass(frozen=True)
class AnswerTime:
    """One decided case: where, from when to when, and whether in time."""

    case_id: int
    regency_code: str
    opened_at: datetime
    decided_at: datetime
    in_time: bool

    @property
    def hours(self) -> float:
        """How long it waited."""
        return (self.decided_at - self.opened_at).total_seconds() / 3600


def answer_times(since: datetime, until: datetime) -> list[AnswerTime]:
    """Cases decided between two instants, the first decided first."""
    rows = db.session.execute(
        sa.select(
            ModerationCase.id,
            Shop.regency_code,
            ModerationCase.opened_at,
            ModerationCase.decided_at,
            ModerationCase.decided_at <= ModerationCase.due_at,
        )
        .join(Shop, Shop.id == ModerationCase.shop_id)
        .where(ModerationCase.decided_at >= since, ModerationCase.decided_at < until)
        .order_by(ModerationCase.decided_at, ModerationCase.id)
    )
    return [
        AnswerTime(id_, code, opened_at, decided_at, in_time)
        for id_, code, opened_at, decided_at, in_time in rows.tuples()
        if decided_at is not None
    ]
