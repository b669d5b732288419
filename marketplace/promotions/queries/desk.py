"""Collections as officers see them: all by state, one with its items, and what happened to it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import day_of
from marketplace.database import db
from marketplace.events import Event
from marketplace.promotions.eligibility import eligible
from marketplace.promotions.models import Collection, CollectionItem
from marketplace.promotions.queries.periods import is_running
from marketplace.sellers.models import Shop
from marketplace.sellers.queries.desk import where_she_acts
from marketplace.sellers.queries.interests import without_interest

MOST_FOUND = 20
STATES = ("running", "planned", "draft", "ended")


@dataclass(frozen=True)
class Row:
    """A collection in the list."""

    collection: Collection
    items: int


@dataclass(frozen=True)
class ItemRow:
    """A listing of a collection: whether it may be shown now, and what it lacks otherwise."""

    item: CollectionItem
    is_shown: bool
    is_hers: bool


@dataclass(frozen=True)
class Found:
    """A listing that may be chosen; `is_shown` says whether it may be shown at all."""

    listing: Listing
    is_shown: bool


def collections(state: str, now: datetime, *, number: int = 1, size: int = 25) -> list[Row]:
    """Collections of a state, whoever leads them: officers see what is promoted everywhere."""
    counted = (
        sa.select(sa.func.count())
        .where(CollectionItem.collection_id == Collection.id, CollectionItem.removed_at.is_(None))
        .correlate(Collection)
        .scalar_subquery()
    )
    chosen = sa.select(Collection, counted).where(_in_state(state, now))
    order = Collection.ends_at.desc() if state == "ended" else Collection.begins_at
    rows = chosen.order_by(order, Collection.id).limit(size).offset((number - 1) * size)
    return [Row(*row) for row in db.session.execute(rows)]


def counts(now: datetime) -> dict[str, int]:
    """How many collections there are of each state."""
    columns = [
        sa.func.coalesce(sa.func.sum(sa.case((_in_state(state, now), 1), else_=0)), 0)
        for state in STATES
    ]
    row = db.session.execute(sa.select(*columns).select_from(Collection)).one()
    return dict(zip(STATES, map(int, row), strict=True))


def _in_state(state: str, now: datetime) -> sa.ColumnElement[bool]:
    if state == "running":
        return is_running(now)
    if state == "planned":
        return sa.and_(
            Collection.state == "published", Collection.ends_at > now, sa.not_(is_running(now))
        )
    if state == "ended":
        over = sa.and_(Collection.state == "published", Collection.ends_at <= now)
        return sa.or_(Collection.state == "ended", over)
    return Collection.state == "draft"


def collection(collection_id: int) -> Collection | None:
    """One collection."""
    return db.session.get(Collection, collection_id)


def item_for(officer: User, collection_id: int, item_id: int) -> CollectionItem | None:
    """One standing listing of a collection, if its shop stands where this officer acts."""
    return db.session.scalar(
        sa.select(CollectionItem)
        .join(Shop, Shop.id == CollectionItem.shop_id)
        .where(
            CollectionItem.id == item_id,
            CollectionItem.collection_id == collection_id,
            CollectionItem.removed_at.is_(None),
            where_she_acts(officer),
        )
    )


def items_of(one: Collection, officer: User, now: datetime) -> list[ItemRow]:
    """The listings of a collection in order, with whether each may be shown now."""
    rows = db.session.execute(
        sa.select(CollectionItem, eligible(day_of(now)), where_she_acts(officer))
        .join(Listing, Listing.id == CollectionItem.listing_id)
        .join(Shop, Shop.id == CollectionItem.shop_id)
        .where(CollectionItem.collection_id == one.id, CollectionItem.removed_at.is_(None))
        .options(joinedload(CollectionItem.listing).joinedload(Listing.shop))
        .order_by(CollectionItem.position, CollectionItem.id)
    )
    return [ItemRow(item, bool(shown), bool(hers)) for item, shown, hers in rows]


def taken_out_of(one: Collection) -> list[CollectionItem]:
    """What stood in a collection and does no more, the last first."""
    chosen = sa.select(CollectionItem).where(
        CollectionItem.collection_id == one.id, CollectionItem.removed_at.is_not(None)
    )
    chosen = chosen.options(joinedload(CollectionItem.listing))
    return list(db.session.scalars(chosen.order_by(CollectionItem.removed_at.desc()).limit(100)))


def listings_for(officer: User, one: Collection, words: str, now: datetime) -> list[Found]:
    """Listings by name of shops where this officer acts, that are not in a collection yet."""
    standing = sa.select(CollectionItem.listing_id).where(
        CollectionItem.collection_id == one.id, CollectionItem.removed_at.is_(None)
    )
    chosen = (
        sa.select(Listing, eligible(day_of(now)))
        .join(Shop, Shop.id == Listing.shop_id)
        .where(where_she_acts(officer), without_interest(officer))
        .where(Listing.state == "published")
        .where(Listing.id.not_in(standing))
        .options(joinedload(Listing.shop))
    )
    for word in words.split()[:6]:
        named = (Listing.title, Shop.name)
        chosen = chosen.where(sa.or_(*(one.icontains(word, autoescape=True) for one in named)))
    rows = db.session.execute(chosen.order_by(Listing.title, Listing.id).limit(MOST_FOUND))
    return [Found(listing, bool(shown)) for listing, shown in rows]


def listing_for(officer: User, listing_id: int) -> Listing | None:
    """A listing of a shop where this officer acts."""
    chosen = sa.select(Listing).join(Shop, Shop.id == Listing.shop_id)
    return db.session.scalar(chosen.where(Listing.id == listing_id, where_she_acts(officer)))


def history_of(one: Collection) -> list[Event]:
    """What happened to a collection, the last first."""
    chosen = sa.select(Event).where(
        Event.subject_kind == "Collection", Event.subject_id == str(one.id)
    )
    return list(db.session.scalars(chosen.order_by(Event.id.desc()).limit(200)))


def titles_of(listing_ids: set[int]) -> dict[int, str]:
    """The titles of listings by id, for what happened."""
    rows = sa.select(Listing.id, Listing.title).where(Listing.id.in_(listing_ids))
    return dict(db.session.execute(rows).tuples().all())
