"""Rohayati's shop with one listing on the street, a badge to give, and Maman, the stranger."""

from tests.catalog.conftest import badge, listing, owner, shop, shop_and_owner, stranger

__all__ = ["badge", "listing", "owner", "shop", "shop_and_owner", "stranger"]
