"""The shop window of the home page: how much there is, and shops that the dinas verified."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.models import Listing, Picture
from marketplace.catalog.queries.cards import is_public, verified_until
from marketplace.catalog.queries.views import PictureView
from marketplace.clock import today
from marketplace.database import db
from marketplace.places import queries as places
from marketplace.sellers.models import Shop
from marketplace.sellers.queries import is_on_street

EXCERPT = 140


@dataclass(frozen=True, slots=True)
class Size:
    """How much stands on the street today."""

    listings: int
    shops: int
    regencies: int


@dataclass(frozen=True, slots=True)
class ShopInWindow:
    """A verified shop in a row of shops."""

    name: str
    slug: str
    place: str
    cover: PictureView | None
    listings_count: int
    story_excerpt: str
    verified: bool = True

    @property
    def url(self) -> str:
        """Its page on the street."""
        return f"/toko/{self.slug}"


def size_of_street() -> Size:
    """Public listings, the shops that offer them and the kabupaten/kota where these stand."""
    row = db.session.execute(_size()).one()
    return Size(row[0], row[1], row[2])


def verified_shops(limit: int = 6, on: date | None = None) -> list[ShopInWindow]:
    """Verified shops with something to sell, the latest listing first, in one statement."""
    rows = db.session.execute(_shops(), {"on": on or today(), "most": limit})
    return [_shop(row) for row in rows]


@cache
def _size() -> Any:
    return (
        sa.select(
            sa.func.count(),
            sa.func.count(Shop.id.distinct()),
            sa.func.count(Shop.regency_code.distinct()),
        )
        .select_from(Listing)
        .join(Shop, Shop.id == Listing.shop_id)
        .where(is_public())
    )


@cache
def _shops() -> Any:
    offered = (
        sa.select(
            Listing.shop_id,
            sa.func.count().label("listings"),
            sa.func.max(Listing.published_at).label("latest"),
        )
        .where(Listing.state == "published")
        .group_by(Listing.shop_id)
        .subquery()
    )
    return (
        sa.select(
            Shop.name,
            Shop.slug,
            Shop.village_code,
            Shop.story,
            offered.c.listings,
            Picture.key,
            Picture.alt,
            Picture.width,
            Picture.height,
        )
        .join(offered, offered.c.shop_id == Shop.id)
        .outerjoin(
            Picture,
            sa.and_(
                Picture.shop_id == Shop.id, Picture.listing_id.is_(None), Picture.state == "ready"
            ),
        )
        .where(
            is_on_street(),
            verified_until() >= sa.bindparam("on", type_=sa.Date()),
        )
        .order_by(offered.c.latest.desc(), Shop.id)
        .limit(sa.bindparam("most", type_=sa.Integer()))
    )


def _shop(row: sa.Row[Any]) -> ShopInWindow:
    cover = PictureView(row.key, row.alt, row.width, row.height, ready=True) if row.key else None
    return ShopInWindow(
        name=row.name,
        slug=row.slug,
        place=places.gazetteer().villages[row.village_code].district.label,
        cover=cover,
        listings_count=row.listings,
        story_excerpt=_excerpt(row.story),
    )


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= EXCERPT:
        return words
    return words[:EXCERPT].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
