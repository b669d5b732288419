"""A listing in one go: words, price, stock and a first picture, as a draft or on the street."""

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.catalog.services import listings, pictures
from marketplace.database import transaction
from marketplace.sellers.models import Shop


def offer(
    shop: Shop,
    *,
    by: User,
    words: listings.Words,
    price: int,
    stock: int | None = None,
    picture: bytes | None = None,
    publish: bool = False,
) -> Listing:
    """Open a listing with its first picture and, where asked, publish it: all of it or nothing."""
    key = pictures.receive(picture) if picture else None
    try:
        with transaction():
            listing = listings.open_draft(shop, by=by, words=words, price=price, stock=stock)
            if key:
                pictures.attach(listing, by=by, key=key)
            if publish:
                listings.publish(listing, by=by)
    except BaseException:
        if key:
            pictures.forget_original(key)
        raise
    return listing
