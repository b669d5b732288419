"""Rohayati's shop, the cooperative that she names, and the officer of Pandeglang."""

from typing import Any

import pytest

from marketplace.accounts.models import User
from marketplace.demo import cast
from marketplace.registry.models import Cooperative
from marketplace.sellers.models import Claim, Shop
from tests.sellers import world


@pytest.fixture
def owner(app: Any) -> User:
    return world.person(cast.ROHAYATI)


@pytest.fixture
def shop(owner: User) -> Shop:
    return world.shop_of(owner)


@pytest.fixture
def stranger(app: Any) -> User:
    """Maman, who keeps another shop."""
    maman = world.person(cast.MAMAN)
    world.shop_of(maman, "Gerabah Maman", village_code="36.04.09.2009")
    return maman


@pytest.fixture
def cooperative(app: Any) -> Cooperative:
    return world.cooperative()


@pytest.fixture
def claim(shop: Shop, owner: User, cooperative: Cooperative) -> Claim:
    return world.claim_of(shop, owner)


@pytest.fixture
def yayah(app: Any) -> User:
    """An officer of Pandeglang who verifies."""
    return world.officer(cast.YAYAH)
