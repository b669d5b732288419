"""A few listings on the street, put there as their owners would, for tests of search pages."""

from datetime import date
from typing import Any

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.catalog.services import Words
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.demo import cast
from marketplace.registry.models import Cooperative
from marketplace.sellers.models import Badge, Claim, Shop
from tests.catalog import market

GOODS = (
    ("Emping manis", "emping", "bungkus", 21_000),
    ("Emping asin pedas", "emping", "bungkus", 24_000),
    ("Keripik pisang", "keripik", "bungkus", 15_000),
    ("Kain batik Datulaya", "kain-batik-tulis", "lembar", 250_000),
)


def open_street() -> tuple[Shop, User, list[Listing]]:
    """A shop in Menes with the goods above, published; nothing is indexed yet."""
    shop, owner = market.shop_of(cast.ROHAYATI, "Dapur Rohayati")
    return shop, owner, [sell(shop, owner, *goods) for goods in GOODS]


def sell(
    shop: Shop, owner: User, title: str, category: str, unit: str, price: int, **words: Any
) -> Listing:
    """One more listing on the street."""
    said = Words(title=title, category_slug=category, unit=unit, **words)
    return market.on_the_street(shop, owner, words=said, price=price)


def give_badge(shop: Shop, owner: User, until: date) -> None:
    """A badge as an officer's approval leaves it behind."""
    with transaction() as session:
        number = "3601010010001"
        cooperative = Cooperative(name="Koperasi Uji", name_key="koperasi uji", nik_koperasi=number)
        session.add(cooperative)
        session.flush()
        claim = Claim(
            shop_id=shop.id,
            submitted_by_id=owner.id,
            cooperative_number=number,
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
        badge = Badge(
            code="UJI234567890",
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
        session.add(badge)
        events.record("badge.issued", badge, shop_id=shop.id)


def take_badge(shop: Shop) -> None:
    """The badge as an officer's revocation leaves it behind."""
    with transaction():
        badge = locked(shop).badges[0]
        badge.revoked_at = now()
        events.record("badge.revoked", badge, shop_id=shop.id)
