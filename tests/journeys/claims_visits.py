"""Visits to the pages of claims: who decides, and what stands between her and a decision."""

from typing import Any

from marketplace.accounts.models import User
from marketplace.sellers.models import Shop
from marketplace.sellers.services import interests


def add(street: Any, officer: User, near: Shop) -> None:
    """An officer with an interest in one shop, before and after she declares it."""
    interests.declare(near, by=officer, relation="kin")
    key = (officer.email or "").partition("@")[0]
    street.add("console.interests", key)
    street.add("console.interests", key, q="lapak")
    street.add("console.interest", key, shop_id=near.id)
    street.add("console.interests", "jajang.admin")
