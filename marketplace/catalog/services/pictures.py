"""Pictures of listings and covers of shops: add, order, describe, remove."""

import secrets

import sqlalchemy as sa

from marketplace import events, storage
from marketplace.accounts.models import User
from marketplace.catalog.models import MOST_PICTURES, Listing, Picture
from marketplace.catalog.pictures import inspection
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import member_of

LONGEST_ALT = 160
FULL = f"Satu produk memuat paling banyak {MOST_PICTURES} foto. Hapus satu dulu."


def receive(data: bytes) -> str:
    """Look at an upload's header and keep it, privately; returns its key. RuleBroken with words."""
    try:
        inspection.inspect(data)
    except RuleBroken as refused:
        raise RuleBroken(refused.message, "picture") from None
    key = secrets.token_urlsafe(16)
    storage.private().put(f"originals/{key}", data)
    return key


def forget_original(key: str) -> None:
    """Delete an upload that came to nothing."""
    storage.private().delete(f"originals/{key}")


def add_picture(listing: Listing, *, by: User, data: bytes, alt: str = "") -> Picture:
    """Add a picture to a listing; the worker makes it ready to show."""
    key = receive(data)
    try:
        return attach(listing, by=by, key=key, alt=alt)
    except BaseException:
        forget_original(key)
        raise


def attach(listing: Listing, *, by: User, key: str, alt: str = "") -> Picture:
    """Add a received upload to a listing, at the end; RuleBroken when it has enough pictures."""
    with transaction() as session:
        listing = locked(listing)  # two uploads at once wait for each other here
        person = member_of(listing.shop, by)
        listing.check_standing()
        places = list(_positions(listing))
        if len(places) >= MOST_PICTURES:
            raise RuleBroken(FULL, "picture")
        picture = _new(listing.shop_id, key, alt or listing.title)
        picture.listing_id = listing.id
        picture.position = max(places, default=-1) + 1
        session.add(picture)
        events.record("picture.added", picture, by=person, listing_id=listing.id)
    return picture


def set_cover(shop: Shop, *, by: User, data: bytes) -> Picture:
    """Give a shop a cover, in place of the one it has."""
    key = receive(data)
    try:
        with transaction() as session:
            shop = locked(shop)
            person = member_of(shop, by)
            _remove_cover(shop, person)
            picture = _new(shop.id, key, f"Sampul {shop.name}")
            session.add(picture)
            events.record("picture.added", picture, by=person, shop_id=shop.id)
    except BaseException:
        forget_original(key)
        raise
    return picture


def remove_cover(shop: Shop, *, by: User) -> None:
    """Take a shop's cover away; RuleBroken when it has none."""
    with transaction():
        shop = locked(shop)
        if not _remove_cover(shop, member_of(shop, by)):
            raise RuleBroken("Lapak ini belum punya sampul.")


def describe_picture(picture: Picture, *, by: User, alt: str) -> None:
    """Say what a picture shows, for those who cannot see it."""
    if len(alt) > LONGEST_ALT:
        raise RuleBroken(f"Keterangan paling panjang {LONGEST_ALT} huruf.", "alt")
    with transaction() as session:
        picture = locked(picture)
        shop = session.get_one(Shop, picture.shop_id)
        person = member_of(shop, by)
        picture.alt = alt
        events.record("picture.described", picture, by=person)


def move_picture(picture: Picture, *, by: User, step: int) -> None:
    """Move a picture of a listing towards the front (-1) or the back (+1)."""
    with transaction():
        listing = _listing_of(picture)
        person = member_of(listing.shop, by)
        order = list(listing.pictures)
        here = next((i for i, one in enumerate(order) if one.id == picture.id), None)
        if here is None:
            raise NotFound
        order.insert(max(0, here + step), order.pop(here))
        for position, one in enumerate(order):
            one.position = position
        events.record("listing.pictures_changed", listing, by=person, shop_id=listing.shop_id)


def remove_picture(picture: Picture, *, by: User) -> None:
    """Remove a picture; a published listing keeps at least one."""
    with transaction():
        listing = _listing_of(picture)
        person = member_of(listing.shop, by)
        if listing.is_published and len(listing.pictures) == 1:
            raise RuleBroken("Produk yang tayang butuh satu foto. Tambahkan foto lain dulu.")
        _remove(locked(picture), person)
        events.record("listing.pictures_changed", listing, by=person, shop_id=listing.shop_id)


def _listing_of(picture: Picture) -> Listing:
    listing = picture.listing
    if listing is None:
        raise NotFound
    return locked(listing)


def _positions(listing: Listing) -> sa.ScalarResult[int]:
    return db.session.scalars(sa.select(Picture.position).where(Picture.listing_id == listing.id))


def _new(shop_id: int, key: str, alt: str) -> Picture:
    return Picture(shop_id=shop_id, key=key, alt=alt[:LONGEST_ALT], created_at=now())


def _remove_cover(shop: Shop, by: User) -> bool:
    cover = db.session.scalar(
        sa.select(Picture).where(Picture.shop_id == shop.id, Picture.listing_id.is_(None))
    )
    if cover is None:
        return False
    _remove(locked(cover), by)
    return True


def _remove(picture: Picture, by: User) -> None:
    events.record("picture.removed", picture, by=by, key=picture.key)
    db.session.delete(picture)
    db.session.flush()
