"""Who decides about whom: by the cooperative's form and place, never by the shop's."""

import pytest
import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers import jurisdiction, queries
from marketplace.sellers.models import Claim
from tests.builders import memberships, people, shops

FORMS = [
    "Primer Kabupaten/Kota", "Primer Provinsi", "Primer Nasional", "Sekunder Kabupaten/Kota",
    "Sekunder Provinsi", "Sekunder Nasional", None,
]  # fmt: skip
LOCAL = {"Primer Kabupaten/Kota", None}
PROVINCE, PANDEGLANG, LEBAK = cast.HALIMAH, cast.YAYAH, cast.ENTIN


def decides(who: cast.OfficerOfCast, form: str | None, regency: str | None) -> bool:
    """The rule of the register (1.5, 1.9), written down a second time."""
    if who is PROVINCE:
        return True
    return form in LOCAL and regency == who.regency


@pytest.mark.parametrize("regency", ["36.01", "36.02", None])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", [PROVINCE, PANDEGLANG, LEBAK], ids=lambda one: one.key)
def test_the_right_office_decides(shop, owner, who, form, regency):
    cooperative = memberships.cooperative(form=form, regency_code=regency)
    claim = memberships.claim_of(shop, owner)
    officer = people.appointed(who)
    may = decides(who, form, regency)
    assert jurisdiction.may_decide(officer, cooperative) is may
    assert bool(queries.claims_for(officer, "waiting")) is may
    assert (queries.claim_for(officer, claim.id) is not None) is may
    assert queries.claim_counts(officer).waiting == int(may)
    if not may:
        with pytest.raises(NotFound):
            memberships.rejected(claim, officer)
    else:
        memberships.rejected(claim, officer)


@pytest.mark.parametrize("who", [cast.ARIF, cast.LILIS, cast.JAJANG], ids=lambda one: one.key)
def test_an_officer_without_the_duty_decides_nothing(claim, who):
    with pytest.raises(NotFound):
        memberships.checked(claim, people.appointed(who))


def test_an_ended_appointment_decides_nothing(claim, yayah):
    with transaction() as session:
        session.get_one(User, yayah.id).appointment.end(now())
    db.session.rollback()
    with pytest.raises(NotFound):
        memberships.checked(claim, yayah)
    assert queries.claims_for(db.session.get(User, yayah.id), "waiting") == []


def test_the_condition_for_lists_is_the_rule_for_one(app):
    for number, form in enumerate(FORMS):
        for regency in ("36.01", "36.02", None):
            memberships.cooperative(
                form=form, regency_code=regency, legal_number_key=f"X{number}{regency}",
                nik_koperasi=f"36{number:04d}{(regency or '0').replace('.', ''):>07}",
            )  # fmt: skip
    for who in (PROVINCE, PANDEGLANG, LEBAK):
        officer = people.appointed(who)
        listed = set(
            db.session.scalars(sa.select(Cooperative.id).where(jurisdiction.decided_by(officer)))
        )
        one_by_one = {
            record.id
            for record in db.session.scalars(sa.select(Cooperative))
            if jurisdiction.may_decide(officer, record)
        }
        assert listed == one_by_one


def test_the_condition_for_claims_is_the_rule_for_one(shop, owner, keep):
    market, maman = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    keep(Business(id=1, name="Dapur", name_key="dapur", nib="0220001901234", regency_code="36.02"))
    at, number = now(), 0
    for place, person in ((shop, owner), (market, maman)):
        for form in FORMS:
            for regency in ("36.01", "36.02", None):
                number += 1
                record = memberships.cooperative(
                    form=form, regency_code=regency, legal_number_key=f"X{number}",
                    nik_koperasi=None,
                )  # fmt: skip
                keep(claim_on(place, person, at, "member", cooperative_id=record.id))
        keep(claim_on(place, person, at, "member"))
        keep(claim_on(place, person, at, "business"))
        keep(claim_on(place, person, at, "business", business_id=1))
    claims = list(db.session.scalars(sa.select(Claim)))
    assert len(claims) == 48
    for who in (PROVINCE, PANDEGLANG, LEBAK, cast.TUBAGUS):
        officer = people.appointed(who)
        mine = {claim.id for claim in claims if jurisdiction.decides(officer, claim)}
        listed = queries.claims_for(officer, "rejected", size=100)
        assert {claim.id for claim in listed} == mine
        assert queries.claim_counts(officer).by_state.get("rejected", 0) == len(mine)
        found = {claim.id for claim in claims if queries.claim_for(officer, claim.id)}
        assert found == mine
        by_shop = {claim.id for claim in claims if claim.cooperative_id is None} & mine
        places = {shop.regency_code, market.regency_code}
        assert len(by_shop) == (6 if who is PROVINCE else 3 * (who.regency in places))


def claim_on(place, person, at, kind, **record):
    return Claim(
        shop_id=place.id, submitted_by_id=person.id, kind=kind, number="X", state="rejected",
        submitted_at=at, since=at, decided_at=at, **record,
    )  # fmt: skip


def test_the_owner_reads_which_office_decides(shop, owner):
    local = memberships.cooperative()
    wide = memberships.cooperative(form="Primer Provinsi", nik_koperasi=None, legal_number_key="X")
    assert jurisdiction.office_that_decides(local) == "Dinas Koperasi dan UKM Kabupaten Pandeglang"
    assert jurisdiction.office_that_decides(wide) == jurisdiction.PROVINCE
