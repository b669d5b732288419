"""A small market for these tests: people of the cast, a shop, listings, pictures as bytes."""

from io import BytesIO
from typing import Any

from PIL import Image

from marketplace.accounts.models import User
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.sellers import services as sellers
from marketplace.sellers.models import Shop

WORDS = catalog.Words(title="Emping manis", category_slug="emping", unit="bungkus")


def person(one: cast.Person) -> User:
    """Somebody of the cast, with an account."""
    user = User(name=one.name, email=one.email, phone=one.phone)
    user.phone_confirmed_at = now() if one.phone_confirmed else None
    with transaction() as session:
        session.add(user)
    return user


def shop_of(one: cast.Person, name: str = "Emping Rohayati") -> tuple[Shop, User]:
    """A shop of somebody of the cast, and its owner."""
    owner = person(one)
    shop = sellers.open_shop(
        by=owner, name=name, village_code=one.village or "", whatsapp=one.phone or ""
    )
    return shop, owner


def photo(size: tuple[int, int] = (640, 480), kind: str = "JPEG", **options: Any) -> bytes:
    """A photo of nothing in particular."""
    file = BytesIO()
    Image.new(options.pop("mode", "RGB"), size, options.pop("color", 128)).save(
        file, kind, **options
    )
    return file.getvalue()


def on_the_street(shop: Shop, owner: User, **changes: Any) -> Listing:
    """A published listing with a picture."""
    chosen: dict[str, Any] = {"words": WORDS, "price": 21_000, "stock": 5, "picture": photo()}
    return catalog.offer(shop, by=owner, publish=True, **{**chosen, **changes})


def fresh(record: Any) -> Any:
    """The record as the database has it now."""
    db.session.rollback()
    return db.session.get(type(record), record.id, populate_existing=True)
