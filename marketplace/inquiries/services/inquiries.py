"""Verbs of inquiries: a buyer asks, a shop looks and answers."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from marketplace import events
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.pricing import price_of
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.inquiries.models import Inquiry
from marketplace.inquiries.services.people import who_may_be_named
from marketplace.retention import forgets
from marketplace.sellers.models import Shop

if TYPE_CHECKING:
    from marketplace.accounts.models import User

MOST_ASKED = 10_000
# No vowels, nothing that looks like something else: it is read out and typed on phones.
_LETTERS = "23456789BCDFGHJKMNPQRTVWX"
_LENGTH = 6


def ask(
    listing: Listing, variant: Variant | None, quantity: int, buyer: "User | None" = None
) -> Inquiry:
    """Write down that someone goes to WhatsApp to ask for so many, at today's price for that.

    NotFound when listing, shop and variant do not belong together on the street;
    RuleBroken with words when the shop cannot be asked or the quantity cannot be.
    """
    with transaction() as session:
        buyer = who_may_be_named(buyer)
        listing = locked(listing)
        if not (listing.is_published and listing.shop.is_open_to_public):
            raise NotFound
        if not listing.shop.can_be_asked:
            raise RuleBroken("Penjual ini belum memasang nomor WhatsApp yang sudah diperiksa.")
        chosen = _chosen(listing, variant)
        _check_quantity(listing, quantity)
        inquiry = Inquiry(
            number=_new_number(),
            shop_id=listing.shop_id,
            listing=listing,
            variant=chosen,
            buyer_id=getattr(buyer, "id", None),
            quantity=quantity,
            price=price_of(chosen, quantity, today()),
            asked_at=now(),
        )
        session.add(inquiry)
        events.record(
            "inquiry.asked",
            inquiry,
            by=buyer,
            shop_id=listing.shop_id,
            listing_id=listing.id,
            variant_id=chosen.id,
        )
    return inquiry


def mark_seen(shop: Shop, by: "User | None" = None) -> int:
    """The shop has looked at everything that it was asked so far; returns how many were new."""
    with transaction() as session:
        changed: Any = session.execute(
            sa.update(Inquiry)
            .where(Inquiry.shop_id == shop.id, Inquiry.seen_at.is_(None))
            .values(seen_at=now())
            .execution_options(synchronize_session=False)
        )
        if changed.rowcount:
            events.record("inquiries.seen", shop, by=by, count=changed.rowcount)
        return int(changed.rowcount)


def mark_answered(inquiry: Inquiry, *, by: "User") -> None:
    """The shop says that it has answered; RuleBroken when it said so before."""
    with transaction():
        inquiry = locked(inquiry)
        inquiry.answer(now())
        events.record("inquiry.answered", inquiry, by=by, shop_id=inquiry.shop_id)


@forgets("inquiries")
def forget_old_inquiries(before: datetime) -> int:
    """Delete questions that the law no longer asks to keep (PP 80/2019); returns how many."""
    with transaction() as session:
        gone: Any = session.execute(sa.delete(Inquiry).where(Inquiry.asked_at < before))
    return int(gone.rowcount)


def _chosen(listing: Listing, variant: Variant | None) -> Variant:
    offered = listing.offered
    if variant is None:
        if len(offered) != 1:
            raise RuleBroken("Pilih dulu yang Anda inginkan.", "variant")
        return offered[0]
    for one in offered:
        if one.id == variant.id:
            return one
    if any(one.id == variant.id for one in listing.variants):
        raise RuleBroken("Pilihan ini sedang tidak dijual. Pilih yang lain.", "variant")
    raise NotFound


def _check_quantity(listing: Listing, quantity: int) -> None:
    if quantity < 1:
        raise RuleBroken("Jumlahnya paling sedikit 1.", "quantity")
    if quantity < listing.minimum_order:
        raise RuleBroken(
            "Pesanan paling sedikit %(least)s %(unit)s.",
            "quantity",
            least=listing.minimum_order,
            unit=listing.unit,
        )
    if quantity > MOST_ASKED:
        raise RuleBroken("Untuk jumlah sebesar itu, tanyakan dulu yang lebih sedikit.", "quantity")


def _new_number() -> str:
    while True:
        number = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        taken = db.session.scalar(sa.select(Inquiry.id).where(Inquiry.number == number))
        if taken is None:
            return number
