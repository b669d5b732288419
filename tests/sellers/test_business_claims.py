"""A UMKM with a NIB: claimed with its document and an identity card, on a record by its number."""

import io

import pytest

from marketplace.accounts import queries as people
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.registry.models import Business
from marketplace.sellers import queries, services
from tests.afterwards import fresh
from tests.builders import memberships
from tests.builders import people as officers
from tests.builders.memberships import WHY, seen
from tests.builders.photos import photo

NIB, NIK = "0220001901234", "3601135507850003"


@pytest.fixture
def hers(browser, owner, shop):
    return browser.as_(owner)


def business(**changes):
    """Her business as the register has it."""
    facts = {"name": "EMPING ROHAYATI", "name_key": "emping rohayati", "nib": NIB,
             "regency_code": "36.01", "regency_name": "Kabupaten Pandeglang", "scale": "Mikro",
             "outside_banten": False}  # fmt: skip
    record = Business(**{**facts, **changes})
    with transaction() as session:
        session.add(record)
    return record


def part():
    return (io.BytesIO(photo()), "foto.jpg", "image/jpeg")


def send(hers, **changes):
    data = {"number": NIB, "nik_ktp": NIK, "consent": "y", "photo_nib": part(),
            "photo_ktp": part(), **changes}  # fmt: skip
    return hers.send("workspace.claim_submission", data, slug="usaha")


def the_claim(shop):
    return queries.latest_claims_of(fresh(shop))[0]


def test_two_officers_give_the_badge_of_a_business(hers, shop, owner, yayah):
    record = business()
    assert send(hers).status == 302
    claim = the_claim(shop)
    assert (claim.kind, claim.business_id, claim.cooperative_id) == ("business", record.id, None)
    assert [one.kind for one in claim.evidence] == ["nib", "ktp"]
    assert people.masked_number_of(owner.id, "nik_ktp") == "3601********0003"
    badge = memberships.approved(claim, yayah)
    assert (badge.kind, badge.business_id) == ("business", record.id)
    assert fresh(shop).badges[0].name == "EMPING ROHAYATI"


def test_a_nib_that_is_not_in_the_register_waits_for_it(hers, shop, yayah, browser):
    assert send(hers).status == 302
    claim = the_claim(shop)
    assert claim.record is None and seen(claim).record_version == 0
    page = browser.as_(yayah).visit("console.claim", claim_id=claim.id)
    assert "Belum ada catatan" in page.text
    with pytest.raises(RuleBroken, match="belum ada di register"):
        services.check(claim, by=yayah, reason=WHY, seen=seen(claim))
    old = seen(claim)
    record = business()
    with pytest.raises(RuleBroken, match="register berubah"):
        services.check(claim, by=yayah, reason=WHY, seen=old)
    assert memberships.checked(claim, yayah).business_id == record.id


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"number": "12345"}, "number"), ({"number": NIK}, "number"), ({"nik_ktp": "12"}, "nik_ktp"),
     ({"photo_ktp": b""}, "photo_ktp")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(hers, shop, app, changes, field):
    if isinstance(photo := changes.get("photo_ktp"), bytes):
        changes = {"photo_ktp": (io.BytesIO(photo), "x.jpg", "image/jpeg")}
    page = send(hers, **changes)
    page.check()
    assert page.status == 422 and page.one(f"#{field}-error")
    assert queries.latest_claims_of(fresh(shop)) == []
    kept = app.config["SETTINGS"].home / "files" / "private" / "evidence"
    assert not kept.exists() or not list(kept.iterdir()), "no photo is left behind"


def test_the_dinas_of_the_shop_s_kab_kota_decides(hers, shop):
    business()
    send(hers)
    claim = the_claim(shop)
    elsewhere = officers.appointed(cast.MEGA)
    assert queries.claim_for(elsewhere, claim.id) is None
    with pytest.raises(NotFound):
        memberships.checked(claim, elsewhere)
