"""Writing down what was seen, opened and asked about, and forgetting it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.clock import day_of
from marketplace.database import db, transaction
from marketplace.promotions.models import ShelfMeasure
from marketplace.retention import forgets

CLASS = "shelf_measures"
# Rows of one day: more than every slot of every shelf fills, less than a flood could want.
MOST_ROWS = 40_000
NAMES = (
    "day", "shelf", "slot", "listing_id", "shop_id", "regency_code",
    "impressions", "visits", "inquiries",
)  # fmt: skip
COUNTS = NAMES[-3:]
_table = cast(sa.Table, ShelfMeasure.__table__).c
_MORE = ", ".join(f"{name} = shelf_measures.{name} + excluded.{name}" for name in COUNTS)
_DAY = sa.bindparam("day", type_=sa.Date())
_ADD = sa.text(
    f"INSERT INTO shelf_measures ({', '.join(NAMES)}) "  # noqa: S608 - names from above
    f"VALUES ({', '.join(f':{name}' for name in NAMES)}) "
    f"ON CONFLICT (day, shelf, slot, listing_id) DO UPDATE SET {_MORE}"
).bindparams(_DAY)
# What a browser tells only adds to what was shown that day: nobody can make up rows.
_TOLD = sa.text(
    "UPDATE shelf_measures SET visits = visits + :visits, inquiries = inquiries + :inquiries "
    "WHERE day = :day AND shelf = :shelf AND slot = :slot AND listing_id = :listing_id"
).bindparams(_DAY)


def write_down(batch: Sequence[Sequence[Any]]) -> int:
    """Add a process's counts to those of their days; says how many were of pages sent.

    Each is a day and the values of `NAMES`. A day that is full takes no new rows.
    """
    # In one order, so that two workers who write the same rows never wait for each other.
    rows = sorted(batch, key=lambda row: tuple(row[:4]))
    counted = [dict(zip(NAMES, (date.fromisoformat(r[0]), *r[1:]), strict=True)) for r in rows]
    seen = [one for one in counted if one["impressions"]]
    told = [one for one in counted if not one["impressions"]]
    with transaction() as session:
        seen = [one for one in _of_the_street(seen) if _has_room(one["day"])]
        if seen:
            session.execute(_ADD, seen)
        if told:
            session.execute(_TOLD, told)
    return len(seen)


def _of_the_street(counted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those whose listing there is."""
    ids = {one["listing_id"] for one in counted}
    known = set(db.session.scalars(sa.select(Listing.id).where(Listing.id.in_(ids))))
    return [one for one in counted if one["listing_id"] in known]


def _has_room(day: date) -> bool:
    held = sa.select(sa.func.count()).select_from(ShelfMeasure).where(_table.day == day)
    return (db.session.scalar(held) or 0) < MOST_ROWS


@forgets(CLASS)
def forget_measures_before(before: datetime) -> int:
    """Forget what was counted before an instant; returns how many rows went."""
    with transaction() as session:
        gone: Any = session.execute(sa.delete(ShelfMeasure).where(_table.day < day_of(before)))
    return int(gone.rowcount)
