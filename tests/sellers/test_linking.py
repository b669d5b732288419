"""An officer says which record a claim means; nothing is chosen, granted or decided by that."""

import pytest
import sqlalchemy as sa

from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.events import Event
from marketplace.registry import services as registry
from marketplace.registry.models import Business
from marketplace.sellers import queries, services
from marketplace.sellers.models import Badge, Claim
from tests.at_once import at_once
from tests.builders import memberships, people
from tests.builders.memberships import seen

WHY = "Kartunya menyebut nama dan kecamatan yang sama."


@pytest.fixture
def unlinked(shop, owner, keep):
    """A claim whose number is in no register."""
    at = now()
    return keep(
        Claim(shop_id=shop.id, submitted_by_id=owner.id, kind="member", number="3601130010070",
              role="anggota", member_number="A-12", submitted_at=at, since=at)
    )  # fmt: skip


def link(claim, record, by, **changes):
    present = seen(claim)
    saw = services.Seen(changes.get("version", present.version), changes.get("record_version", 1))
    return services.link_record(claim, record, by=by, reason=WHY, seen=saw)


def test_a_claim_without_a_record_waits_for_the_office_of_its_shop(unlinked, yayah):
    assert queries.claim_for(yayah, unlinked.id) is not None
    entin = people.appointed(cast.ENTIN)
    assert queries.claim_for(entin, unlinked.id) is None
    with pytest.raises(RuleBroken, match="belum ada di register"):
        services.check(unlinked, by=yayah, reason=WHY, seen=seen(unlinked))


def test_an_officer_links_it_and_two_have_yet_to_decide(unlinked, cooperative, yayah):
    claim = link(unlinked, cooperative, yayah)
    assert (claim.cooperative_id, claim.state, claim.version) == (cooperative.id, "waiting", 2)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Badge)) == 0
    told = db.session.scalars(sa.select(Event).where(Event.name == "claim.linked")).one()
    assert told.details["record_id"] == cooperative.id and told.details["record_before"] is None
    assert claim.notes[-1].act == "link" and not claim.notes[-1].is_for_the_owner
    assert memberships.approved(claim, yayah).cooperative_id == cooperative.id


def test_a_link_is_bound_to_what_the_officer_saw(unlinked, cooperative, yayah):
    with pytest.raises(Stale):
        link(unlinked, cooperative, yayah, version=7)
    with pytest.raises(Stale):
        link(unlinked, cooperative, yayah, record_version=9)
    with pytest.raises(RuleBroken, match="alasan"):
        services.link_record(unlinked, cooperative, by=yayah, reason=" ", seen=seen(unlinked))
    claim = memberships.checked(link(unlinked, cooperative, yayah))
    with pytest.raises(RuleBroken):
        link(claim, cooperative, yayah)


def test_a_stranger_links_nothing(unlinked, cooperative):
    for who in (cast.ENTIN, cast.ARIF, cast.JAJANG):
        with pytest.raises(NotFound):
            link(unlinked, cooperative, people.appointed(who))


def test_a_record_must_fit_the_claim_and_lie_in_banten(unlinked, yayah, keep):
    business = keep(Business(name="D", name_key="d", nib="0220001901234", regency_code="36.01"))
    with pytest.raises(RuleBroken, match="register lain"):
        link(unlinked, business, yayah)
    away = memberships.cooperative(outside_banten=True, regency_code=None)
    with pytest.raises(RuleBroken, match="luar Banten"):
        link(unlinked, away, yayah)


def test_a_record_of_elsewhere_takes_the_claim_to_its_office(unlinked, yayah):
    elsewhere = memberships.cooperative(regency_code="36.02")
    link(unlinked, elsewhere, yayah)
    assert queries.claim_for(yayah, unlinked.id) is None
    assert queries.claim_for(people.appointed(cast.ENTIN), unlinked.id) is not None


def test_two_officers_at_once_link_it_once(app, unlinked, yayah):
    records = [
        memberships.cooperative(),
        memberships.cooperative(nik_koperasi="3601130010099", legal_number_key="X"),
    ]
    halimah = people.appointed(cast.HALIMAH)
    saw = seen(unlinked)
    results = at_once(
        app,
        *(
            lambda record=record, by=by: services.link_record(
                unlinked, record, by=by, reason=WHY, seen=services.Seen(saw.version, 1)
            )
            for record, by in zip(records, (yayah, halimah), strict=True)
        ),
    )
    assert len([one for one in results if isinstance(one, Stale)]) == 1
    assert db.session.scalar(sa.select(Claim.version).where(Claim.id == unlinked.id)) == 2


def test_the_page_proposes_and_the_officer_picks(browser, unlinked, cooperative, yayah):
    registry.index_names("koperasi")
    desk = browser.as_(yayah)
    page = desk.visit("console.claim", claim_id=unlinked.id)
    assert "Nomornya mirip: dua angka tertukar" in page.text
    assert not page.all('input[name="record"][checked]')
    value = page.one('input[name="record"]')["value"]
    data = {**page.fields('form[action$="/catatan"]'), "record": value, "link_reason": ""}
    address = {"claim_id": unlinked.id}
    assert desk.send("console.claim_record", data, **address).status == 422
    data["link_reason"] = WHY
    for nonsense in ("", "1:", "9" * 38 + ":1"):
        assert (
            desk.send("console.claim_record", {**data, "record": nonsense}, **address).status == 422
        )
    assert desk.send("console.claim_record", {**data, "record": "999:1"}, **address).status == 404
    late = {**data, "record": f"{cooperative.id}:9"}
    assert desk.send("console.claim_record", late, **address).status == 409
    assert desk.send("console.claim_record", data, **address).status == 302
    assert desk.send("console.claim_record", data, **address).status == 409
    assert "berbeda" in desk.visit("console.claim", **address).text


def test_a_member_number_of_another_shop_is_told(shop, owner, claim, stranger, yayah, browser):
    theirs = queries.shop_of(stranger)
    memberships.claim_of(theirs, stranger)
    with transaction() as session:
        session.get_one(Claim, claim.id).member_number = "a 12"
    page = browser.as_(yayah).visit("console.claim", claim_id=claim.id)
    assert "juga dipakai 1 lapak lain" in page.text


def test_a_business_is_compared_field_by_field(shop, owner, yayah, keep, browser):
    at = now()
    record = keep(
        Business(name="EMPING ROHAYATI", name_key="emping rohayati", nib="0220001901234",
                 regency_code="36.02", scale="Mikro", kbli="10794")
    )  # fmt: skip
    claim = keep(
        Claim(shop_id=shop.id, submitted_by_id=owner.id, kind="business", number=record.nib,
              business_id=record.id, submitted_at=at, since=at)
    )  # fmt: skip
    page = browser.as_(yayah).visit("console.claim", claim_id=claim.id)
    differing = [row.get_text() for row in page.all(".compare__row--differs .compare__label")]
    assert differing == ["Kabupaten/kota berbeda"]
    assert "Register UMKM" in page.text and "10794" in page.text
