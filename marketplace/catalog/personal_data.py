"""What the catalogue keeps of a person: her shops' listings and pictures."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from marketplace import storage
from marketplace.accounts.models import User
from marketplace.catalog.categories import tree
from marketplace.catalog.models import (
    WIDTHS,
    Listing,
    ListingImport,
    ListingImportRow,
    ListingReview,
    Permit,
    Picture,
    Variant,
)
from marketplace.catalog.services.listing_imports import forget_imports_of
from marketplace.database import db
from marketplace.events import record
from marketplace.personal_data import Part, gives, lets_go, rows_of
from marketplace.sellers import queries as sellers


@gives
def her_listings(person_id: int) -> Iterable[Part]:
    """What her shops offer, with the largest file of each picture."""
    shops = sellers.shop_ids_of(person_id)
    listings = Listing.shop_id.in_(shops)
    yield Part("produk", rows_of(Listing, listings))
    of_hers = Variant.listing_id.in_(sa.select(Listing.id).where(listings))
    yield Part("pilihan produk", rows_of(Variant, of_hers))
    looked_at = rows_of(
        ListingReview, ListingReview.shop_id.in_(shops), left_out=["opened_by_id", "decided_by_id"]
    )
    yield Part("tinjauan produk", looked_at)
    pictures = rows_of(Picture, Picture.shop_id.in_(shops))
    yield Part("foto", pictures, _files(pictures))
    yield Part(
        "izin",
        rows_of(Permit, Permit.shop_id.in_(shops), left_out=["stated_by_id", "checked_by_id"]),
    )
    brought = ListingImport.shop_id.in_(shops)
    yield Part("impor produk", rows_of(ListingImport, brought, left_out=["pictures_key"]))
    of_them = sa.select(ListingImport.id).where(brought)
    rows = rows_of(ListingImportRow, ListingImportRow.import_id.in_(of_them))
    yield Part("baris impor produk", rows)


def _files(pictures: list[dict[str, Any]]) -> dict[str, Callable[[], bytes]]:
    return {
        f"foto-{picture['id']}.webp": partial(
            storage.public().get, f"pictures/{picture['key']}/{WIDTHS[-1]}.webp"
        )
        for picture in pictures
        if picture["state"] == "ready"
    }


@lets_go
def let_her_listings_go(person_id: int, at: datetime) -> None:
    """Take the listings of shops that end off the street; their kind, unit and price stay.

    PP 80/2019 keeps the kind of goods of an inquiry for five years; her own words go.
    """
    user = db.session.get_one(User, person_id)
    shops = sellers.shops_that_end_with(person_id)
    hers = sa.select(Listing).where(Listing.shop_id.in_(shops)).order_by(Listing.id)
    for listing in db.session.scalars(hers.with_for_update()):
        kind = tree().by_slug.get(listing.category_slug)
        listing.become_nothing(kind.name if kind else listing.category_slug, at)
        record("listing.erased", listing, by=user, shop_id=listing.shop_id)
    _unname_variants(shops)
    _forget_reviews(shops, at)
    forget_imports_of(shops)
    db.session.execute(sa.delete(Permit).where(Permit.shop_id.in_(shops)))
    pictures = sa.select(Picture).where(Picture.shop_id.in_(shops)).order_by(Picture.id)
    for picture in db.session.scalars(pictures.with_for_update()):
        record("picture.removed", picture, by=user, key=picture.key)
        db.session.delete(picture)
    db.session.flush()


def _forget_reviews(shops: Iterable[int], at: datetime) -> None:
    """What was proposed goes with its words; that somebody looked, and when, stays."""
    hers = sa.select(ListingReview).where(ListingReview.shop_id.in_(shops))
    for review in db.session.scalars(hers.order_by(ListingReview.id).with_for_update()):
        if review.is_waiting:
            review.end("withdrawn", at)
        review.become_nothing()


def _unname_variants(shops: Iterable[int]) -> None:
    number = sa.cast(Variant.id, sa.String)
    db.session.execute(
        sa.update(Variant)
        .where(Variant.listing_id.in_(sa.select(Listing.id).where(Listing.shop_id.in_(shops))))
        .values(option_one=number, option_two="", sku=None, active=False)
        .execution_options(synchronize_session=False)
    )
