"""Cards of public listings: always one statement, however many."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from marketplace.catalog import categories
from marketplace.catalog.models import Listing, Picture, Variant
from marketplace.catalog.queries.views import Card, PictureView, price_each_text, stock_words
from marketplace.clock import today
from marketplace.database import db
from marketplace.places import queries as places
from marketplace.sellers.models import Badge, Shop
from marketplace.sellers.queries import is_on_street

# The day that a statement speaks of; it is given when the statement is asked.
ON: sa.BindParameter[date] = sa.bindparam("on", type_=sa.Date())
Ids = Sequence[int] | sa.BindParameter[Any] | sa.Select[Any] | sa.CompoundSelect[Any]


def is_public() -> sa.ColumnElement[bool]:
    """What must hold of a listing and its shop, joined, for the street to see it."""
    return sa.and_(Listing.state == "published", is_on_street())


def verified_until() -> sa.ScalarSelect[Any]:
    """The last day of the shop's badge; no badge counts before its number is confirmed."""
    return (
        sa.select(sa.func.max(Badge.expires_on))
        .where(
            Badge.shop_id == Shop.id,
            Badge.stands(),
            Shop.whatsapp_confirmed_at.is_not(None),
        )
        .correlate(Shop)
        .scalar_subquery()
    )


def price_on(day: Any) -> sa.ColumnElement[int]:
    """`pricing.single_price` of a variant of a listing at hand, for the database."""
    on_sale = sa.and_(
        Variant.sale_price.is_not(None), Listing.sale_from <= day, Listing.sale_until >= day
    )
    return sa.case((on_sale, Variant.sale_price), else_=Variant.price)


def lowest_price(day: Any) -> sa.ScalarSelect[Any]:
    """What the cheapest variant that a listing offers costs on a day."""
    return of_variants(sa.func.min(price_on(day)))


def highest_price(day: Any) -> sa.ScalarSelect[Any]:
    """What the dearest variant that a listing offers costs on a day."""
    return of_variants(sa.func.max(price_on(day)))


def of_variants(figure: Any) -> sa.ScalarSelect[Any]:
    """A figure over the variants that a listing offers."""
    return (
        sa.select(figure)
        .where(Variant.listing_id == Listing.id, Variant.active)
        .correlate(Listing)
        .scalar_subquery()
    )


def cards(
    ids: Iterable[int], on: date | None = None, only: sa.ColumnElement[bool] | None = None
) -> list[Card]:
    """Cards in the order of the ids; what is not public now is left out.

    `only` leaves out more: a condition on `Listing` and its `Shop`.
    """
    wanted = list(ids)
    if not wanted:
        return []
    on = on or today()
    chosen = _by_ids() if only is None else _by_ids().where(only)
    rows = db.session.execute(chosen, {"ids": wanted, "on": on})
    found = {card.id: card for card in (_card(row, on) for row in rows)}
    return [found[id_] for id_ in wanted if id_ in found]


def newest(
    limit: int = 12,
    *,
    regency_code: str | None = None,
    category: str | None = None,
    verified: bool = False,
    on: date | None = None,
) -> list[Card]:
    """The latest listings, of one kabupaten/kota or category where one is named."""
    on = on or today()
    if not (regency_code or category or verified):
        return [_card(row, on) for row in db.session.execute(_latest(limit), {"on": on})]
    chosen = _newest_ids(limit, regency_code)
    if category:
        one = categories.category(category)
        chosen = chosen.where(Listing.category_slug.in_(one.slugs if one else ()))
    if verified:
        chosen = chosen.where(verified_until() >= on)
    return _cards(chosen, on)


def newest_by_regency(each: int = 6, on: date | None = None) -> dict[str, list[Card]]:
    """The latest listings of every kabupaten/kota by its code, in one statement; none: no key."""
    on = on or today()
    shelves: dict[str, list[Card]] = {}
    for row in db.session.execute(_by_regency(each), {"on": on}):
        shelves.setdefault(row.regency_code, []).append(_card(row, on))
    return shelves


def of_shop(
    shop: Shop, *, limit: int | None = None, but: int | None = None, on: date | None = None
) -> list[Card]:
    """The public listings of a shop, newest first, but for one."""
    chosen = _newest_ids(limit, None).where(Listing.shop_id == shop.id)
    if but is not None:
        chosen = chosen.where(Listing.id != but)
    return _cards(chosen, on or today())


def others_of_shop(shop_id: int, *, but: int, limit: int = 6, on: date | None = None) -> list[Card]:
    """What else a shop offers beside one listing, newest first."""
    on = on or today()
    rows = db.session.execute(_others(limit), {"shop_id": shop_id, "but": but, "on": on})
    return [_card(row, on) for row in rows]


# Statements that each page of the street asks in the same words are built once.
@cache
def _by_ids() -> sa.Select[Any]:
    return _select(sa.bindparam("ids", expanding=True))


@cache
def _by_regency(each: int) -> sa.Select[Any]:
    parts = [
        sa.select(_newest_ids(each, regency.code).subquery().c.id) for regency in places.regencies()
    ]
    return _select(sa.union_all(*parts))


@cache
def _latest(limit: int) -> sa.Select[Any]:
    return _select(_newest_ids(limit, None))


@cache
def _others(limit: int) -> sa.Select[Any]:
    chosen = _newest_ids(limit, None).where(
        Listing.shop_id == sa.bindparam("shop_id"), Listing.id != sa.bindparam("but")
    )
    return _select(chosen)


def _newest_ids(limit: int | None, regency_code: str | None) -> sa.Select[Any]:
    chosen = (
        sa.select(Listing.id)
        .join(Shop)
        .where(is_public())
        .order_by(Listing.published_at.desc(), Listing.id.desc())
        .limit(limit)
    )
    return chosen.where(Shop.regency_code == regency_code) if regency_code else chosen


def _cards(ids: Ids, on: date) -> list[Card]:
    return [_card(row, on) for row in db.session.execute(_select(ids), {"on": on})]


def _select(ids: Ids) -> sa.Select[Any]:
    lowest = lowest_price(ON)
    return (
        sa.select(
            Listing.id,
            Listing.slug,
            Listing.title,
            Listing.unit,
            Listing.category_slug,
            Listing.net_weight_grams,
            Listing.made_to_order,
            Listing.lead_days,
            lowest.label("lowest"),
            highest_price(ON).label("highest"),
            of_variants(sa.func.min(Variant.price)).label("regular"),
            of_variants(sa.func.sum(Variant.stock)).label("stock"),
            Shop.id.label("shop_id"),
            Shop.name.label("shop_name"),
            Shop.village_code,
            Shop.regency_code,
            verified_until().label("verified_until"),
            Picture.key,
            Picture.alt,
            Picture.width,
            Picture.height,
        )
        .join(Shop, Listing.shop_id == Shop.id)
        .outerjoin(Picture, Picture.id == first_picture_id())
        .where(Listing.id.in_(ids), is_public(), lowest.is_not(None))
        .order_by(Listing.published_at.desc(), Listing.id.desc())
    )


def first_picture_id(*, ready_only: bool = True) -> sa.ScalarSelect[Any]:
    """The id of a listing's first picture that can be shown."""
    first = sa.select(Picture.id).where(Picture.listing_id == Listing.id)
    if ready_only:
        first = first.where(Picture.state == "ready")
    return (
        first.order_by(Picture.position, Picture.id).limit(1).correlate(Listing).scalar_subquery()
    )


def _card(row: sa.Row[Any], on: date) -> Card:
    one = categories.category(row.category_slug)
    picture = (
        PictureView(row.key, row.alt or row.title, row.width, row.height, ready=True)
        if row.key
        else None
    )
    same = row.lowest == row.highest
    return Card(
        id=row.id,
        slug=row.slug,
        title=row.title,
        price=row.lowest,
        price_to=None if same else row.highest,
        old_price=row.regular if row.regular > row.lowest else None,
        unit=row.unit,
        place=places.gazetteer().villages[row.village_code].district.label,
        picture=picture,
        verified=row.verified_until is not None and row.verified_until >= on,
        shop_name=row.shop_name,
        category_tint=one.tint if one else "",
        price_each_text=(
            price_each_text(row.lowest, row.net_weight_grams, row.unit) if same else None
        ),
        stock_words=stock_words(
            row.stock, made_to_order=row.made_to_order, lead_days=row.lead_days
        ),
        shop_id=row.shop_id,
        regency_code=row.regency_code,
    )
