"""Listings of a collection: placed and taken out with a reason, put in order."""

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.promotions import reasons
from marketplace.promotions.eligibility import faults, rules
from marketplace.promotions.models import MOST_ITEMS, Collection, CollectionItem
from marketplace.promotions.services.people import (
    check_jurisdiction,
    curator,
    leader,
)
from marketplace.promotions.services.versions import check, record
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import must_be_impartial

NOT_YET = "Produk ini belum boleh ditampilkan. Yang kurang: %(missing)s"


def place(
    collection: Collection, listing: Listing, *, version: int, by: User, reason_code: str,
    reason: str = "",
) -> CollectionItem:  # fmt: skip
    """Place a listing at the end of a collection, saying why; only one that may be shown."""
    code, own = reasons.checked("place", reason_code, reason)
    with transaction() as session:
        collection = locked(collection)
        shop = locked(Shop(id=listing.shop_id))
        officer = _judge(by, shop)
        check(collection, version)
        _check_room(collection, listing)
        if missing := _missing(listing):
            raise RuleBroken(NOT_YET, "listing", missing=missing)
        item = CollectionItem(
            collection_id=collection.id, listing_id=listing.id, shop_id=shop.id,
            position=max((one.position for one in collection.items), default=-1) + 1,
            reason_code=code, reason=own, placed_by_id=officer.id, placed_at=now(),
        )  # fmt: skip
        session.add(item)
        collection.changed_at = now()
        _tell("collection.item_placed", collection, officer, item, code)
    return item


def take_out(
    item: CollectionItem, *, version: int, by: User, reason_code: str, reason: str = ""
) -> None:
    """Take a listing out of a collection, saying why; it stays known that it was there."""
    code, own = reasons.checked("remove", reason_code, reason)
    with transaction():
        collection = locked(Collection(id=item.collection_id))
        officer = _judge(by, locked(Shop(id=item.shop_id)))
        check(collection, version)
        item = locked(item)
        item.take_out(now(), officer.id, code, own)
        collection.changed_at = now()
        _tell("collection.item_removed", collection, officer, item, code)


def step(item: CollectionItem, *, version: int, by: User, places: int) -> None:
    """Move a listing towards the front (-1) or the back (+1)."""
    with transaction():
        collection = locked(Collection(id=item.collection_id))
        order = [one.id for one in collection.items]
        if item.id not in order:
            raise NotFound
        here = order.index(item.id)
        order.insert(max(0, here + places), order.pop(here))
        arrange(collection, order, version=version, by=by)


def arrange(collection: Collection, item_ids: list[int], *, version: int, by: User) -> None:
    """Put all listings of a collection in an order; Stale when they are others by now."""
    with transaction():
        collection = locked(collection)
        officer = leader(by, collection)
        check(collection, version)
        if sorted(one.id for one in collection.items) != sorted(item_ids):
            raise RuleBroken("Urutan itu tidak memuat semua produk. Muat ulang halamannya.")
        _must_not_favour(officer, collection.items, item_ids)
        for item in collection.items:
            item.position = item_ids.index(item.id)
        collection.changed_at = now()
        record("collection.arranged", collection, officer, items=item_ids)


def _must_not_favour(officer: User, before: list[CollectionItem], item_ids: list[int]) -> None:
    """Nobody brings a shop forward that is near to her; what is further back may be."""
    forward = {item.shop_id for place, item in enumerate(before) if item_ids.index(item.id) < place}
    for shop_id in sorted(forward):
        must_be_impartial(officer, locked(Shop(id=shop_id)))


def _judge(by: User, shop: Shop) -> User:
    """Whoever acts: she curates where the shop stands, and nothing of it is her own."""
    officer = curator(by)
    check_jurisdiction(officer, shop)
    must_be_impartial(officer, shop)
    return officer


def _check_room(collection: Collection, listing: Listing) -> None:
    standing = collection.items
    if collection.state == "ended":
        raise RuleBroken("Koleksi ini sudah berakhir.")
    if any(one.listing_id == listing.id for one in standing):
        raise RuleBroken("Produk ini sudah ada di koleksi.", "listing")
    if len(standing) >= MOST_ITEMS:
        raise RuleBroken("Satu koleksi memuat paling banyak %(most)s produk.", most=MOST_ITEMS)


def _missing(listing: Listing) -> str:
    """What a listing lacks to be shown, in the words of the rules."""
    found = db.session.execute(faults(listing, today())).mappings().one()
    return " ".join(rule.words for rule in rules().rules if not found[rule.code])


def _tell(
    name: str, collection: Collection, officer: User, item: CollectionItem, code: str
) -> None:
    db.session.flush()
    about = {"item_id": item.id, "listing_id": item.listing_id, "shop_id": item.shop_id}
    record(name, collection, officer, **about, reason_code=code)
