"""Wishes for tests, as buyers make them."""

from typing import Any

from marketplace.inquiries import services
from marketplace.inquiries.models import Wish, WishAsking
from marketplace.inquiries.queries import wishes

TEXT = "Emping jengkol pedas"


def wish(text: str = TEXT, category: str = "emping", *, by: Any = None, **more: Any) -> Wish:
    """Somebody wishes for this; anonymous and from anywhere unless told."""
    return services.make_wish(services.Wanted(text, category, **more), by=by)


def asking(person: Any, text: str = TEXT, category: str = "emping", **more: Any) -> WishAsking:
    """What this person wished for, as her own room finds it."""
    made = wish(text, category, by=person, **more)
    return next(one for one in wishes.of_buyer(person) if one.wish_id == made.id)
