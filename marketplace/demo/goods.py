"""Listings of the demo world, with variants and pictures; as many of them as are asked for."""

import html
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.catalog.models import Listing, Picture, Variant
from marketplace.demo import files, prices
from marketplace.demo.street import Stall, picture_key
from marketplace.places.queries import slug_of

BATCH = 1000
LONGEST_SLUG = 60
# What makes a further edition of the same thing another listing, when thousands are asked for.
EDITIONS = (
    "Pilihan", "Istimewa", "Rumahan", "Warisan", "Kampung", "Hemat", "Pesta", "Lebaran",
    "Keluarga", "Harian", "Kiriman", "Pasar", "Hajatan", "Musim Ini", "Buatan Sore", "Panen Baru",
)  # fmt: skip


@dataclass(frozen=True)
class Goods:
    """A listing to be written down: what its line tells, its shop, its address, its day."""

    told: files.ListingOfFile
    stall: Stall
    slug: str
    at: datetime
    sale: prices.Sale | None

    @property
    def since(self) -> datetime:
        """When it was written down."""
        return self.at - timedelta(hours=1)


def wanted(count: int | None) -> Iterator[files.ListingOfFile]:
    """The listings of the files, cut short or followed by further editions up to `count`."""
    told = files.listings()
    for number in range(len(told) if count is None else count):
        edition, place = divmod(number, len(told))
        yield _edition(told[place], edition) if edition else told[place]


def _edition(told: files.ListingOfFile, edition: int) -> files.ListingOfFile:
    times, word = divmod(edition - 1, len(EDITIONS))
    dice = random.Random(f"{told.title} {edition}")
    factor = dice.uniform(0.75, 1.35)
    title = f"{told.title} {EDITIONS[word]}" + (f" {times + 1}" if times else "")
    variants = tuple(
        replace(one, price=max(500, round(one.price * factor / 500) * 500)) for one in told.variants
    )
    return replace(told, title=title, variants=variants)


def lay_out(
    session: Session, stalls: dict[str, Stall], at: datetime, count: int | None
) -> dict[str, list[int]]:
    """Write listings, variants and pictures down; returns the published ids by shop key."""
    everything = list(_goods(stalls, at, count))
    published: dict[str, list[int]] = {}
    for start in range(0, len(everything), BATCH):
        part = everything[start : start + BATCH]
        ids = session.scalars(
            sa.insert(Listing).returning(Listing.id, sort_by_parameter_order=True),
            [_row(goods) for goods in part],
        ).all()
        pairs = list(zip(part, ids, strict=True))
        _write_variants(session, pairs)
        session.execute(sa.insert(Picture), [row for pair in pairs for row in _pictures(*pair)])
        for goods, id_ in pairs:
            if goods.told.state == "published":
                published.setdefault(goods.told.shop, []).append(id_)
    return published


def _goods(stalls: dict[str, Stall], at: datetime, count: int | None) -> Iterator[Goods]:
    taken: set[str] = set()
    for told in wanted(count):
        stall = stalls[told.shop]
        slug = stem = slug_of(told.title)[:LONGEST_SLUG].strip("-")
        number = 2
        while slug in taken:
            slug, number = f"{stem}-{number}", number + 1
        taken.add(slug)
        day = _day(told, stall, at)
        yield Goods(told, stall, slug, day, prices.sale_of(told.title, day, at))


def _day(told: files.ListingOfFile, stall: Stall, at: datetime) -> datetime:
    """Some moment between the shop's opening and now, sooner rather than later."""
    dice = random.Random(told.title)
    return at - (at - stall.opened_at) * dice.random() ** 1.6


def _row(goods: Goods) -> dict[str, Any]:
    told = goods.told
    axis_one, axis_two = (*told.axes, None, None)[:2]
    return {
        "shop_id": goods.stall.id,
        "title": told.title,
        "slug": goods.slug,
        "category_slug": told.category,
        "description": "".join(
            f"<p>{html.escape(part, quote=False)}</p>" for part in told.description
        ),
        "state": told.state,
        "unit": told.unit,
        "net_weight_grams": told.grams,
        "minimum_order": told.minimum,
        "made_to_order": told.made_to_order,
        "lead_days": told.lead_days,
        "axis_one": axis_one,
        "axis_two": axis_two,
        "published_at": None if told.state == "draft" else goods.at,
        "sale_from": goods.sale.first if goods.sale else None,
        "sale_until": goods.sale.last if goods.sale else None,
        "created_at": goods.since,
        "updated_at": goods.at,
        "version": 1,
    }


def _write_variants(session: Session, pairs: list[tuple[Goods, int]]) -> None:
    """Write variants and what they cost until now."""
    rows = [row for pair in pairs for row in _variants(*pair)]
    pasts = [row.pop("past") for row in rows]
    ids = session.scalars(
        sa.insert(Variant).returning(Variant.id, sort_by_parameter_order=True), rows
    )
    prices.write_past(session, zip(ids, pasts, strict=True))


def _variants(goods: Goods, listing_id: int) -> Iterator[dict[str, Any]]:
    sale = goods.sale
    for position, one in enumerate(goods.told.variants):
        deal = prices.deal_of(goods.told.title, one.price, sale)
        past = list(prices.past_of(one.price, deal, sale, goods.since))
        yield {
            "past": past,
            "sale_price": deal.sale_price,
            "sale_lowest": prices.lowest_of(past, sale) if deal.sale_price else None,
            "wholesale": [list(step) for step in deal.wholesale],
            "listing_id": listing_id,
            "shop_id": goods.stall.id,
            "option_one": one.option_one,
            "option_two": one.option_two,
            "price": one.price,
            "stock": one.stock,
            "position": position,
            "active": True,
        }


def _pictures(goods: Goods, listing_id: int) -> Iterator[dict[str, Any]]:
    for position, key in enumerate(goods.told.pictures):
        drawn = files.pictures()[key]
        yield {
            "shop_id": goods.stall.id,
            "listing_id": listing_id,
            "key": picture_key(key),
            "alt": drawn.alt,
            "position": position,
            "state": "ready",
            "width": drawn.width,
            "height": drawn.height,
            "created_at": goods.at,
        }
