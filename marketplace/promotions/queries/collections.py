"""Collections as the street sees them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from marketplace.catalog import queries as catalog
from marketplace.catalog.models import Listing
from marketplace.clock import day_of
from marketplace.database import db
from marketplace.promotions.eligibility import eligible
from marketplace.promotions.models import Collection, CollectionItem
from marketplace.promotions.queries.periods import is_running
from marketplace.sellers.models import Shop

LARGEST_LIST = 60


@dataclass(frozen=True)
class Standing:
    """A listing that stands in a collection now, and why it was chosen."""

    card: catalog.Card
    why: str


@dataclass(frozen=True)
class InList:
    """A running collection in the list of all, with how many goods of how many shops it has."""

    collection: Collection
    listings: int
    shops: int


def by_slug(slug: str) -> Collection | None:
    """The collection at an address, whatever its state."""
    return db.session.scalar(sa.select(Collection).where(Collection.slug == slug))


def standing_in(collection: Collection, now: datetime) -> list[Standing]:
    """What may be shown of a collection now, in the officer's order; two statements."""
    items = (
        db.session.execute(
            sa.select(CollectionItem.listing_id, CollectionItem.reason)
            .where(
                CollectionItem.collection_id == collection.id, CollectionItem.removed_at.is_(None)
            )
            .order_by(CollectionItem.position, CollectionItem.id)
        )
        .tuples()
        .all()
    )
    day = day_of(now)
    why = dict(items)
    cards = catalog.cards(list(why), day, only=eligible(day))
    return [Standing(card, why[card.id]) for card in cards]


def running(now: datetime) -> list[InList]:
    """Every collection that runs, those of the home page first; with what may be shown of each."""
    shown = (
        sa.select(
            CollectionItem.collection_id,
            sa.func.count().label("listings"),
            sa.func.count(Shop.id.distinct()).label("shops"),
        )
        .join(Listing, Listing.id == CollectionItem.listing_id)
        .join(Shop, Shop.id == Listing.shop_id)
        .where(CollectionItem.removed_at.is_(None), eligible(day_of(now)))
        .group_by(CollectionItem.collection_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Collection, shown.c.listings, shown.c.shops)
        .join(shown, shown.c.collection_id == Collection.id)
        .where(is_running(now))
        .order_by(Collection.on_home.desc(), Collection.home_position, Collection.id)
        .limit(LARGEST_LIST)
    )
    return [InList(*row) for row in rows]


def addresses(now: datetime) -> list[tuple[str, datetime]]:
    """The pages of all running collections, and when each was changed."""
    rows = sa.select(Collection.slug, Collection.changed_at).where(is_running(now))
    return list(db.session.execute(rows.order_by(Collection.id)).tuples())


def takes_part(shop_id: int, now: datetime) -> list[Collection]:
    """The running collections in which a shop stands."""
    hers = sa.select(CollectionItem.collection_id).where(
        CollectionItem.shop_id == shop_id, CollectionItem.removed_at.is_(None)
    )
    chosen = sa.select(Collection).where(is_running(now), Collection.id.in_(hers))
    return list(db.session.scalars(chosen.order_by(Collection.ends_at, Collection.id)))


def titles() -> dict[int, str]:
    """The titles of all collections by id, for figures of them."""
    return dict(db.session.execute(sa.select(Collection.id, Collection.title)).tuples().all())
