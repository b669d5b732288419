"""The figures of each kab/kota and of all Banten, and the rows behind any of them."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from marketplace.clock import day_of, now
from marketplace.database import db
from marketplace.insights.indicators import Indicator, book
from marketplace.insights.rows import STATEMENTS, Window
from marketplace.places import queries as places

BANTEN = "36"
BATCH = 1_000
# Seconds that figures are kept at most, and how many times as long as they took to count.
LONGEST_KEPT, WORTH = 300, 50
Values = dict[str, int | None]


@dataclass(frozen=True)
class Figures:
    """Each indicator by code of kab/kota, `36` for all Banten; None: there is nothing to say.

    `at` is the instant at which they were counted, `window` the days of those that look back.
    """

    at: datetime
    window: Window
    values: dict[str, Values] = field(default_factory=dict)

    def of(self, key: str, code: str = BANTEN) -> int | None:
        """One figure."""
        return self.values[key].get(code)


def window_until(on: date) -> Window:
    """The days that a figure of `on` looks back on."""
    return Window(on - timedelta(days=book().days - 1), on)


class _Recent:
    """The last figures of one database: counted anew once they are old for what they cost."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: Figures | None = None
        self._until = 0.0

    def figures(self) -> Figures:
        with self._lock:
            if self._kept is None or time.monotonic() > self._until:
                begun = time.monotonic()
                self._kept = figures()
                took = time.monotonic() - begun
                self._until = begun + min(LONGEST_KEPT, took * WORTH)
            return self._kept


@cache
def _recent_of(_database: Engine) -> _Recent:
    return _Recent()


def recent_figures() -> Figures:
    """Figures no older than fifty times what it takes to count them, at most five minutes."""
    return _recent_of(db.engine).figures()


def figures(at: datetime | None = None) -> Figures:
    """Every figure as it stands now: one statement each, two for a middle or a share."""
    at = at or now()
    found = Figures(at, window_until(day_of(at)))
    for indicator in book().indicators:
        found.values[indicator.key] = _figure(indicator, found.window, found.values)
    return found


def figures_before(at: datetime) -> dict[str, Values]:
    """Those figures that look back, over as many days before their window; for comparison."""
    window = window_until(day_of(at)).before
    return {one.key: _figure(one, window, {}) for one in book().indicators if one.window}


def _figure(indicator: Indicator, window: Window, known: dict[str, Values]) -> Values:
    rows = STATEMENTS[indicator.key](window).subquery()
    if indicator.kind == "median":
        return _middles(rows)
    total = sa.func.count() if indicator.kind == "count" else sa.func.sum(rows.c.weight)
    grouped = sa.select(rows.c.regency_code, total).select_from(rows).group_by(rows.c.regency_code)
    by_code = {code: int(value) for code, value in db.session.execute(grouped).tuples()}
    counts: Values = {one.code: by_code.get(one.code, 0) for one in places.regencies()}
    counts[BANTEN] = sum(by_code.values())
    return _share(counts, known[indicator.of]) if indicator.of else counts


def _share(part: Values, whole: Values) -> Values:
    """Percent, rounded; None where there is nothing of which it could be a part."""
    return {
        code: round(100 * (part[code] or 0) / of) if (of := whole[code]) else None for code in part
    }


def _middles(rows: sa.Subquery) -> Values:
    """The middle weight of each kab/kota and of all rows; of an even number the mean of two."""
    values: Values = {one.code: None for one in places.regencies()}
    for code, middle in db.session.execute(_middle_of(rows, rows.c.regency_code)).tuples():
        values[code] = round(middle)
    for _, middle in db.session.execute(_middle_of(rows, sa.literal_column("'36'"))).tuples():
        values[BANTEN] = round(middle)
    values.setdefault(BANTEN, None)
    return values


def _middle_of(rows: sa.Subquery, group: Any) -> sa.Select[Any]:
    place = sa.func.row_number().over(partition_by=group, order_by=rows.c.weight)
    many = sa.func.count().over(partition_by=group)
    ranked = sa.select(
        group.label("code"), rows.c.weight, place.label("place"), many.label("many")
    ).subquery()
    middle = ranked.c.place.in_((ranked.c.many // 2 + ranked.c.many % 2, ranked.c.many // 2 + 1))
    return (
        sa.select(ranked.c.code, sa.func.avg(ranked.c.weight)).where(middle).group_by(ranked.c.code)
    )


@dataclass(frozen=True)
class Rows:
    """One page of the rows behind a figure, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int


def rows_behind(key: str, code: str, on: date, *, number: int = 1, size: int = 50) -> Rows:
    """The rows of an indicator in a kab/kota, or all Banten: the newest or weightiest first."""
    behind = _behind(key, code, on)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(behind)) or 0
    page = sa.select(behind).order_by(*_order(behind)).limit(size).offset((number - 1) * size)
    return Rows([dict(row) for row in db.session.execute(page).mappings()], total)


def every_row_behind(key: str, code: str, on: date) -> Iterator[dict[str, Any]]:
    """All of them, a batch at a time, for a sheet."""
    behind = _behind(key, code, on)
    chosen = sa.select(behind).order_by(*_order(behind)).execution_options(yield_per=BATCH)
    for row in db.session.execute(chosen).mappings():
        yield dict(row)


def _behind(key: str, code: str, on: date) -> sa.Subquery:
    statement = STATEMENTS[key](window_until(on)).subquery()
    if code == BANTEN:
        return statement
    return sa.select(statement).where(statement.c.regency_code == code).subquery()


def _order(behind: sa.Subquery) -> tuple[Any, ...]:
    first = behind.c.weight if "on" in behind.c else behind.c.at
    return first.desc(), behind.c.id
