"""Cooperatives, claims and badges for tests."""

from datetime import date, timedelta
from typing import Any

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import locked, transaction
from marketplace.registry.models import Cooperative
from marketplace.sellers import services
from marketplace.sellers.models import Badge, Claim, Evidence, Ground, Shop
from tests.builders.photos import photo

NUMBER = "3601130010007"
CODE = "MELINJ234567"


def cooperative(**changes: Any) -> Cooperative:
    """A cooperative whose members may carry the badge today; `changes` take that away."""
    facts: dict[str, Any] = {
        "name": "KOPERASI PRODUSEN KARYA MELINJO",
        "name_key": "koperasi produsen karya melinjo",
        "nik_koperasi": NUMBER,
        "legal_number": "003003/BH/M.KUKM.2/I/2017",
        "legal_number_key": "003003BHMKUKM2I2017",
        "form": "Primer Kabupaten/Kota",
        "regency_code": "36.01",
        "regency_name": "Kabupaten Pandeglang",
        "certificate_status": "Sertifikat - Aktif",
        "certificate_expires_on": today() + timedelta(days=500),
        "grade": "B",
        "outside_banten": False,
    }
    record = Cooperative(**{**facts, **changes})
    with transaction() as session:
        session.add(record)
    return record


def claim_of(shop: Shop, owner: User, number: str = NUMBER) -> Claim:
    """A claim that waits."""
    return services.submit_claim(
        shop, by=owner, number=number, role="anggota", member_number="A-12", evidence=photo()
    )


def badge_of(shop: Shop, owner: User, by: User, expires_on: date | None = None) -> Badge:
    """A badge that an officer gave; `expires_on` sets its last day afterwards."""
    claim = claim_of(shop, owner)
    badge = services.approve(claim, by=by, reason="Kartu cocok dengan register.", version=1)
    if expires_on is not None:
        with transaction() as session:
            session.get_one(Badge, badge.id).expires_on = expires_on
    return badge


def give_badge(shop: Shop, owner: User, until: date) -> Badge:
    """A badge under `CODE` as an approval leaves it behind, for tests that need no officer."""
    record = cooperative()
    with transaction() as session:
        claim = Claim(
            shop_id=shop.id,
            submitted_by_id=owner.id,
            number=NUMBER,
            cooperative_id=record.id,
            role="anggota",
            member_number="7",
            evidence=[
                Evidence(kind="member_card", key="x", media_type="image/webp", added_at=now())
            ],
            state="approved",
            submitted_at=now(),
            since=now(),
        )
        session.add(claim)
        session.flush()
        badge = Badge(
            code=CODE,
            shop_id=shop.id,
            cooperative_id=record.id,
            basis={},
            rules_version="1",
            issued_by_id=owner.id,
            issuing_office="36.01",
            issued_at=now(),
            expires_on=until,
            grounds=[
                Ground(
                    claim_id=claim.id,
                    basis={},
                    rules_version="1",
                    approved_by_id=owner.id,
                    office="36.01",
                    approved_at=now(),
                    expires_on=until,
                )
            ],
        )
        session.add(badge)
        events.record("badge.issued", badge, shop_id=shop.id)
    return badge


def take_badge(shop: Shop) -> None:
    """The badge as an officer's revocation leaves it behind."""
    with transaction():
        badge = locked(shop).badges[0]
        badge.revoked_at = now()
        events.record("badge.revoked", badge, shop_id=shop.id)
