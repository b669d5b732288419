"""Questions that buyers of the demo world asked on WhatsApp during the last thirty days."""

import random
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.catalog.models import Listing, Variant
from marketplace.demo import cast
from marketplace.demo.street import Stall
from marketplace.inquiries.models import Inquiry

HOW_MANY = 150
LETTERS = "23456789BCDFGHJKMNPQRTVWX"
DAYS = 30
# Some owners look every few hours, some every few days; the youngest questions still wait.
SEEN_WITHIN, ANSWERED_WITHIN = timedelta(days=3), timedelta(days=6)


def ask(
    session: Session,
    stalls: dict[str, Stall],
    people: dict[str, int],
    published: dict[str, list[int]],
    at: datetime,
) -> int:
    """Write the inquiries down; returns how many there are."""
    dice = random.Random("pertanyaan")
    asked = [key for key in published if _can_be_asked(stalls[key])]
    # The cast's own shops and the older ones hear more.
    weights = [3 if stalls[key].told.owner else 1 for key in asked]
    if not asked:
        return 0
    moments = sorted(dice.random() for _ in range(HOW_MANY))
    picks = [dice.choice(published[key]) for key in dice.choices(asked, weights, k=HOW_MANY)]
    offers = _offers(session, set(picks))
    buyers = [people[cast.SARI.key], people[cast.DIMAS.key], None, None, None, None]
    rows = []
    for number, (moment, listing_id) in enumerate(zip(moments, picks, strict=True)):
        row = _row(dice, number, offers[listing_id], at - timedelta(days=DAYS) * (1 - moment), at)
        rows.append({**row, "buyer_id": dice.choice(buyers)})
    session.execute(sa.insert(Inquiry), rows)
    return len(rows)


def _can_be_asked(stall: Stall) -> bool:
    told = stall.told
    return told.number == "confirmed" and not (told.closed_days_ago or told.suspended_days_ago)


def _offers(session: Session, ids: set[int]) -> dict[int, list[Any]]:
    offers: dict[int, list[Any]] = {}
    for offer in session.execute(
        sa.select(
            Listing.id, Listing.shop_id, Listing.minimum_order, Variant.id.label("variant_id"),
            Variant.price,
        )
        .join(Variant, Variant.listing_id == Listing.id)
        .where(Listing.id.in_(ids))
        .order_by(Listing.id, Variant.position)
    ):  # fmt: skip
        offers.setdefault(offer.id, []).append(offer)
    return offers


def _row(
    dice: random.Random, number: int, offers: list[Any], asked_at: datetime, at: datetime
) -> dict[str, Any]:
    offer = dice.choice(offers)
    seen = asked_at + SEEN_WITHIN * dice.random()
    answered = seen + (ANSWERED_WITHIN - SEEN_WITHIN) * dice.random()
    return {
        "number": _number(number),
        "shop_id": offer.shop_id,
        "listing_id": offer.id,
        "variant_id": offer.variant_id,
        "quantity": offer.minimum_order * dice.choice((1, 1, 1, 2, 2, 3, 5)),
        "price": offer.price,
        "asked_at": asked_at,
        "seen_at": seen if seen <= at else None,
        "answered_at": answered if answered <= at and dice.random() < 0.9 else None,
    }


def _number(number: int) -> str:
    """Six letters, different for each: a fixed stride through all of them."""
    rest = (number * 7_368_787 + 1_299_709) % len(LETTERS) ** 6
    letters = ""
    for _ in range(6):
        rest, at = divmod(rest, len(LETTERS))
        letters += LETTERS[at]
    return letters
