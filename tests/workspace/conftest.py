"""Rohayati in her back room, and Maman, who has no business there."""

from tests.catalog.conftest import (  # noqa: F401 - fixtures
    listing,
    owner,
    shop,
    shop_and_owner,
    stranger,
)
