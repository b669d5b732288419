"""Shops for tests."""

from typing import Any

from marketplace.accounts.models import User
from marketplace.demo import cast
from marketplace.sellers import services
from marketplace.sellers.models import Shop
from tests.builders import people


def shop_of(owner: User, name: str = "Emping Rohayati", **changes: Any) -> Shop:
    """A shop of this person, in Menes unless told, on her own number."""
    chosen = {"village_code": "36.01.13.2011", "address": "Kp. Kadu", "whatsapp": owner.phone or ""}
    return services.open_shop(by=owner, name=name, **{**chosen, **changes})


def shop_and_owner(one: cast.Person, name: str = "Emping Rohayati") -> tuple[Shop, User]:
    """Somebody of the cast with her shop, in the village where she lives."""
    owner = people.person(one)
    return shop_of(owner, name, village_code=one.village), owner
