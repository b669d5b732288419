"""What an owner does with a listing: open a draft, edit it, put it on the street, take it off."""

from collections.abc import Iterator
from itertools import chain, count

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog import categories, rich_text, risks
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.models.review import KINDS
from marketplace.catalog.services import reviewing
from marketplace.catalog.services.price_history import remember
from marketplace.catalog.words import Words
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.places.queries import slug_of
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import member_of

LONGEST_TITLE = 90
LONGEST_DESCRIPTION = 6000
LONGEST_UNIT = 20
STALE = (
    "Produk ini sudah diubah di layar lain sejak halaman ini dibuka. "
    "Yang Anda ketik masih ada di bawah: periksa, lalu simpan sekali lagi."
)


class Stale(RuleBroken):
    """The listing is newer than the form that speaks of it."""


def open_draft(
    shop: Shop, *, by: User, words: Words, price: int, stock: int | None = None
) -> Listing:
    """Begin a listing that comes in one way; nobody but the shop sees it yet."""
    check_words(words)
    check_price(price)
    with transaction() as session:
        shop = locked(shop)
        person = member_of(shop, by)
        listing = Listing(shop_id=shop.id, created_at=now())
        _say(listing, words)
        _insert(listing)
        counted = None if words.made_to_order else stock or 0
        variant = Variant(listing_id=listing.id, shop_id=shop.id, price=price, stock=counted)
        session.add(variant)
        session.flush()
        remember([listing.id], now())
        events.record("listing.drafted", listing, by=person, shop_id=shop.id)
    return listing


def edit(listing: Listing, *, by: User, version: int, words: Words) -> Listing:
    """Change the words of a listing; refused when somebody changed them since `version`.

    A published listing stays on the street, and stock is never touched here, but where
    counting begins or ends. An edit that an officer should see first changes nothing yet: it
    waits beside the listing, whose version stays what it was.
    """
    check_words(words)
    with transaction():
        listing = locked(listing)
        person = member_of(listing.shop, by)
        listing.check_standing()
        check_version(listing, version)
        held, warned = risks.of_change(
            reviewing.said_by(listing), reviewing.said_with(listing, words)
        )
        if listing.is_published and held.why:
            reviewing.propose_words(listing, person, words, held)
            return listing
        say(listing, words, by=person)
        if listing.is_published and warned.why:
            reviewing.look_afterwards(listing, person, warned)
        elif reviewing.waiting("held", listing.id):
            _appear(listing, person)  # what was held says something else now
    return listing


def publish(listing: Listing, *, by: User) -> Listing:
    """Put a listing on the street; RuleBroken names what it still needs.

    It stays a draft where an officer has to see it first.
    """
    with transaction():
        listing = locked(listing)
        person = member_of(listing.shop, by)
        _appear(listing, person)
    return listing


def _appear(listing: Listing, person: User) -> None:
    listing.check_complete()
    if reviewing.is_held_back(listing, person):
        return
    listing.publish(now())
    listing.updated_at = now()
    events.record("listing.published", listing, by=person, shop_id=listing.shop_id)
    reviewing.look_afterwards(listing, person)


def unpublish(listing: Listing, *, by: User) -> Listing:
    """Take a listing back to a draft."""
    with transaction():
        listing = locked(listing)
        person = member_of(listing.shop, by)
        listing.unpublish()
        reviewing.close(KINDS, [listing.id], "withdrawn")
        listing.updated_at = now()
        events.record("listing.unpublished", listing, by=person, shop_id=listing.shop_id)
    return listing


def archive(listing: Listing, *, by: User) -> Listing:
    """Put a listing away; it can be taken out again as a draft."""
    with transaction():
        listing = locked(listing)
        person = member_of(listing.shop, by)
        listing.archive()
        reviewing.close(KINDS, [listing.id], "withdrawn")
        listing.updated_at = now()
        events.record("listing.archived", listing, by=person, shop_id=listing.shop_id)
    return listing


def check_version(listing: Listing, version: int) -> None:
    """Stale when the listing is newer than the form that speaks of it."""
    if listing.version != version:
        raise Stale(STALE)


def check_price(price: int | None) -> None:
    """RuleBroken for what cannot be a price."""
    if not price or price < 100:
        raise RuleBroken("Tulis harga paling sedikit Rp100.", "price")


def check_words(words: Words) -> None:
    """RuleBroken, naming the field, for words that a listing cannot have."""
    if len(words.title) < 3 or not any(letter.isalpha() for letter in words.title):
        raise RuleBroken("Tulis nama produk, paling sedikit 3 huruf.", "title")
    if len(words.title) > LONGEST_TITLE:
        raise RuleBroken(f"Nama produk paling panjang {LONGEST_TITLE} huruf.", "title")
    if categories.category(words.category_slug) is None:
        raise RuleBroken("Pilih jenis produk dari daftar.", "category_slug")
    if not words.unit or len(words.unit) > LONGEST_UNIT:
        raise RuleBroken("Pilih satuan, misalnya bungkus.", "unit")
    if len(words.description) > LONGEST_DESCRIPTION:
        raise RuleBroken("Cerita produk terlalu panjang.", "description")


def say(listing: Listing, words: Words, *, by: User) -> None:
    """Have a listing say something else, within the write."""
    listing = locked(listing)
    turned = listing.made_to_order != words.made_to_order
    _say(listing, words)
    if turned:
        _count_anew(listing, made_to_order=words.made_to_order)
    events.record("listing.edited", listing, by=by, shop_id=listing.shop_id)


def _say(listing: Listing, words: Words) -> None:
    listing.title = words.title
    listing.category_slug = words.category_slug
    listing.unit = words.unit
    listing.description = rich_text.from_typed(words.description)
    listing.net_weight_grams = words.net_weight_grams
    listing.minimum_order = words.minimum_order
    listing.made_to_order = words.made_to_order
    listing.lead_days = words.lead_days if words.made_to_order else None
    listing.updated_at = now()


def _count_anew(listing: Listing, *, made_to_order: bool) -> None:
    """Made to order counts nothing; back to counting begins at none."""
    db.session.execute(
        sa.update(Variant)
        .where(Variant.listing_id == listing.id)
        .values(stock=None if made_to_order else 0)
    )


def _insert(listing: Listing) -> None:
    """Insert under the first free slug; the unique constraint settles who came first."""
    stem = slug_of(listing.title)[:60].strip("-") or "produk"
    for slug in _free_slugs(stem):
        listing.slug = slug
        try:
            with db.session.begin_nested():
                db.session.add(listing)
        except IntegrityError:
            continue
        return


def _free_slugs(stem: str) -> Iterator[str]:
    alike = sa.or_(Listing.slug == stem, Listing.slug.startswith(f"{stem}-", autoescape=True))
    taken = set(db.session.scalars(sa.select(Listing.slug).where(alike)))
    numbered = (f"{stem}-{number}" for number in count(2))
    return (slug for slug in chain([stem], numbered) if slug not in taken)
