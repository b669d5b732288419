"""Writing down what was searched for, and forgetting it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from marketplace.clock import day_of
from marketplace.database import db, transaction
from marketplace.retention import forgets, kept
from marketplace.search.models import AskedQuery
from marketplace.search.places_in_words import regency_named

CLASS = "asked_queries"
# Of one day; strangers who make up words fill no more than that.
MOST_TEXTS = 3_000
# Words that were searched for once may be anything: they go earlier.
RARE = timedelta(days=90)
NAMES = (
    "day", "text", "asked", "without_results", "relaxed", "corrected", "results", "clicks",
    "ranked", "rank_sum", "best_rank",
)  # fmt: skip
_table = cast(sa.Table, AskedQuery.__table__).c
WRITTEN = (*NAMES, "regency_code")
_ADD = sa.text(
    f"INSERT INTO asked_queries ({', '.join(WRITTEN)}) "  # noqa: S608 - names from above
    f"VALUES ({', '.join(f':{name}' for name in WRITTEN)}) "
    "ON CONFLICT (day, text) DO UPDATE SET "
    + ", ".join(
        f"{name} = asked_queries.{name} + excluded.{name}"
        for name in NAMES
        if name not in ("day", "text", "results", "best_rank")
    )
    + ", results = COALESCE(excluded.results, asked_queries.results), best_rank = CASE "
    "WHEN asked_queries.best_rank IS NULL OR excluded.best_rank < asked_queries.best_rank "
    "THEN excluded.best_rank ELSE asked_queries.best_rank END"
).bindparams(sa.bindparam("day", type_=sa.Date()))


def write_down(batch: Sequence[Sequence[Any]]) -> int:
    """Add a process's counts to those of their days; says how many texts were taken.

    Each is a day and the values of `NAMES`. A day that is full takes no new texts.
    """
    # In one order, so that two workers who write the same texts never wait for each other.
    rows = sorted(batch, key=lambda row: (row[0], row[1]))
    counted = [dict(zip(NAMES, (date.fromisoformat(r[0]), *r[1:]), strict=True)) for r in rows]
    with transaction() as session:
        welcome = {day: _welcome(counted, day) for day in {one["day"] for one in counted}}
        taken = [
            one | {"regency_code": regency_named(one["text"])}
            for one in counted
            if one["text"] in welcome[one["day"]]
        ]
        if taken:
            session.execute(_ADD, taken)
    return len(taken)


def _welcome(counted: list[dict[str, Any]], day: date) -> set[str]:
    """The texts of a day that may be counted: known ones, and new ones while there is room."""
    texts = [one["text"] for one in counted if one["day"] == day]
    of_day = _table.day == day
    known = set(db.session.scalars(sa.select(_table.text).where(of_day, _table.text.in_(texts))))
    held = db.session.scalar(sa.select(sa.func.count()).where(of_day)) or 0
    new = [text for text in texts if text not in known]
    return known | set(new[: max(0, MOST_TEXTS - held)])


@forgets(CLASS)
def forget_asked_before(before: datetime) -> int:
    """Forget what was asked before an instant, and what was asked once before `RARE`."""
    rare_before = day_of(before + kept(CLASS) - RARE)
    often = sa.select(_table.text).group_by(_table.text).having(sa.func.sum(_table.asked) > 1)
    gone = sa.or_(
        _table.day < day_of(before),
        sa.and_(_table.day < rare_before, _table.text.not_in(often)),
    )
    with transaction() as session:
        done: Any = session.execute(sa.delete(AskedQuery).where(gone))
    return done.rowcount
