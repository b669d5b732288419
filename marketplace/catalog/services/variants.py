"""The ways in which a listing comes: rows on up to two axes, each with its price and stock."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.codes import sku_of
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.pricing import Deal, SaleDays, check_days, check_deal
from marketplace.catalog.services import price_history
from marketplace.catalog.services.listings import check_price, check_version
from marketplace.catalog.services.reviewed_rows import follow_rows, review_rows
from marketplace.catalog.services.stock import Count, apply_counts
from marketplace.catalog.variant_rows import Row
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import member_of

__all__ = ["Row", "arrange_variants", "check_rows"]

MOST_VARIANTS = 30


def arrange_variants(
    listing: Listing,
    *,
    by: User,
    version: int,
    rows: Sequence[Row],
    axis_one: str | None = None,
    axis_two: str | None = None,
    sale_days: SaleDays | None = None,
) -> Listing:
    """Make the offered variants those of the rows, in their order.

    A row that is left out is offered no longer, but kept: inquiries speak of it. Stock changes
    only where it still is what the form showed (StockMoved otherwise). The days of the sale
    become `sale_days` where a row brings a deal, else they stay.
    """
    axes = (axis_one or None, axis_two or None)
    rows = [replace(row, sku=sku_of(row.sku)) for row in rows]
    check_rows(rows, *axes)
    with transaction():
        # The shop first: who gives codes waits here for who gives them by a sheet.
        shop = locked(_shop_of(listing))
        listing = locked(listing)
        person = member_of(shop, by)
        listing.check_standing()
        check_version(listing, version)
        _check_codes_are_free(listing, rows)
        rows = review_rows(listing, person, rows)
        listing.axis_one, listing.axis_two = axes
        listing.updated_at = now()
        before = price_history.standing(listing)
        if any(row.deal for row in rows):
            _set_days(listing, sale_days, before.days)
        _arrange(listing, rows)
        price_history.settle(listing, before)
        if not listing.made_to_order:
            apply_counts(listing, _counts(rows))
        events.record("listing.edited", listing, by=person, shop_id=listing.shop_id)
        follow_rows(listing, person)
    return listing


def _shop_of(listing: Listing) -> Shop:
    # What the caller holds may belong to an ended session: its identity alone counts.
    identity = sa.inspect(listing).identity or (0,)
    shop = db.session.scalar(sa.select(Shop).join(Listing).where(Listing.id == identity[0]))
    if shop is None:
        raise NotFound
    return shop


def check_rows(rows: Sequence[Row], axis_one: str | None, axis_two: str | None) -> None:
    """RuleBroken for rows that cannot be the variants of one listing."""
    if not rows:
        raise RuleBroken("Sisakan paling sedikit satu pilihan.")
    if len(rows) > MOST_VARIANTS:
        raise RuleBroken(f"Pilihan paling banyak {MOST_VARIANTS}.")
    if axis_two and not axis_one:
        raise RuleBroken("Isi dulu pembeda pertama, misalnya Rasa.", "axis_one")
    if not axis_one and len(rows) > 1:
        raise RuleBroken("Beri nama pembedanya, misalnya Rasa atau Ukuran.", "axis_one")
    for row in rows:
        check_price(row.price)
        _check_options(row, axis_one, axis_two)
    if len({row.options for row in rows}) < len(rows):
        raise RuleBroken("Ada dua pilihan yang sama. Bedakan atau hapus salah satunya.")


def _check_codes_are_free(listing: Listing, rows: Sequence[Row]) -> None:
    """RuleBroken when two rows, or a row and another product of the shop, share a code."""
    codes = [row.sku for row in rows if row.sku]
    if twice := next((sku for sku in codes if codes.count(sku) > 1), None):
        raise RuleBroken(f"SKU {twice} tertulis di dua pilihan. Satu SKU untuk satu pilihan.")
    taken = db.session.execute(
        sa.select(Variant.sku, Listing.title)
        .join(Listing, Listing.id == Variant.listing_id)
        .where(
            Variant.shop_id == listing.shop_id,
            Variant.listing_id != listing.id,
            Variant.sku.in_(codes),
        )
    ).first()
    if taken:
        raise RuleBroken(f"SKU {taken.sku} sudah dipakai produk {taken.title}.")


def _check_options(row: Row, axis_one: str | None, axis_two: str | None) -> None:
    if bool(axis_one) != bool(row.option_one):
        words = f"Isi {axis_one} di setiap baris." if axis_one else "Beri nama pembedanya dulu."
        raise RuleBroken(words, "axis_one")
    if bool(axis_two) != bool(row.option_two):
        words = f"Isi {axis_two} di setiap baris." if axis_two else "Beri nama pembeda kedua."
        raise RuleBroken(words, "axis_two")


def _arrange(listing: Listing, rows: Sequence[Row]) -> None:
    offered = {one.id: one for one in listing.offered}
    if unknown := {row.id for row in rows if row.id is not None} - offered.keys():
        raise NotFound(f"variants {unknown} are not offered")
    kept = {row.id for row in rows}
    for variant in offered.values():
        variant.active = variant.id in kept
    _free_the_names(listing, rows)
    _free_the_codes(listing, rows)
    for position, row in enumerate(rows):
        variant = offered.get(row.id or 0) or _revived(listing, row)
        variant.option_one, variant.option_two = row.option_one, row.option_two
        variant.position, variant.active = position, True
        _price(variant, row, sale_is_over=_sale_is_over(listing))
        variant.price, variant.position, variant.active = row.price, position, True
        variant.sku = row.sku
        db.session.add(variant)
    db.session.flush()


def _set_days(listing: Listing, days: SaleDays | None, before: SaleDays | None) -> None:
    if days is not None and days != before:
        check_days(days, today(), before)
    listing.sale_from, listing.sale_until = (days.first, days.last) if days else (None, None)


def _sale_is_over(listing: Listing) -> bool:
    return listing.sale_until is None or listing.sale_until < today()


def _price(variant: Variant, row: Row, *, sale_is_over: bool) -> None:
    """Set the regular price; a sale that is not over and wholesale steps must stay below it."""
    deal = row.deal or price_history.deal_of(variant)
    if not row.deal and sale_is_over:
        deal = Deal(wholesale=deal.wholesale)
    check_deal(row.price, deal)
    variant.price, variant.sale_price = row.price, deal.sale_price
    variant.wholesale = [list(step) for step in deal.wholesale]


def _free_the_names(listing: Listing, rows: Sequence[Row]) -> None:
    """Rows may swap their options: stand aside first, so that the unique constraint holds."""
    moving = {row.id: row.options for row in rows if row.id is not None}
    for variant in listing.variants:
        wanted = moving.get(variant.id)
        if wanted and wanted != _options(variant):
            variant.option_two = f"#{variant.id}"
        elif wanted is None and _options(variant) in moving.values():
            # An old one, offered no more, gives its name to a row that exists already.
            variant.option_two = f"{variant.option_two} (lama {variant.id})".strip()
    db.session.flush()


def _free_the_codes(listing: Listing, rows: Sequence[Row]) -> None:
    """Codes may be swapped too; one that is offered no more gives its code back."""
    wanted = {row.id: row.sku for row in rows if row.id is not None}
    for variant in listing.variants:
        if variant.sku != wanted.get(variant.id):
            variant.sku = None
    db.session.flush()


def _revived(listing: Listing, row: Row) -> Variant:
    """The variant of a new row: one that was offered before, or a new one."""
    for variant in listing.variants:
        if not variant.active and _options(variant) == row.options:
            variant.stock = None if listing.made_to_order else row.stock or 0
            variant.sale_price, variant.wholesale = None, []
            return variant
    stock = None if listing.made_to_order else row.stock or 0
    return Variant(
        listing_id=listing.id,
        shop_id=listing.shop_id,
        price=row.price,
        stock=stock,
        wholesale=[],
    )


def _options(variant: Variant) -> tuple[str, str]:
    return variant.option_one.casefold(), variant.option_two.casefold()


def _counts(rows: Sequence[Row]) -> list[Count]:
    return [
        Count(row.id, row.stock_seen, row.stock)
        for row in rows
        if row.id is not None and row.stock is not None
    ]
