"""What the moderation room keeps of a person: her reports, decisions about her shop, appeals."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.moderation.models import Appeal, Decision, ModerationCase, Report
from marketplace.personal_data import Part, gives, lets_go, rows_of
from marketplace.sellers import queries as sellers


@gives
def her_reports(person_id: int) -> Iterable[Part]:
    """What she reported, what was reported and decided of her shops, and what she answered."""
    yield Part(
        "laporan", rows_of(Report, Report.reporter_id == person_id, left_out=["reporter_id"])
    )
    shops = sellers.shop_ids_of(person_id)
    # Who reported her shop, and in which words, is not hers.
    yield Part("perkara lapak", rows_of(ModerationCase, ModerationCase.shop_id.in_(shops)))
    decided = rows_of(Decision, Decision.shop_id.in_(shops), left_out=["by_id"])
    yield Part("putusan dinas", decided)
    appeals = rows_of(Appeal, Appeal.by_id == person_id, left_out=["by_id", "decided_by_id"])
    yield Part("banding", appeals)


@lets_go
def let_her_reports_go(person_id: int, at: datetime) -> None:
    """That something was reported and decided stays five years (PP 80/2019), without her."""
    _quietly(
        sa.update(Report).where(Report.reporter_id == person_id).values(reporter_id=None, words="")
    )
    _quietly(sa.update(Appeal).where(Appeal.by_id == person_id).values(words=""))
    ending = sellers.shops_that_end_with(person_id)
    _quietly(
        sa.update(ModerationCase)
        .where(ModerationCase.shop_id.in_(ending), ModerationCase.state == "open")
        .values(state="decided", decided_at=at, version=ModerationCase.version + 1)
    )


def _quietly(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
