"""Listings for tests, put on the street as their owners would."""

from typing import Any

from marketplace.accounts.models import User
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.demo import cast
from marketplace.sellers.models import Shop
from tests.builders.photos import photo
from tests.builders.shops import shop_and_owner

WORDS = catalog.Words(title="Emping manis", category_slug="emping", unit="bungkus")
GOODS = (
    ("Emping manis", "emping", "bungkus", 21_000),
    ("Emping asin pedas", "emping", "bungkus", 24_000),
    ("Keripik pisang", "keripik", "bungkus", 15_000),
    ("Kain batik Datulaya", "kain-batik-tulis", "lembar", 250_000),
)


def on_the_street(shop: Shop, owner: User, **changes: Any) -> Listing:
    """A published listing with a picture."""
    chosen: dict[str, Any] = {"words": WORDS, "price": 21_000, "stock": 5, "picture": photo()}
    return catalog.offer(shop, by=owner, publish=True, **{**chosen, **changes})


def sell(
    shop: Shop, owner: User, title: str, category: str, unit: str, price: int, **words: Any
) -> Listing:
    """One more listing on the street."""
    said = catalog.Words(title=title, category_slug=category, unit=unit, **words)
    return on_the_street(shop, owner, words=said, price=price)


def open_street() -> tuple[Shop, User, list[Listing]]:
    """A shop in Menes with the goods above, published; nothing is indexed yet."""
    shop, owner = shop_and_owner(cast.ROHAYATI, "Dapur Rohayati")
    return shop, owner, [sell(shop, owner, *goods) for goods in GOODS]
