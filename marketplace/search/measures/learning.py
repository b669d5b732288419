"""What officers learn from the searches of the street: which lead nowhere, which are not opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

import sqlalchemy as sa

from marketplace.clock import today
from marketplace.database import db
from marketplace.search.models import AskedQuery
from marketplace.search.teaching.lexicon import present
from marketplace.search.understanding import pieces

DAYS = 30
# Fewer searches say nothing about clicks; of so many in a hundred at least one is usual.
OFTEN, SELDOM = 10, 10

_table = cast(sa.Table, AskedQuery.__table__)
_row = _table.c
_asked = sa.func.sum(_row.asked)
_clicks = sa.func.sum(_row.clicks)
_LONG_AGO = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Search:
    """A text over the last days: how often it was searched for, found and opened.

    `results` is the last number known; `taught`: a synonym says by now what it means.
    """

    text: str
    asked: int
    without_results: int
    relaxed: int
    clicks: int
    ranked: int
    rank_sum: int
    last_on: date
    results: int | None
    taught: bool = False

    @property
    def average_rank(self) -> float | None:
        """At which place the opened results stood; None where no rank is known."""
        return self.rank_sum / self.ranked if self.ranked else None

    @property
    def share(self) -> int:
        """Of a hundred searches, after how many a result was opened."""
        return min(100, round(100 * self.clicks / self.asked)) if self.asked else 0


def without_results(*, offset: int = 0, limit: int = 25) -> tuple[list[Search], int]:
    """Texts that found nothing when they were last searched for, the commonest first."""
    return _searches(_finds_nothing(), offset, limit)


def without_results_count() -> int:
    """How many texts those are."""
    texts = _grouped(_row.text).having(_finds_nothing()).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(texts)) or 0


def seldom_opened(*, offset: int = 0, limit: int = 25) -> tuple[list[Search], int]:
    """Texts that find something which hardly anybody opens, the commonest first."""
    hardly = sa.and_(_asked >= OFTEN, _clicks * 100 < _asked * SELDOM, sa.not_(_finds_nothing()))
    return _searches(hardly, offset, limit)


def _finds_nothing() -> sa.ColumnElement[bool]:
    """Whether the last day on which its results were known had none."""
    return _last_day(_row.results == 0) > _last_day(_row.results > 0)


def _last_day(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[date]:
    never = sa.literal(_LONG_AGO, sa.Date())
    return sa.func.coalesce(sa.func.max(sa.case((condition, _row.day))), never)


def _grouped(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    since = today() - timedelta(days=DAYS - 1)
    return sa.select(*columns).where(_row.day >= since).group_by(_row.text).having(_asked > 0)


def _searches(
    condition: sa.ColumnElement[bool], offset: int, limit: int
) -> tuple[list[Search], int]:
    sums = ("asked", "without_results", "relaxed", "clicks", "ranked", "rank_sum")
    columns = [sa.func.sum(_row[name]).label(name) for name in sums]
    last_on = sa.func.max(_row.day).label("last_on")
    every = sa.func.count().over().label("every")
    page = _grouped(_row.text, *columns, last_on, every).having(condition)
    page = page.order_by(_asked.desc(), _row.text).offset(offset).limit(limit)
    rows = db.session.execute(page).mappings().all()
    results, taught = _last_results([row["text"] for row in rows]), _taught()
    found = [
        Search(
            text=row["text"],
            last_on=row["last_on"],
            results=results.get(row["text"]),
            taught=" ".join(pieces(row["text"])) in taught,
            **{name: int(row[name]) for name in sums},
        )
        for row in rows
    ]
    return found, rows[0]["every"] if rows else 0


def _last_results(texts: Sequence[str]) -> dict[str, int]:
    known = sa.select(_row.text, _row.results).where(
        _row.text.in_(texts), _row.results.is_not(None)
    )
    return dict(db.session.execute(known.order_by(_row.day)).tuples().all())


def _taught() -> set[str]:
    return {" ".join(pieces(phrase)) for group in present().synonyms for phrase in group}
