"""Who may stand on a shelf now: the listings of each shop, shelf by shelf, in one statement."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.clock import day_of
from marketplace.database import db
from marketplace.places import queries as places
from marketplace.promotions.eligibility import eligible
from marketplace.promotions.fairness.measures import measures
from marketplace.promotions.models import Collection, CollectionItem
from marketplace.promotions.queries.periods import is_running
from marketplace.promotions.seasons import Season, present
from marketplace.sellers.models import Shop

NEW = "terbaru"
REGENCY, SEASON, COLLECTION = "daerah:", "musim:", "koleksi:"
AT_ONCE = 5_000

Pool = dict[str, dict[int, list[int]]]
Belongs = Callable[[Any], bool]


def pools(now: datetime) -> Pool:
    """The eligible listings by shelf and shop; a shelf without any is empty, not missing."""
    shelves = dict(_shelves(now))
    found: Pool = {key: {} for key in shelves}
    for row in _rows(day_of(now)):
        for key, belongs in shelves.items():
            if belongs(row):
                found[key].setdefault(row.shop_id, []).append(row.id)
    return found


def keys(now: datetime) -> list[str]:
    """Every shelf that there is at an instant."""
    return [key for key, _ in _shelves(now)]


def _shelves(now: datetime) -> Iterable[tuple[str, Belongs]]:
    since = now - timedelta(days=measures().new_days)
    yield NEW, partial(_is_new, since)
    for regency in places.regencies():
        yield REGENCY + regency.code, partial(_is_from, regency.code)
    if (season := present(day_of(now))) is not None:
        yield SEASON + season.slug, partial(_is_of_season, season)
    for collection_id, listings in _collections_on_home(now).items():
        yield f"{COLLECTION}{collection_id}", partial(_is_one_of, listings)


def _is_new(since: datetime, row: Any) -> bool:
    return bool(row.published_at >= since)


def _is_from(regency_code: str, row: Any) -> bool:
    return bool(row.regency_code == regency_code)


def _is_of_season(season: Season, row: Any) -> bool:
    return season.holds(row.category_slug, row.title)


def _is_one_of(listings: set[int], row: Any) -> bool:
    return row.id in listings


def _collections_on_home(now: datetime) -> dict[int, set[int]]:
    placed = (
        sa.select(CollectionItem.collection_id, CollectionItem.listing_id)
        .join(Collection, Collection.id == CollectionItem.collection_id)
        .where(is_running(now), Collection.on_home, CollectionItem.removed_at.is_(None))
        .order_by(Collection.home_position, Collection.id)
    )
    found: dict[int, set[int]] = {}
    for collection_id, listing_id in db.session.execute(placed):
        found.setdefault(collection_id, set()).add(listing_id)
    return found


def _rows(on: Any) -> Iterable[Any]:
    chosen = (
        sa.select(
            Listing.id,
            Listing.shop_id,
            Listing.title,
            Listing.category_slug,
            Listing.published_at,
            Shop.regency_code,
        )
        .join(Shop, Shop.id == Listing.shop_id)
        .where(eligible(on))
    )
    return db.session.execute(chosen.execution_options(yield_per=AT_ONCE))
