"""Permits that officers look up: marked on the product, or hidden, bound to what was seen."""

import pytest

from marketplace.accounts import services as accounts
from marketplace.catalog.models import Permit
from marketplace.catalog.permits import desk, queries
from marketplace.catalog.services import permit_checks, permits
from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.sellers.services import interests
from tests.afterwards import fresh
from tests.at_once import at_once
from tests.builders import goods, people, shops

NUMBER = "2023604010123-31"
FOUND = {"reason_code": "permit_found", "reason": "Ada di daftar penerbitnya."}


@pytest.fixture
def asep(app):
    return people.appointed(cast.ASEP)


@pytest.fixture
def listing(app):
    shop, owner = shops.shop_and_owner(cast.ROHAYATI)
    return goods.sell(shop, owner, "Emping manis", "emping", "bungkus", 21_000)


@pytest.fixture
def permit(listing):
    owner = listing.shop.members[0].user
    return permits.state(listing.shop, by=owner, kind="pirt", number=NUMBER, listing=listing)


def shown(permit):
    db.session.rollback()
    return queries.of_product(permit.shop_id, permit.listing_id)


def test_a_permit_that_was_found_says_by_whom_and_when(permit, asep):
    assert shown(permit)[0].confirmed_by is None
    assert [one.permit.id for one in desk.permits_for(asep, "waiting")] == [permit.id]
    permit_checks.find(permit, "confirmed", by=asep, version=1, **FOUND)
    view = shown(permit)[0]
    assert view.confirmed_by == "Dinas Koperasi dan UKM Kabupaten Pandeglang"
    assert desk.permit_counts(asep) == {"waiting": 0, "confirmed": 1, "refuted": 0}


def test_what_is_not_so_is_shown_to_nobody_until_it_is_corrected(permit, asep, listing):
    wrong = {"reason_code": "permit_unknown", "reason": "Nomornya tidak ditemukan."}
    permit_checks.find(permit, "refuted", by=asep, version=1, **wrong)
    assert shown(permit) == []
    owner = listing.shop.members[0].user
    permits.correct(fresh(permit), by=owner, version=2, number="2023604010124-31")
    assert [view.confirmed_by for view in shown(permit)] == [None]
    assert fresh(permit).finding is None and fresh(permit).check_reason is None


def test_a_late_finding_is_refused(permit, asep, listing):
    owner = listing.shop.members[0].user
    permits.correct(permit, by=owner, version=1, number="2023604010124-31")
    with pytest.raises(Stale):
        permit_checks.find(permit, "confirmed", by=asep, version=1, **FOUND)
    assert fresh(permit).finding is None


def test_it_takes_a_finding_and_a_reason_that_fits(permit, asep):
    for finding, code, reason in (
        ("maybe", "permit_found", "Ada."), ("confirmed", "permit_unknown", "Tidak ada."),
        ("confirmed", "", "  ya "),
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            permit_checks.find(permit, finding, by=asep, version=1, reason_code=code, reason=reason)
    assert fresh(permit).finding is None


@pytest.mark.parametrize("who", [cast.ENTIN, cast.LILIS, cast.ARIF], ids=lambda one: one.key)
def test_other_offices_and_duties_find_nothing(permit, who):
    stranger = people.appointed(who)
    with pytest.raises(NotFound):
        permit_checks.find(permit, "confirmed", by=stranger, version=1, **FOUND)
    if who is cast.ENTIN:
        assert desk.permit_for(stranger, permit.id) is None


def test_not_of_a_shop_that_is_near_to_her(permit, asep, listing):
    interests.declare(listing.shop, by=asep, relation="kin")
    assert desk.permits_for(asep, "waiting") == []
    with pytest.raises(RuleBroken):
        permit_checks.find(permit, "confirmed", by=asep, version=1, **FOUND)


def test_not_of_a_shop_that_she_keeps_under_another_account(permit, asep, listing):
    for person in (asep, listing.shop.members[0].user):
        accounts.keep_personal_number(person, "nik_ktp", "3601135507850004")
    with pytest.raises(RuleBroken, match="lapak Anda sendiri"):
        permit_checks.find(permit, "confirmed", by=asep, version=1, **FOUND)


def test_of_two_officers_at_once_one_finds(app, permit, asep):
    yayah, permit_id = people.appointed(cast.YAYAH), permit.id

    def find(finding, by, code):
        one = db.session.get_one(Permit, permit_id)
        permit_checks.find(
            one, finding, by=by, version=1, reason_code=code, reason="Sudah dicocokkan."
        )

    results = at_once(
        app,
        lambda: find("confirmed", asep, "permit_found"),
        lambda: find("refuted", yayah, "permit_unknown"),
    )
    assert sorted(type(one).__name__ for one in results) == ["NoneType", "Stale"]
    assert fresh(permit).version == 2


def test_an_officer_marks_it_on_the_page(browser, permit, asep, listing):
    office = browser.as_(asep)
    page = office.visit("console.permit", permit_id=permit.id)
    assert "sppirt.pom.go.id" in page.text
    fields = page.fields('form[action$="/pemeriksaan"]')
    late = office.send(
        "console.permit_finding",
        {**fields, "version": 7, "finding": "confirmed", "reason_code": "permit_found"},
        permit_id=permit.id,
    )
    assert late.status == 409
    sent = {**fields, "finding": "confirmed", "reason_code": "permit_found"}
    assert office.send("console.permit_finding", sent, permit_id=permit.id).status == 302
    text = browser.visit("storefront.product", slug=listing.slug).text
    assert "Dicocokkan Dinas Koperasi dan UKM Kabupaten Pandeglang" in text
