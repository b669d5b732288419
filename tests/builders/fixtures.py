"""Who and what most tests begin with: Rohayati's shop, its officer, and Maman, the stranger."""

from typing import Any

import pytest

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.demo import cast
from marketplace.registry.models import Cooperative
from marketplace.sellers.models import Claim, Shop
from tests.builders import goods, memberships, people, shops


@pytest.fixture
def owner(app: Any) -> User:
    """Rohayati, whose number is confirmed."""
    return people.person(cast.ROHAYATI)


@pytest.fixture
def shop(owner: User) -> Shop:
    """Her shop in Menes."""
    return shops.shop_of(owner)


@pytest.fixture
def listing(shop: Shop, owner: User) -> Listing:
    """Her emping, on the street."""
    return goods.on_the_street(shop, owner)


@pytest.fixture
def stranger(app: Any) -> User:
    """Maman, who keeps another shop."""
    return shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")[1]


@pytest.fixture
def cooperative(app: Any) -> Cooperative:
    """The cooperative that Rohayati names."""
    return memberships.cooperative()


@pytest.fixture
def claim(shop: Shop, owner: User, cooperative: Cooperative) -> Claim:
    """Her claim, which waits."""
    return memberships.claim_of(shop, owner)


@pytest.fixture
def yayah(app: Any) -> User:
    """An officer of Pandeglang who verifies."""
    return people.appointed(cast.YAYAH)
