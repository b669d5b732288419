"""Public listings as a search index wants them, in batches of two statements each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from marketplace.catalog import categories, rich_text
from marketplace.catalog.models import Listing, Permit, Picture, Variant
from marketplace.catalog.queries.cards import is_public, of_variants, verified_until
from marketplace.database import db
from marketplace.places import queries as places
from marketplace.sellers.models import Badge, Shop

BATCH = 500

# By the shop or the listing that it was given to: for each kind of permit its last day.
Permits = dict[tuple[str, int], dict[str, date]]


@dataclass(frozen=True, slots=True)
class PublicListing:
    """All that may be found of one listing; places are Kemendagri codes, prices rupiah."""

    listing_id: int
    shop_id: int
    title: str
    category_slug: str
    category_parent: str | None
    category_names: tuple[str, ...]
    shop_name: str
    description: str
    place_names: tuple[str, ...]
    regency_code: str
    district_code: str
    price_min: int
    price_max: int
    # The same on the days of its sale.
    sale_min: int
    sale_max: int
    sale_from: date | None
    sale_until: date | None
    verified_until: date | None
    in_stock: bool
    made_to_order: bool
    published_at: datetime
    # The cooperative whose membership its shop's badge stands for.
    cooperative_id: int | None = None
    # The last day of each kind of permit that it or its shop has; `date.max` where there is none.
    permits: Mapping[str, date] = field(default_factory=dict)
    picture_count: int = 0
    # Of the questions that its shop was lately asked, the share answered; None: too few to tell.
    # Its room stands above this one, so whoever asks for documents fills it in.
    answered_share: float | None = None


def documents(ids: Iterable[int] | None = None) -> Iterator[PublicListing]:
    """Every public listing, or those of the ids that are public now; in the order of ids."""
    if ids is None:
        yield from _all()
        return
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), BATCH):
        yield from _documents(Listing.id.in_(wanted[start : start + BATCH]))


def how_many_documents() -> int:
    """How many public listings there are, without reading them."""
    public = sa.select(sa.func.count()).select_from(Listing).join(Shop).where(is_public())
    return db.session.scalar(public) or 0


def public_ids_of_shop(shop_id: int) -> list[int]:
    """The ids of a shop's published listings, whether the shop is open or not."""
    return list(
        db.session.scalars(
            sa.select(Listing.id).where(Listing.shop_id == shop_id, Listing.state == "published")
        )
    )


def _all() -> Iterator[PublicListing]:
    after = 0
    while batch := _documents(Listing.id > after):
        yield from batch
        after = batch[-1].listing_id


def _documents(condition: sa.ColumnElement[bool]) -> list[PublicListing]:
    rows = _rows(condition)
    if not rows:
        return []
    permits = _permits([row.id for row in rows], {row.shop_id for row in rows})
    return [_document(row, permits) for row in rows]


def _rows(condition: sa.ColumnElement[bool]) -> Sequence[sa.Row[Any]]:
    lowest = of_variants(sa.func.min(Variant.price))
    on_sale = sa.func.coalesce(Variant.sale_price, Variant.price)
    return db.session.execute(
        sa.select(
            Listing.id,
            Listing.shop_id,
            Listing.title,
            Listing.category_slug,
            Listing.description,
            Listing.made_to_order,
            Listing.published_at,
            lowest.label("lowest"),
            of_variants(sa.func.max(Variant.price)).label("highest"),
            of_variants(sa.func.min(on_sale)).label("sale_lowest"),
            of_variants(sa.func.max(on_sale)).label("sale_highest"),
            Listing.sale_from,
            Listing.sale_until,
            of_variants(sa.func.sum(Variant.stock)).label("stock"),
            Shop.name.label("shop_name"),
            Shop.village_code,
            Shop.regency_code,
            verified_until().label("verified_until"),
            _cooperative().label("cooperative_id"),
            _pictures().label("pictures"),
        )
        .join(Shop, Listing.shop_id == Shop.id)
        .where(condition, is_public(), lowest.is_not(None))
        .order_by(Listing.id)
        .limit(BATCH)
    ).all()


def _cooperative() -> sa.ScalarSelect[Any]:
    """The cooperative of the badge that lasts longest."""
    return (
        sa.select(Badge.cooperative_id)
        .where(Badge.shop_id == Shop.id, Badge.stands(), Badge.cooperative_id.is_not(None))
        .order_by(Badge.expires_on.desc(), Badge.id)
        .limit(1)
        .correlate(Shop)
        .scalar_subquery()
    )


def _pictures() -> sa.ScalarSelect[Any]:
    return (
        sa.select(sa.func.count())
        .where(Picture.listing_id == Listing.id, Picture.state != "failed")
        .correlate(Listing)
        .scalar_subquery()
    )


def _permits(listing_ids: list[int], shop_ids: set[int]) -> Permits:
    """The last day of each kind of permit, by shop or by listing."""
    found: Permits = defaultdict(dict)
    rows = db.session.execute(
        sa.select(Permit.shop_id, Permit.listing_id, Permit.kind, Permit.expires_on).where(
            Permit.is_believed(),
            sa.or_(
                Permit.listing_id.in_(listing_ids),
                sa.and_(Permit.listing_id.is_(None), Permit.shop_id.in_(shop_ids)),
            ),
        )
    )
    for row in rows:
        of = found["listing" if row.listing_id else "shop", row.listing_id or row.shop_id]
        last = row.expires_on or date.max
        of[row.kind] = max(last, of.get(row.kind, last))
    return found


def _document(row: sa.Row[Any], permits: Permits) -> PublicListing:
    kind = categories.tree().by_slug[row.category_slug]
    group = categories.parent_of(kind)
    village = places.gazetteer().villages[row.village_code]
    district = village.district
    return PublicListing(
        listing_id=row.id,
        shop_id=row.shop_id,
        title=row.title,
        category_slug=kind.slug,
        category_parent=kind.parent,
        category_names=(kind.name, *([group.name] if group else [])),
        shop_name=row.shop_name,
        description=rich_text.plain(row.description),
        place_names=(village.name, district.name, district.regency.name),
        regency_code=row.regency_code,
        district_code=district.code,
        price_min=row.lowest,
        price_max=row.highest,
        sale_min=row.sale_lowest,
        sale_max=row.sale_highest,
        sale_from=row.sale_from,
        sale_until=row.sale_until,
        verified_until=row.verified_until,
        in_stock=row.made_to_order or bool(row.stock),
        made_to_order=row.made_to_order,
        published_at=row.published_at,
        cooperative_id=row.cooperative_id,
        permits=_longest(permits.get(("shop", row.shop_id)), permits.get(("listing", row.id))),
        picture_count=row.pictures,
    )


def _longest(*held: dict[str, date] | None) -> dict[str, date]:
    longest: dict[str, date] = {}
    for each in filter(None, held):
        for kind, last in each.items():
            longest[kind] = max(last, longest.get(kind, last))
    return longest
