"""One product page as plain rows: three statements, no record graph behind them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.models import Listing, Picture, Variant
from marketplace.catalog.pricing import is_on_sale, price_of
from marketplace.catalog.queries.cards import is_public
from marketplace.catalog.queries.views import PictureView, price_each_text
from marketplace.clock import today
from marketplace.database import db
from marketplace.places import queries as places
from marketplace.sellers.models import Badge, Shop

_GRAMS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(kg|kilo|gr?|gram)\b", re.I)
_SIZES = ("berat", "ukuran", "isi", "kemasan", "bobot", "porsi", "volume")


@dataclass(frozen=True, slots=True)
class Maker:
    """The shop behind a product, as far as its page tells."""

    id: int
    name: str
    slug: str
    place: places.Village
    story: str
    hours: str
    holiday_until: date | None
    can_be_asked: bool
    badge_code: str | None
    badge_kind: str
    # The cooperative or business, as the officer saw it named.
    verified_as: str

    @property
    def url(self) -> str:
        """Its page on the street."""
        return f"/toko/{self.slug}"


@dataclass(frozen=True, slots=True)
class Sale:
    """That a variant costs less today: its regular price, until when, the lowest before."""

    regular: int
    until: date
    lowest: int | None


@dataclass(frozen=True, slots=True)
class VariantView:
    """One way in which a product comes."""

    id: int
    option_one: str
    option_two: str
    # What one costs today; the steps say from how many each is cheaper than that.
    price: int
    steps: tuple[tuple[int, int], ...]
    sale: Sale | None
    stock: int | None
    grams: int | None
    each_text: str | None

    @property
    def name(self) -> str:
        """`Pedas, 500 g`; empty for a listing that comes in one way."""
        return ", ".join(option for option in (self.option_one, self.option_two) if option)


@dataclass(frozen=True, slots=True)
class Product:
    """A public listing with everything that its page shows."""

    id: int
    slug: str
    title: str
    category_slug: str
    description: str
    unit: str
    minimum_order: int
    made_to_order: bool
    lead_days: int | None
    axis_one: str | None
    axis_two: str | None
    maker: Maker
    variants: tuple[VariantView, ...]
    pictures: tuple[PictureView, ...]

    @property
    def net_weight_grams(self) -> int | None:
        """The weight of one unit, where every variant weighs the same."""
        weights = {variant.grams for variant in self.variants}
        return weights.pop() if len(weights) == 1 else None

    @property
    def url(self) -> str:
        """Its page on the street."""
        return f"/produk/{self.slug}"


def product(slug: str, on: date | None = None) -> Product | None:
    """A public listing by its address, in two statements; None when the street may not see it."""
    on = on or today()
    rows = db.session.execute(_statement(), {"slug": slug, "on": on}).all()
    if not rows:
        return None
    first = rows[0]
    return Product(
        id=first.id,
        slug=first.slug,
        title=first.title,
        category_slug=first.category_slug,
        description=first.description,
        unit=first.unit,
        minimum_order=first.minimum_order,
        made_to_order=first.made_to_order,
        lead_days=first.lead_days,
        axis_one=first.axis_one,
        axis_two=first.axis_two,
        maker=_maker(first),
        variants=tuple(_variant(row, on) for row in rows),
        pictures=_pictures(first.id, first.title),
    )


def grams_of(row: Any) -> int | None:
    """The net weight of one variant: its own option's where that is a size, else the listing's."""
    for axis, option in ((row.axis_one, row.option_one), (row.axis_two, row.option_two)):
        if not option:
            continue
        if match := _GRAMS.search(option):
            number = float(match[1].replace(",", "."))
            return round(number * (1000 if match[2].lower().startswith("k") else 1)) or None
        if axis and axis.lower().startswith(_SIZES):
            return None
    weight: int | None = row.net_weight_grams
    return weight


def _badge_id() -> Any:
    """The badge of the shop that counts longest, on the day `on`."""
    return (
        sa.select(Badge.id)
        .where(
            Badge.shop_id == Shop.id,
            Badge.stands(),
            Badge.expires_on >= sa.bindparam("on", type_=sa.Date()),
            Shop.whatsapp_confirmed_at.is_not(None),
        )
        .order_by(Badge.expires_on.desc(), Badge.id)
        .limit(1)
        .correlate(Shop)
        .scalar_subquery()
    )


_OF_LISTING = (
    Listing.id,
    Listing.slug,
    Listing.title,
    Listing.category_slug,
    Listing.description,
    Listing.unit,
    Listing.net_weight_grams,
    Listing.minimum_order,
    Listing.made_to_order,
    Listing.lead_days,
    Listing.axis_one,
    Listing.axis_two,
    Listing.sale_from,
    Listing.sale_until,
)
_OF_SHOP = (
    Shop.id.label("shop_id"),
    Shop.name.label("shop_name"),
    Shop.slug.label("shop_slug"),
    Shop.village_code,
    Shop.story,
    Shop.hours,
    Shop.holiday_until,
    # The number itself stays in the database.
    sa.and_(Shop.whatsapp_confirmed_at.is_not(None), Shop.whatsapp.like("+628%")).label("askable"),
    Badge.code.label("badge_code"),
    Badge.kind.label("badge_kind"),
    Badge.basis,
)
_OF_VARIANT = (
    Variant.id.label("variant_id"),
    Variant.option_one,
    Variant.option_two,
    Variant.price,
    Variant.sale_price,
    Variant.sale_lowest,
    Variant.wholesale,
    Variant.stock,
)


@cache
def _statement() -> Any:
    return (
        sa.select(*_OF_LISTING, *_OF_SHOP, *_OF_VARIANT)
        .join(Shop, Shop.id == Listing.shop_id)
        .join(Variant, sa.and_(Variant.listing_id == Listing.id, Variant.active))
        .outerjoin(Badge, Badge.id == _badge_id())
        .where(Listing.slug == sa.bindparam("slug"), is_public())
        .order_by(Variant.position, Variant.id)
    )


@cache
def _pictures_statement() -> Any:
    return (
        sa.select(
            Picture.key,
            Picture.alt,
            Picture.width,
            Picture.height,
            Picture.state,
            Picture.preview_state,
        )
        .where(Picture.listing_id == sa.bindparam("listing_id"), Picture.state != "failed")
        .order_by(Picture.position, Picture.id)
    )


def _pictures(listing_id: int, title: str) -> tuple[PictureView, ...]:
    rows: Sequence[sa.Row[Any]] = db.session.execute(
        _pictures_statement(), {"listing_id": listing_id}
    ).all()
    return tuple(
        PictureView(
            row.key,
            row.alt or title,
            row.width,
            row.height,
            row.state == "ready",
            row.preview_state == "ready",
        )
        for row in rows
    )


def _maker(row: sa.Row[Any]) -> Maker:
    return Maker(
        id=row.shop_id,
        name=row.shop_name,
        slug=row.shop_slug,
        place=places.gazetteer().villages[row.village_code],
        story=row.story,
        hours=row.hours,
        holiday_until=row.holiday_until,
        can_be_asked=bool(row.askable),
        badge_code=row.badge_code,
        badge_kind=row.badge_kind or "",
        verified_as=row.basis.get("name", "") if row.basis else "",
    )


def _variant(row: Any, on: date) -> VariantView:
    grams = grams_of(row)
    price = price_of(row, 1, on)
    steps = ((least, price_of(row, least, on)) for least, _ in row.wholesale)
    sale = Sale(row.price, row.sale_until, row.sale_lowest) if is_on_sale(row, on) else None
    return VariantView(
        id=row.variant_id,
        option_one=row.option_one,
        option_two=row.option_two,
        price=price,
        steps=tuple((least, each) for least, each in steps if each < price),
        sale=sale,
        stock=row.stock,
        grams=grams,
        each_text=price_each_text(price, grams, row.unit),
    )
