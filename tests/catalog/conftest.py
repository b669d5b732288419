"""Two shops: Rohayati's, and Maman's, who is the stranger here."""

from typing import Any

import pytest

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.demo import cast
from marketplace.sellers.models import Shop
from tests.catalog import market


@pytest.fixture
def shop_and_owner(app: Any) -> tuple[Shop, User]:
    return market.shop_of(cast.ROHAYATI)


@pytest.fixture
def shop(shop_and_owner: tuple[Shop, User]) -> Shop:
    return shop_and_owner[0]


@pytest.fixture
def owner(shop_and_owner: tuple[Shop, User]) -> User:
    return shop_and_owner[1]


@pytest.fixture
def stranger(app: Any) -> User:
    return market.shop_of(cast.MAMAN, "Gerabah Maman")[1]


@pytest.fixture
def listing(shop: Shop, owner: User) -> Listing:
    return market.on_the_street(shop, owner)
