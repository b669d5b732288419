"""Visits to the pages of claims: who decides, and what stands between her and a decision."""

from typing import Any

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.demo import cast
from marketplace.registry.models import Cooperative
from marketplace.sellers.models import Claim, Shop
from marketplace.sellers.services import interests


def add(street: Any, officer: User, near: Shop) -> None:
    """An officer with an interest in one shop, before and after she declares it."""
    interests.declare(near, by=officer, relation="kin")
    key = (officer.email or "").partition("@")[0]
    street.add("console.interests", key)
    street.add("console.interests", key, q="lapak")
    street.add("console.interest", key, shop_id=near.id)
    street.add("console.interests", "jajang.admin")
    for slug in ("anggota", "koperasi", "usaha"):
        street.add("workspace.claim_new", "rohayati", slug=slug)
    cooperative = db.session.scalars(sa.select(Cooperative.id).order_by(Cooperative.id)).first()
    street.add("workspace.claim_new", "rohayati", slug="anggota", koperasi=cooperative)
    for state in ("persetujuan", "jawaban"):
        street.add("console.claims", "halimah.provinsi", keadaan=state, jenis="anggota")
    _hers(street)


def _hers(street: Any) -> None:
    """A claim of the cast in every state, as its owner reads it."""
    for key in ("rohayati", "ujang", "dewi", "nurlela"):
        one = cast.person(key)
        assert one is not None
        claim = db.session.scalars(
            sa.select(Claim)
            .join(User, User.id == Claim.submitted_by_id)
            .where(User.phone == one.phone)
            .order_by(Claim.id.desc())
        ).first()
        if claim is not None:
            street.add("workspace.claim", key, claim_id=claim.id)
    street.add("workspace.memberships", "hendra")
