"""One listing on the street, and an owner's own listings."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from marketplace.catalog.models import Listing, Picture, Variant
from marketplace.catalog.queries.cards import (
    first_picture_id,
    highest_price,
    is_public,
    lowest_price,
    of_variants,
)
from marketplace.catalog.queries.views import PictureView, stock_words
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import Shop

LOW_STOCK = 3
PAGE_SIZE = 30


def id_of(slug: str) -> int | None:
    """The id of the published listing at an address."""
    return db.session.scalar(
        sa.select(Listing.id).where(Listing.slug == slug, Listing.state == "published")
    )


def listing_for_public(slug: str) -> Listing | None:
    """A public listing with shop, variants and pictures at hand, in two statements."""
    return (
        db.session.scalars(
            sa.select(Listing)
            .join(Listing.shop)
            .where(Listing.slug == slug, is_public())
            .options(
                contains_eager(Listing.shop),
                joinedload(Listing.variants),
                selectinload(Listing.pictures),
            )
        )
        .unique()
        .one_or_none()
    )


def listing_of(shop: Shop, listing_id: int) -> Listing | None:
    """A listing of this shop, in whatever state; another shop's is not found."""
    return (
        db.session.scalars(
            sa.select(Listing)
            .where(Listing.id == listing_id, Listing.shop_id == shop.id)
            .options(joinedload(Listing.variants), selectinload(Listing.pictures))
        )
        .unique()
        .one_or_none()
    )


def variant_of(listing: Listing, variant_id: int) -> Variant | None:
    """A variant that a listing offers."""
    return next((one for one in listing.offered if one.id == variant_id), None)


def picture_of(shop: Shop, picture_id: int) -> Picture | None:
    """A picture of this shop's: of a listing or its cover."""
    return db.session.scalar(
        sa.select(Picture).where(Picture.id == picture_id, Picture.shop_id == shop.id)
    )


def first_picture(listing: Listing) -> Picture | None:
    """The first picture of a listing that can be shown."""
    return next((one for one in listing.pictures if one.ready), None)


def cover_of(shop: Shop) -> Picture | None:
    """The cover of a shop, ready or not."""
    return db.session.scalar(
        sa.select(Picture).where(Picture.shop_id == shop.id, Picture.listing_id.is_(None))
    )


def covers_of(shop_ids: list[int]) -> dict[int, Picture]:
    """The covers that can be shown, by shop."""
    if not shop_ids:
        return {}
    covers = db.session.scalars(
        sa.select(Picture).where(
            Picture.shop_id.in_(shop_ids), Picture.listing_id.is_(None), Picture.state == "ready"
        )
    )
    return {cover.shop_id: cover for cover in covers}


def public_counts(shop_ids: list[int]) -> dict[int, int]:
    """How many published listings each of these shops has."""
    rows = db.session.execute(
        sa.select(Listing.shop_id, sa.func.count())
        .where(Listing.shop_id.in_(shop_ids), Listing.state == "published")
        .group_by(Listing.shop_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class OwnListing:
    """A row of the owner's list."""

    id: int
    slug: str
    title: str
    state: str
    price: int | None
    price_to: int | None
    unit: str
    stock: int | None
    stock_words: str
    picture: PictureView | None
    pictures: int


def counts_of(shop: Shop) -> dict[str, int]:
    """How many listings of a shop are in each state."""
    rows = db.session.execute(
        sa.select(Listing.state, sa.func.count())
        .where(Listing.shop_id == shop.id)
        .group_by(Listing.state)
    )
    return {row[0]: row[1] for row in rows}


def own_listings(shop: Shop, state: str, page: int = 1, size: int = PAGE_SIZE) -> list[OwnListing]:
    """One page of a shop's listings in a state, the latest change first."""
    rows = _own().where(Listing.shop_id == shop.id, Listing.state == state)
    ordered = rows.order_by(Listing.updated_at.desc(), Listing.id.desc())
    found = db.session.execute(ordered.offset((page - 1) * size).limit(size))
    return [_own_listing(row) for row in found]


def running_out(shop: Shop, limit: int = 5) -> list[OwnListing]:
    """Published, counted listings of which there are few or none left."""
    stock = of_variants(sa.func.coalesce(sa.func.sum(Variant.stock), 0))
    rows = _own().where(
        Listing.shop_id == shop.id,
        Listing.state == "published",
        Listing.made_to_order.is_(False),
        stock <= LOW_STOCK,
    )
    found = db.session.execute(rows.order_by(stock, Listing.id).limit(limit))
    return [_own_listing(row) for row in found]


def _own() -> sa.Select[Any]:
    count = sa.select(sa.func.count(Picture.id)).where(Picture.listing_id == Listing.id)
    return sa.select(
        Listing.id,
        Listing.slug,
        Listing.title,
        Listing.state,
        Listing.unit,
        Listing.made_to_order,
        Listing.lead_days,
        lowest_price(today()).label("lowest"),
        highest_price(today()).label("highest"),
        of_variants(sa.func.sum(Variant.stock)).label("stock"),
        count.correlate(Listing).scalar_subquery().label("pictures"),
        Picture.key,
        Picture.alt,
        Picture.width,
        Picture.height,
        Picture.state.label("ready"),
    ).outerjoin(Picture, Picture.id == first_picture_id(ready_only=False))


def _own_listing(row: sa.Row[Any]) -> OwnListing:
    words = stock_words(row.stock, made_to_order=row.made_to_order, lead_days=row.lead_days)
    ready = row.ready == "ready"
    return OwnListing(
        id=row.id,
        slug=row.slug,
        title=row.title,
        state=row.state,
        price=row.lowest,
        price_to=row.highest if row.highest != row.lowest else None,
        unit=row.unit,
        stock=row.stock,
        stock_words=words or f"Stok {row.stock}",
        picture=PictureView(row.key, row.alt, row.width, row.height, ready) if row.key else None,
        pictures=row.pictures,
    )
