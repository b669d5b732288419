"""The record of what each variant ever cost, and what follows from it.

Whoever changes a price calls `settle` in the same transaction: it writes the record, and works
out the lowest price before a sale from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from marketplace.catalog.models import Listing, PriceRecord, Variant
from marketplace.catalog.pricing import Deal, SaleDays, lowest_before
from marketplace.clock import day_of, now, start_of
from marketplace.database import UtcDateTime, db


@dataclass(frozen=True)
class Standing:
    """How a listing's sale stood before a change."""

    days: SaleDays | None
    on_sale: frozenset[int]


def deal_of(variant: Variant) -> Deal:
    """What a variant costs besides its regular price."""
    return Deal(variant.sale_price, tuple((least, price) for least, price in variant.wholesale))


def sale_days(listing: Listing) -> SaleDays | None:
    """The days of a listing's sale, whether past, present or to come."""
    if listing.sale_from is None or listing.sale_until is None:
        return None
    return SaleDays(listing.sale_from, listing.sale_until)


def standing(listing: Listing) -> Standing:
    """How the sale stands, to be handed to `settle` after the change."""
    on_sale = (one.id for one in listing.offered if one.sale_price is not None)
    return Standing(sale_days(listing), frozenset(on_sale))


def settle(listing: Listing, before: Standing | None = None) -> None:
    """Record what the variants cost from now on, and how low they were before their sale."""
    at = now()
    db.session.flush()
    remember([listing.id], at)
    days = sale_days(listing)
    for variant in listing.offered:
        if days is None or variant.sale_price is None:
            _write_lowest(variant, None)
        elif not _goes_on(variant, days, before, day_of(at)):
            begins = at if days.first <= day_of(at) else start_of(days.first)
            _write_lowest(variant, lowest_before(_records(variant.id), begins))


def remember(listing_ids: Iterable[int], at: datetime) -> None:
    """Write down what variants cost from an instant on, where that is not what was written last."""
    last = sa.select(sa.func.max(PriceRecord.id)).where(PriceRecord.variant_id == Variant.id)
    on_sale = Variant.sale_price.is_not(None)
    first_day, last_day = (
        sa.case((on_sale, day)) for day in (Listing.sale_from, Listing.sale_until)
    )
    same = sa.exists().where(
        PriceRecord.id == last.correlate(Variant).scalar_subquery(),
        PriceRecord.price == Variant.price,
        PriceRecord.sale_price.is_not_distinct_from(Variant.sale_price),
        PriceRecord.sale_from.is_not_distinct_from(first_day),
        PriceRecord.sale_until.is_not_distinct_from(last_day),
    )
    columns = ["variant_id", "price", "sale_price", "sale_from", "sale_until", "at"]
    costs = (
        sa.select(
            Variant.id,
            Variant.price,
            Variant.sale_price,
            first_day,
            last_day,
            sa.literal(at, UtcDateTime()),
        )
        .join(Listing)
        .where(Listing.id.in_(list(listing_ids)), Variant.active, ~same)
    )
    db.session.execute(sa.insert(PriceRecord).from_select(columns, costs))


def _goes_on(variant: Variant, days: SaleDays, before: Standing | None, on: date) -> bool:
    """Whether the variant was on sale already: what was lowest before that sale stays so."""
    if days.last < on:
        return True
    if before is None or before.days is None or variant.id not in before.on_sale:
        return False
    return before.days.holds(on) and before.days.first == days.first


def _records(variant_id: int) -> Iterable[PriceRecord]:
    return db.session.scalars(
        sa.select(PriceRecord).where(PriceRecord.variant_id == variant_id).order_by(PriceRecord.id)
    )


def _write_lowest(variant: Variant, lowest: int | None) -> None:
    if variant.sale_lowest != lowest:
        db.session.execute(
            sa.update(Variant).where(Variant.id == variant.id).values(sale_lowest=lowest)
        )
