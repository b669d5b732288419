"""What the home page shows of shelves and collections, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from marketplace.catalog import queries as catalog
from marketplace.clock import day_of
from marketplace.database import db
from marketplace.places import queries as places
from marketplace.promotions import seasons
from marketplace.promotions.eligibility import eligible
from marketplace.promotions.fairness.measures import measures
from marketplace.promotions.fairness.turns import Ledger, order
from marketplace.promotions.models import Collection, Shelf
from marketplace.promotions.queries.periods import is_running
from marketplace.promotions.queries.pool import COLLECTION, NEW, REGENCY, SEASON, Pool, pools

# For one who falls out of a shelf, others stand ready.
RESERVES = 3


@dataclass(frozen=True)
class FilledShelf:
    """A shelf with what stands on it now."""

    key: str
    cards: list[catalog.Card]
    regency: places.Regency | None = None
    season: seasons.Season | None = None
    collection: Collection | None = None

    @property
    def entries(self) -> list[tuple[str, int, int, int, str]]:
        """For counting: shelf, slot from 1 on, listing, shop and kab/kota of each card."""
        return [
            (self.key, slot, card.id, card.shop_id, card.regency_code)
            for slot, card in enumerate(self.cards, 1)
        ]


@dataclass(frozen=True)
class Window:
    """All shelves of the home page."""

    collections: list[FilledShelf]
    newest: FilledShelf
    season: FilledShelf | None
    regencies: list[FilledShelf]

    @property
    def entries(self) -> list[tuple[str, int, int, int, str]]:
        """Everything that stands anywhere: of collections only the first lays its goods out."""
        filled = [one for one in self.collections if one.cards]
        shelves = [*filled[:1], self.newest, *self.regencies]
        shelves += [self.season] if self.season else []
        return [entry for shelf in shelves for entry in shelf.entries]


def window(now: datetime) -> Window:
    """The home page at an instant, in two statements once the worker has drawn the turns."""
    day, planned, collections = day_of(now), {}, []
    for shelf, collection in _planned(now):
        if shelf is not None:
            planned[shelf.key] = list(shelf.listing_ids)
        if collection is not None:
            collections.append(collection)
    collections.sort(key=lambda one: (one.home_position, one.id))
    collections = collections[: measures().collections_on_home]
    wanted = _wanted(day, collections)
    if missing := [key for key in wanted if key not in planned]:
        # A shelf of this minute, or a first day without a worker: drawn here, by the same lines.
        planned.update(drawn_anew(pools(now), missing, day))
    filled = _filled(wanted, planned, day)
    season = seasons.present(day)
    stocked = [one for one in places.regencies() if planned[REGENCY + one.code]]
    return Window(
        [_of_collection(filled, one) for one in collections],
        FilledShelf(NEW, filled[NEW]),
        _of_season(filled, season) if season else None,
        [_of_regency(filled, one) for one in todays(stocked, day)],
    )


def _of_season(filled: dict[str, list[catalog.Card]], season: seasons.Season) -> FilledShelf:
    key = SEASON + season.slug
    return FilledShelf(key, filled[key], season=season)


def _of_regency(filled: dict[str, list[catalog.Card]], one: places.Regency) -> FilledShelf:
    key = REGENCY + one.code
    return FilledShelf(key, filled[key], regency=one)


def _of_collection(filled: dict[str, list[catalog.Card]], one: Collection) -> FilledShelf:
    key = f"{COLLECTION}{one.id}"
    return FilledShelf(key, filled[key], collection=one)


def _planned(now: datetime) -> Iterable[Any]:
    """Every turn beside its collection; and collections that have no turn yet."""
    running = sa.select(Collection).where(is_running(now), Collection.on_home).subquery()
    one = aliased(Collection, running)
    key = sa.literal(COLLECTION).concat(sa.cast(running.c.id, sa.String))
    return db.session.execute(sa.select(Shelf, one).join(one, Shelf.key == key, full=True))


def _wanted(day: date, collections: list[Collection]) -> list[str]:
    season = seasons.present(day)
    return [
        *(f"{COLLECTION}{one.id}" for one in collections),
        NEW,
        *([SEASON + season.slug] if season else []),
        *(REGENCY + one.code for one in places.regencies()),
    ]


def drawn_anew(found: Pool, wanted: Iterable[str], day: date) -> dict[str, list[int]]:
    """The turns of shelves on which nobody has stood yet."""
    most = measures().slots * RESERVES
    return {
        key: [
            listing
            for _, listing in order(
                found.get(key, {}), Ledger(), shelf=key, day=day, spread=0, most=most
            )
        ]
        for key in wanted
    }


def _filled(
    wanted: list[str], planned: dict[str, list[int]], day: date
) -> dict[str, list[catalog.Card]]:
    ids = {listing for key in wanted for listing in planned[key]}
    cards = {card.id: card for card in catalog.cards(sorted(ids), day, only=eligible(day))}
    slots = measures().slots
    return {
        key: [cards[listing] for listing in planned[key] if listing in cards][:slots]
        for key in wanted
    }


def todays(stocked: list[places.Regency], day: date) -> list[places.Regency]:
    """A few kabupaten and kota with goods; each day another comes first, so none always does."""
    if not stocked:
        return []
    start = day.toordinal() % len(stocked)
    return (stocked[start:] + stocked[:start])[: measures().regencies_a_day]
