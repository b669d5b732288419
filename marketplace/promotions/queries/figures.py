"""How often what is promoted was seen, opened and asked about: one place where it is added up."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.database import db
from marketplace.promotions.models import ShelfMeasure
from marketplace.sellers.models import Shop

DAYS = 30
MOST_ROWS = 50_000
HOME, PAGE = "koleksi:", "promo:"
_sums = (
    sa.func.sum(ShelfMeasure.impressions),
    sa.func.sum(ShelfMeasure.visits),
    sa.func.sum(ShelfMeasure.inquiries),
)


@dataclass(frozen=True)
class Figures:
    """Counts under a name: a day, a slot, a shop, a place."""

    key: Any
    label: str
    impressions: int
    visits: int
    inquiries: int

    @property
    def share(self) -> float | None:
        """Of a hundred times that it was seen, how often it was opened."""
        return round(100 * self.visits / self.impressions, 1) if self.impressions else None


def shelves_of(collection_id: int) -> tuple[str, str]:
    """The two shelves of a collection: its row at home, and its page."""
    return f"{HOME}{collection_id}", f"{PAGE}{collection_id}"


def total(shelves: tuple[str, ...] | None, first: date, last: date, **only: Any) -> Figures:
    """All of some shelves between two days, both included; of all shelves where none are named."""
    row = db.session.execute(_chosen(sa.select(*_sums), shelves, first, last, only)).one()
    return Figures(None, "", *(int(value or 0) for value in row))


def of_shop(shop_id: int, last: date) -> Figures:
    """All that a shop was shown in the thirty days up to one, wherever it stood."""
    return total(None, last - timedelta(days=DAYS - 1), last, shop_id=shop_id)


def by(
    column: str, shelves: tuple[str, ...] | None, first: date, last: date, **only: Any
) -> list[Figures]:
    """Counts by `day`, `slot`, `shop_id`, `regency_code`, `listing_id` or `shelf`, in its order."""
    key = getattr(ShelfMeasure, column)
    chosen = _chosen(sa.select(key, *_sums), shelves, first, last, only).group_by(key)
    rows = db.session.execute(chosen.order_by(key)).all()
    names = _names(column, {row[0] for row in rows})
    return [Figures(key, names.get(key, str(key)), *map(int, counts)) for key, *counts in rows]


def every_day(rows: list[Figures], first: date, last: date) -> list[Figures]:
    """Counts by day with the days on which nothing was counted."""
    known = {row.key: row for row in rows}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [known.get(day) or Figures(day, str(day), 0, 0, 0) for day in days]


def rows_of(shelves: tuple[str, ...] | None, first: date, last: date, **only: Any) -> list[Any]:
    """What the sums are made of, row by row, with the names of listing and shop."""
    chosen = (
        sa.select(
            ShelfMeasure.day, ShelfMeasure.shelf, ShelfMeasure.slot, Listing.title,
            Shop.name, ShelfMeasure.regency_code, ShelfMeasure.impressions,
            ShelfMeasure.visits, ShelfMeasure.inquiries,
        )
        .outerjoin(Listing, Listing.id == ShelfMeasure.listing_id)
        .outerjoin(Shop, Shop.id == ShelfMeasure.shop_id)
    )  # fmt: skip
    order = ShelfMeasure.day, ShelfMeasure.shelf, ShelfMeasure.slot, ShelfMeasure.listing_id
    chosen = _chosen(chosen, shelves, first, last, only).order_by(*order)
    return list(db.session.execute(chosen.limit(MOST_ROWS)))


def _chosen(
    statement: Any, shelves: tuple[str, ...] | None, first: date, last: date, only: dict[str, Any]
) -> Any:
    statement = statement.where(ShelfMeasure.day >= first, ShelfMeasure.day <= last)
    if shelves is not None:
        statement = statement.where(ShelfMeasure.shelf.in_(shelves))
    for name, value in only.items():
        if value is not None:
            statement = statement.where(getattr(ShelfMeasure, name) == value)
    return statement


def _names(column: str, keys: set[Any]) -> dict[Any, str]:
    kind: Any = {"shop_id": (Shop.id, Shop.name), "listing_id": (Listing.id, Listing.title)}.get(
        column
    )
    if kind is None or not keys:
        return {}
    return dict(db.session.execute(sa.select(*kind).where(kind[0].in_(keys))).tuples().all())
