"""A shop's listings as the sheet shows them, and the sheets that its owner brought."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.listing_sheets import permit_cells
from marketplace.catalog.listing_sheets.columns import PRODUCT, VARIANT
from marketplace.catalog.listing_sheets.kept import KeptPicture, KeptProduct, KeptVariant
from marketplace.catalog.listing_sheets.products import Product
from marketplace.catalog.listing_sheets.shelf import Shelf
from marketplace.catalog.models import (
    Listing,
    ListingImport,
    ListingImportRow,
    Permit,
    Picture,
    Variant,
)
from marketplace.database import db
from marketplace.sellers.models import Shop
from marketplace.tasks import Task

BATCH = 300
LATEST = 10
# What the page of an import shows besides all rows.
TO_LOOK_AT = "warned"


def kept_products(shop_id: int) -> Iterator[KeptProduct]:
    """Every listing of a shop in the order in which they were opened, a batch at a time."""
    after = 0
    while ids := db.session.scalars(
        sa.select(Listing.id)
        .where(Listing.shop_id == shop_id, Listing.id > after)
        .order_by(Listing.id)
        .limit(BATCH)
    ).all():
        yield from kept(ids)
        after = ids[-1]


def kept(listing_ids: Collection[int], *, hold: bool = False) -> list[KeptProduct]:
    """Listings as the sheet shows them; with `hold`, nobody sells or edits them until we are done.

    Four statements, whatever their number.
    """
    held = [column.key for column in PRODUCT if not column.apart]
    of_listing = [getattr(Listing, key) for key in held]
    listings = sa.select(Listing.id, Listing.slug, *of_listing).where(Listing.id.in_(listing_ids))
    of_variant = [getattr(Variant, column.key) for column in VARIANT]
    variants = (
        sa.select(Variant.id, Variant.listing_id, Variant.active, *of_variant)
        .where(Variant.listing_id.in_(listing_ids))
        .order_by(Variant.position, Variant.id)
    )
    if hold:
        listings, variants = listings.with_for_update(), variants.with_for_update()
    products = {
        row.id: KeptProduct(row.id, row.slug, {key: getattr(row, key) for key in held})
        for row in db.session.execute(listings.order_by(Listing.id))
    }
    for row in db.session.execute(variants):
        products[row.listing_id].variants.append(_variant(row))
    for row in db.session.execute(_pictures(listing_ids)):
        one = KeptPicture(row.id, row.filename, row.digest, row.alt)
        products[row.listing_id].pictures.append(one)
    permits = _permits(listing_ids)
    for product in products.values():
        product.values["permits"] = permit_cells.ordered(permits.get(product.id, ()))
    return list(products.values())


def _permits(listing_ids: Collection[int]) -> dict[int, list[permit_cells.Stated]]:
    wanted = sa.select(Permit.listing_id, Permit.kind, Permit.number, Permit.expires_on)
    found: dict[int, list[permit_cells.Stated]] = {}
    for row in db.session.execute(wanted.where(Permit.listing_id.in_(listing_ids))):
        found.setdefault(row.listing_id, []).append((row.kind, row.number, row.expires_on))
    return found


def _variant(row: sa.Row[Any]) -> KeptVariant:
    values = {column.key: getattr(row, column.key) for column in VARIANT}
    values["wholesale"] = tuple((least, each) for least, each in values["wholesale"])
    return KeptVariant(row.id, row.active, values)


def _pictures(listing_ids: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Picture.id, Picture.listing_id, Picture.filename, Picture.digest, Picture.alt)
        .where(Picture.listing_id.in_(listing_ids))
        .order_by(Picture.position, Picture.id)
    )


def listings_of_codes(shop_id: int, skus: Collection[str]) -> dict[str, int]:
    """The listing of each of these codes that the shop uses."""
    found: dict[str, int] = {}
    wanted = sorted(set(skus))
    for start in range(0, len(wanted), BATCH):
        rows = db.session.execute(
            sa.select(Variant.sku, Variant.listing_id).where(
                Variant.shop_id == shop_id, Variant.sku.in_(wanted[start : start + BATCH])
            )
        )
        found.update({sku: listing_id for sku, listing_id in rows if sku})
    return found


def shelf(
    shop_id: int, products: Sequence[Product], taken: dict[int, int], *, hold: bool = False
) -> Shelf:
    """The listings that some products of a sheet may mean; `taken` maps those meant before."""
    codes = {product.code.casefold() for product in products if product.code}
    titles = {product.title for product in products if product.title}
    skus = {sku for product in products for sku in product.skus}
    own = Listing.shop_id == shop_id
    alike = sa.or_(
        Listing.slug.in_(codes),
        Listing.title.in_(titles),
        sa.func.lower(Listing.title).in_({title.lower() for title in titles}),
    )
    ids = set(db.session.scalars(sa.select(Listing.id).where(own, alike)))
    ids |= set(listings_of_codes(shop_id, skus).values())
    found = Shelf(taken=taken)
    for one in kept(sorted(ids), hold=hold):
        found.put(one)
    return found


def import_of(shop: Shop, import_id: int) -> ListingImport | None:
    """A sheet that somebody brought for this shop."""
    return db.session.scalar(
        sa.select(ListingImport).where(
            ListingImport.id == import_id, ListingImport.shop_id == shop.id
        )
    )


def imports_of(shop: Shop) -> list[ListingImport]:
    """The latest sheets of a shop, dropped ones aside."""
    wanted = sa.select(ListingImport).where(
        ListingImport.shop_id == shop.id, ListingImport.state != "discarded"
    )
    return list(db.session.scalars(wanted.order_by(ListingImport.id.desc()).limit(LATEST)))


def task_of(import_: ListingImport) -> Task | None:
    """The task that works on a sheet now."""
    return db.session.get(Task, import_.task_id) if import_.is_busy and import_.task_id else None


def import_rows(
    import_: ListingImport, which: str, offset: int, limit: int
) -> list[ListingImportRow]:
    """Rows of a sheet by outcome, or `warned`; all of them for any other word."""
    wanted = sa.select(ListingImportRow).where(*_which(import_, which))
    ordered = wanted.order_by(ListingImportRow.line).offset(offset).limit(limit)
    return list(db.session.scalars(ordered))


def import_counts(import_: ListingImport) -> dict[str, int]:
    """How many rows of a sheet there are by outcome, in all (`rows`), and with a warning."""
    row = ListingImportRow
    own = row.import_id == import_.id
    by_outcome = sa.select(row.outcome, sa.func.count()).where(own).group_by(row.outcome)
    counts: dict[str, int] = dict(db.session.execute(by_outcome).tuples().all())
    warned = sa.select(sa.func.count()).where(*_which(import_, TO_LOOK_AT))
    return {
        "rows": sum(counts.values()),
        **{name: counts.get(name, 0) for name in ("added", "changed", "unchanged", "refused")},
        TO_LOOK_AT: db.session.scalar(warned) or 0,
        "left": db.session.scalar(sa.select(sa.func.count()).where(own, row.count_left)) or 0,
    }


def _which(import_: ListingImport, which: str) -> list[sa.ColumnElement[bool]]:
    row = ListingImportRow
    conditions: list[sa.ColumnElement[bool]] = [row.import_id == import_.id]
    if which == TO_LOOK_AT:
        conditions.append(sa.func.length(sa.cast(row.warnings, sa.String)) > len("[]"))
    elif which in ("added", "changed", "unchanged", "refused"):
        conditions.append(row.outcome == which)
    return conditions


def rows_to_correct(import_: ListingImport) -> Iterator[ListingImportRow]:
    """The rows that were refused or whose count was left alone, in their order."""
    row = ListingImportRow
    yield from db.session.scalars(
        sa.select(row)
        .where(row.import_id == import_.id, sa.or_(row.outcome == "refused", row.count_left))
        .order_by(row.line)
        .execution_options(yield_per=BATCH)
    )
