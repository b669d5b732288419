"""Cooperatives, claims and badges for tests."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.registry.models import Cooperative
from marketplace.sellers import register, services
from marketplace.sellers.models import Badge, Claim, Evidence, Ground, Shop
from marketplace.sellers.services import Piece, Seen
from tests.builders import people
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


WHY = "Kartu cocok dengan register."


def card() -> list[Piece]:
    """What a member shows: a photo of her card."""
    return [Piece("member_card", photo())]


def claim_of(shop: Shop, owner: User, number: str = NUMBER) -> Claim:
    """A claim that waits."""
    return services.submit_claim(
        shop, by=owner, number=number, role="anggota", member_number="A-12", evidence=card()
    )


def checker() -> User:
    """An officer of the province who checks what others approve; appointed when first asked for."""
    email = "pemeriksa@contoh.test"
    known = db.session.scalar(sa.select(User).where(User.email == email))
    return known or people.officer("Pemeriksa", email, duties=["verify"])


def seen(claim: Claim) -> Seen:
    """What an officer has before her when she opens the claim now."""
    db.session.rollback()
    claim = db.session.get_one(Claim, claim.id, populate_existing=True)
    record = register.record_of(claim)
    return Seen(claim.version, record.version if record else 0)


def checked(claim: Claim, by: User | None = None) -> Claim:
    """The claim as somebody found it true, waiting for a second officer."""
    return services.check(claim, by=by or checker(), reason=WHY, seen=seen(claim))


def approved(claim: Claim, by: User) -> Badge:
    """The badge of a claim that one officer checked and this one approves."""
    claim = checked(claim)
    return services.approve(claim, by=by, reason=WHY, seen=seen(claim))


def rejected(claim: Claim, by: User, reason: str = "Foto tidak terbaca.") -> Claim:
    """The claim as an officer found it not proven."""
    return services.reject(claim, by=by, reason=reason, seen=seen(claim))


def badge_of(shop: Shop, owner: User, by: User, expires_on: date | None = None) -> Badge:
    """A badge that an officer gave; `expires_on` sets its last day afterwards."""
    badge = approved(claim_of(shop, owner), by)
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
