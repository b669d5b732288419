"""One officer checks what she saw, another approves; the badge says what it rests on."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from marketplace.accounts import services as accounts
from marketplace.clock import months_after, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.events import Event
from marketplace.registry.models import Cooperative
from marketplace.sellers import queries, services
from marketplace.sellers.models import Badge
from marketplace.sellers.services import Seen
from marketplace.sellers.services.badges import ALPHABET, CODE_LENGTH
from tests.afterwards import fresh
from tests.builders import memberships, people, shops
from tests.builders.memberships import WHY, approved, checked, rejected, seen


def badges() -> list[Badge]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Badge)))


def change(record, **values) -> None:
    with transaction() as session:
        kept = session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(kept, name, value)


def approve(claim, by):
    return services.approve(claim, by=by, reason=WHY, seen=seen(claim))


def test_two_officers_give_a_badge_with_its_basis(claim, yayah, cooperative):
    badge = approved(claim, yayah)
    assert badge.issuing_office == "Dinas Koperasi dan UKM Kabupaten Pandeglang"
    assert badge.basis["name"] == cooperative.name
    assert badge.basis["nik_koperasi"] == cooperative.nik_koperasi
    assert badge.basis["grade"] == "B" and badge.rules_version
    assert badge.expires_on == months_after(today(), 12)
    assert fresh(claim).state == "approved" and claim.reason == WHY
    assert len(badge.code) == CODE_LENGTH >= 10 and set(badge.code) <= set(ALPHABET)
    [ground] = fresh(badge).grounds
    assert (ground.checked_by_id, ground.approved_by_id) == (memberships.checker().id, yayah.id)
    assert [note.act for note in fresh(claim).notes] == ["submit", "check", "approve"]


@pytest.mark.parametrize(
    ("certificate_days", "expected"),
    [(40, lambda day: day + timedelta(days=40)), (0, lambda day: day),
     (900, lambda day: months_after(day, 12))],
)  # fmt: skip
def test_a_badge_ends_with_the_certificate_or_after_a_year(
    claim, yayah, cooperative, certificate_days, expected
):
    change(cooperative, certificate_expires_on=today() + timedelta(days=certificate_days))
    badge = approved(claim, yayah)
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
        checked(claim, yayah)
    assert fresh(claim).is_waiting and badges() == []


def test_no_badge_before_the_shop_s_number_is_confirmed(claim, shop, yayah):
    change(shop, whatsapp_confirmed_at=None)
    with pytest.raises(RuleBroken, match="belum terbukti"):
        approved(claim, yayah)
    assert fresh(claim).state == "checked"


def test_a_suspended_shop_gets_no_badge(claim, shop, yayah):
    services.suspend(shop, by=people.appointed(cast.ASEP), reason="Barang tiruan.")
    with pytest.raises(RuleBroken, match="dibekukan"):
        approved(claim, yayah)


def test_the_same_person_never_does_both(claim, yayah):
    with pytest.raises(RuleBroken, match="berpindah langkah"):
        approve(claim, yayah)
    checked(claim, yayah)
    with pytest.raises(RuleBroken, match="Anda yang memeriksa"):
        approve(claim, yayah)
    with transaction() as session:  # ended and appointed anew, she is still the same person
        appointment = session.get_one(type(yayah), yayah.id).appointment
        appointment.regency_code = None
    with pytest.raises(RuleBroken, match="Anda yang memeriksa"):
        approve(claim, yayah)
    with pytest.raises(sa.exc.IntegrityError):  # the database has the last word
        change(claim, state="approved", decided_by_id=yayah.id)
    db.session.rollback()
    assert badges() == [] and approve(claim, people.appointed(cast.ASEP))


def test_a_second_account_of_the_same_person_is_she(claim, shop, owner, yayah):
    asep, halimah = people.appointed(cast.ASEP), people.appointed(cast.HALIMAH)
    for person in (yayah, asep):
        accounts.keep_personal_number(person, "nik_ktp", "3601135507850003")
    checked(claim, yayah)
    with pytest.raises(RuleBroken, match="Anda yang memeriksa"):
        approve(claim, asep)
    for person in (owner, halimah):
        accounts.keep_personal_number(person, "nik_ktp", "3601135507850004")
    with pytest.raises(RuleBroken, match="lapak Anda sendiri"):
        approve(claim, halimah)
    assert badges() == []


def test_a_step_is_bound_to_what_the_officer_saw(claim, yayah, cooperative):
    old = seen(claim)
    change(claim, member_number="B-99")
    for verb in (services.check, services.reject, services.return_):
        with pytest.raises(Stale, match="berubah sejak Anda"):
            verb(claim, by=yayah, reason=WHY, seen=old)
    before = seen(claim)
    change(cooperative, grade="A", version=fresh(cooperative).version + 1)
    for verb in (services.check, services.reject, services.return_):
        with pytest.raises(Stale, match="register berubah"):
            verb(claim, by=yayah, reason=WHY, seen=before)


def test_both_see_the_same_record(claim, yayah, cooperative):
    checked(claim)
    change(cooperative, grade="A", version=fresh(cooperative).version + 1)
    with pytest.raises(Stale, match="sesudah klaim diperiksa"):
        approve(claim, yayah)
    services.send_back(claim, by=yayah, reason="Catatannya berubah.", seen=seen(claim))
    assert fresh(claim).is_waiting and claim.checked_by_id is None
    assert approved(claim, yayah).basis["grade"] == "A"


def test_a_claim_is_decided_once_and_with_a_reason(claim, yayah):
    for reason in ("", "  ", "ok", "x" * 1001):
        with pytest.raises(RuleBroken, match="lasan"):
            rejected(claim, yayah, reason)
    rejected(claim, yayah)
    for again in (services.check, services.approve, services.reject, services.send_back):
        with pytest.raises(RuleBroken, match="sudah diputuskan"):
            again(claim, by=yayah, reason=WHY, seen=seen(claim))
    assert badges() == []


def test_nobody_decides_on_her_own_shop(cooperative, yayah):
    change(yayah, phone="+6281200000555", phone_confirmed_at=fresh(yayah).created_at)
    claim = memberships.claim_of(shops.shop_of(fresh(yayah), "Lapak Yayah"), yayah)
    for act in (checked, rejected):
        with pytest.raises(RuleBroken, match="lapak Anda sendiri"):
            act(claim, yayah)


def test_an_owner_or_stranger_decides_nothing(claim, owner, stranger):
    for person in (owner, stranger):
        for verb in (services.check, services.approve, services.reject, services.return_):
            with pytest.raises(NotFound):
                verb(claim, by=person, reason=WHY, seen=Seen(1, 1))


def test_a_revoked_badge_is_gone_at_once(claim, shop, yayah):
    badge = approved(claim, yayah)
    assert queries.badge_of(shop).id == badge.id
    services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    assert queries.badge_of(shop) is None
    assert fresh(badge).state(today()) == "revoked"
    with pytest.raises(RuleBroken, match="sudah dicabut"):
        services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    with pytest.raises(NotFound):
        services.revoke(badge, by=people.appointed(cast.ENTIN), reason="Kartu ternyata palsu.")


def test_the_trail_holds_ids_and_codes_and_no_words(claim, yayah):
    badge = approved(claim, yayah)
    services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    db.session.rollback()
    trail = {e.name: e for e in db.session.scalars(sa.select(Event))}
    expected = {"claim.submitted", "claim.checked", "claim.approved", "badge.issued",
                "badge.revoked"}  # fmt: skip
    assert expected <= set(trail)
    assert trail["badge.issued"].actor_id == yayah.id
    assert trail["claim.approved"].details["no_interest"] is True
    for name in expected:
        assert all(len(str(v)) < 12 for v in trail[name].details.values()), name
    assert db.session.get(Cooperative, badge.cooperative_id) is not None
