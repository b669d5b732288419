"""Two shops: Rohayati's, and Maman's, who is the stranger here."""

from datetime import date
from typing import Any

import pytest

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.registry.models import Cooperative
from marketplace.sellers.models import Badge, Claim, Shop
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


@pytest.fixture
def badge(owner: User) -> Any:
    """`badge(shop, until=day)` gives a shop with a confirmed number a badge."""

    def give(shop: Shop, until: date) -> None:
        with transaction() as session:
            cooperative = Cooperative(
                name="Koperasi Melinjo", name_key="koperasi melinjo", nik_koperasi="3601010010001"
            )
            session.add(cooperative)
            session.flush()
            claim = Claim(
                shop_id=shop.id,
                submitted_by_id=owner.id,
                cooperative_number="3601010010001",
                cooperative_id=cooperative.id,
                role="anggota",
                member_number="7",
                evidence_key="x",
                evidence_type="image/webp",
                state="approved",
                submitted_at=now(),
            )
            session.add(claim)
            session.flush()
            session.add(
                Badge(
                    code="MELINJ234567",
                    shop_id=shop.id,
                    cooperative_id=cooperative.id,
                    claim_id=claim.id,
                    basis={},
                    rules_version="1",
                    issued_by_id=owner.id,
                    issuing_office="36.01",
                    issued_at=now(),
                    expires_on=until,
                )
            )

    return give
