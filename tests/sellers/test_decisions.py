"""An officer approves or rejects what she saw; the badge says what it rests on, until when."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from marketplace.clock import months_after, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from marketplace.registry.models import Cooperative
from marketplace.sellers import queries, services
from marketplace.sellers.models import Badge
from marketplace.sellers.services.badges import ALPHABET, CODE_LENGTH
from tests.afterwards import fresh
from tests.builders import memberships, people, shops

WHY = "Kartu dan nama cocok dengan register."


def badges() -> list[Badge]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Badge)))


def change(record, **values) -> None:
    with transaction() as session:
        kept = session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(kept, name, value)


def test_an_approval_gives_a_badge_with_its_basis(claim, yayah, cooperative):
    badge = services.approve(claim, by=yayah, reason=WHY, version=1)
    assert badge.issuing_office == "Dinas Koperasi dan UKM Kabupaten Pandeglang"
    assert badge.basis["name"] == cooperative.name
    assert badge.basis["nik_koperasi"] == cooperative.nik_koperasi
    assert badge.basis["grade"] == "B" and badge.rules_version
    assert badge.expires_on == months_after(today(), 12)
    assert fresh(claim).state == "approved" and claim.reason == WHY
    assert len(badge.code) == CODE_LENGTH >= 10 and set(badge.code) <= set(ALPHABET)
    assert not set("01OIL") & set(ALPHABET)


@pytest.mark.parametrize(
    ("certificate_days", "expected"),
    [(40, lambda day: day + timedelta(days=40)), (0, lambda day: day),
     (900, lambda day: months_after(day, 12))],
)  # fmt: skip
def test_a_badge_ends_with_the_certificate_or_after_a_year(
    claim, yayah, cooperative, certificate_days, expected
):
    change(cooperative, certificate_expires_on=today() + timedelta(days=certificate_days))
    badge = services.approve(claim, by=yayah, reason=WHY, version=1)
    assert badge.expires_on == expected(today())
    assert badge.is_valid(badge.expires_on)
    assert badge.state(badge.expires_on + timedelta(days=1)) == "expired"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"certificate_expires_on": date(2026, 1, 1)}, "Sertifikat berakhir 1 Januari 2026"),
        ({"grade": "D"}, "Grade D"),
        ({"grade": None}, "Grade belum tercatat"),
        ({"certificate_status": "Belum Bersertifikat"}, "Belum Bersertifikat"),
        ({"activity": "Dibekukan"}, "dibekukan"),
        ({"certificate_expires_on": None}, "belum tercatat"),
    ],
)
def test_the_rule_of_today_refuses_with_its_reasons(claim, yayah, cooperative, values, words):
    change(cooperative, **values)
    with pytest.raises(RuleBroken, match=words):
        services.approve(claim, by=yayah, reason=WHY, version=1)
    assert fresh(claim).is_waiting and badges() == []


def test_no_badge_before_the_shop_s_number_is_confirmed(claim, shop, yayah):
    change(shop, whatsapp_confirmed_at=None)
    with pytest.raises(RuleBroken, match="belum terbukti"):
        services.approve(claim, by=yayah, reason=WHY, version=1)
    assert fresh(claim).is_waiting


def test_a_suspended_shop_gets_no_badge(claim, shop, yayah):
    services.suspend(shop, by=people.appointed(cast.ASEP), reason="Barang tiruan.")
    with pytest.raises(RuleBroken, match="dibekukan"):
        services.approve(claim, by=yayah, reason=WHY, version=1)


def test_a_decision_is_bound_to_what_the_officer_saw(claim, yayah, cooperative):
    change(claim, member_number="B-99")
    with pytest.raises(RuleBroken, match="berubah sejak Anda"):
        services.approve(claim, by=yayah, reason=WHY, version=1)
    seen = fresh(cooperative).version
    change(cooperative, version=seen + 1)
    with pytest.raises(RuleBroken, match="register berubah"):
        services.approve(claim, by=yayah, reason=WHY, version=2, record_version=seen)
    with pytest.raises(RuleBroken, match="berubah sejak Anda"):
        services.reject(claim, by=yayah, reason=WHY, version=1)


def test_a_claim_is_decided_once_and_with_a_reason(claim, yayah):
    for reason in ("", "  ", "ok", "x" * 1001):
        with pytest.raises(RuleBroken, match="lasan"):
            services.reject(claim, by=yayah, reason=reason, version=1)
    services.reject(claim, by=yayah, reason="Foto kartu tidak terbaca.", version=1)
    for again in (services.approve, services.reject):
        with pytest.raises(RuleBroken, match="sudah diputuskan"):
            again(fresh(claim), by=yayah, reason=WHY, version=2)
    assert badges() == []


def test_nobody_decides_on_her_own_shop(cooperative, yayah):
    change(yayah, phone="+6281200000555", phone_confirmed_at=fresh(yayah).created_at)
    hers = shops.shop_of(fresh(yayah), "Lapak Yayah")
    claim = memberships.claim_of(hers, yayah)
    for verb in (services.approve, services.reject):
        with pytest.raises(RuleBroken, match="lapak Anda sendiri"):
            verb(claim, by=yayah, reason=WHY, version=1)


def test_an_owner_or_stranger_decides_nothing(claim, owner, stranger):
    for person in (owner, stranger):
        with pytest.raises(NotFound):
            services.approve(claim, by=person, reason=WHY, version=1)


def test_a_revoked_badge_is_gone_at_once(claim, shop, yayah):
    badge = services.approve(claim, by=yayah, reason=WHY, version=1)
    assert queries.badge_of(shop).id == badge.id
    services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    assert queries.badge_of(shop) is None
    assert fresh(badge).state(today()) == "revoked"
    with pytest.raises(RuleBroken, match="sudah dicabut"):
        services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    with pytest.raises(NotFound):
        services.revoke(badge, by=people.appointed(cast.ENTIN), reason="Kartu ternyata palsu.")


def test_the_trail_holds_ids_and_no_personal_words(claim, yayah, owner):
    badge = services.approve(claim, by=yayah, reason=WHY, version=1)
    services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    db.session.rollback()
    trail = {e.name: e for e in db.session.scalars(sa.select(Event))}
    expected = {"claim.submitted", "claim.approved", "badge.issued", "badge.revoked"}
    assert expected <= set(trail)
    assert trail["badge.issued"].actor_id == yayah.id
    for name in expected:
        assert all(isinstance(v, int | bool) for v in trail[name].details.values()), name
    assert db.session.get(Cooperative, badge.cooperative_id) is not None
