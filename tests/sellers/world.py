"""A small world for these tests: the cast with shops and duties, a register, photos as bytes."""

import io
from datetime import date, timedelta
from typing import Any

from PIL import Image

from marketplace.accounts.models import Officer, User
from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.registry.models import Cooperative
from marketplace.sellers import services
from marketplace.sellers.models import Badge, Claim, Shop

NUMBER = "3601130010007"


def person(one: cast.Person) -> User:
    """Somebody of the cast, with an account."""
    user = User(name=one.name, email=one.email, phone=one.phone)
    user.phone_confirmed_at = now() if one.phone_confirmed else None
    with transaction() as session:
        session.add(user)
    return user


def officer(one: cast.OfficerOfCast, **changes: Any) -> User:
    """An officer of the cast, appointed; `changes` replace regency or duties."""
    user = person(one)
    chosen = {"regency": one.regency, "duties": one.duties, **changes}
    with transaction() as session:
        session.add(
            Officer(
                user_id=user.id,
                regency_code=chosen["regency"],
                duties=list(chosen["duties"]),
                is_administrator=one.is_administrator,
                appointed_at=now(),
            )
        )
    return user


def shop_of(owner: User, name: str = "Emping Rohayati", **changes: Any) -> Shop:
    """A shop of this person, in Menes unless told, on her own number."""
    chosen = {"village_code": "36.01.13.2011", "address": "Kp. Kadu", "whatsapp": owner.phone or ""}
    return services.open_shop(by=owner, name=name, **{**chosen, **changes})


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


def photo(size: tuple[int, int] = (640, 400), kind: str = "JPEG", **options: Any) -> bytes:
    """A photo of nothing in particular."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


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


def fresh(record: Any) -> Any:
    """The record as the database has it now."""
    db.session.rollback()
    return db.session.get(type(record), record.id, populate_existing=True)
