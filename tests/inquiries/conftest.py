"""Rohayati's shop with one listing on the street, and Maman, who is the stranger."""

from tests.catalog.conftest import listing, owner, shop, shop_and_owner, stranger

__all__ = ["listing", "owner", "shop", "shop_and_owner", "stranger"]
