"""Numbers of identity cards: locked, masked, found by a hash, opened with a reason and a code."""

import pytest
import sqlalchemy as sa

from marketplace import personal_data, vault
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import nik_ktp, queries, services
from marketplace.accounts.models import Disclosure, PersonalNumber
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from tests import afterwards
from tests.builders import memberships, people

NUMBER, OTHER = "3601135507850003", "3604120101900001"
WHY = {"reason_code": "recheck", "reason": "Foto KTP buram."}


@pytest.mark.parametrize("good", [NUMBER, "3601.1355.0785.0003", "36 0113 29020000 01"])
def test_numbers_are_read_as_people_write_them(good):
    assert len(nik_ktp.checked(good)) == 16


@pytest.mark.parametrize(
    "bad",
    ["", "360113550785000", "36011355078500031", "3601135507850000", "3601133207850003",
     "3601137207850003", "3601135513850003", "360113300285000a", "3601133002850003",
     "٣٦٠١١٣٥٥٠٧٨٥٠٠٠٣"],
)  # fmt: skip
def test_impossible_numbers_are_refused_beside_the_field(bad):
    with pytest.raises(RuleBroken) as refused:
        nik_ktp.checked(bad)
    assert refused.value.field == "nik_ktp"


def test_a_place_that_does_not_fit_is_a_doubt_only():
    assert nik_ktp.doubts(NUMBER, "36.01") == []
    assert nik_ktp.doubts("3217135507850003", "36.01")


def test_a_number_lies_locked_and_is_shown_masked(app, owner, statements):
    with statements() as seen:
        kept = services.keep_personal_number(owner, "nik_ktp", NUMBER)
    assert NUMBER not in str(seen)
    row = db.session.execute(sa.select(PersonalNumber.__table__)).mappings().one()
    assert NUMBER not in str(dict(row)) and NUMBER.encode() not in row["sealed"]
    assert queries.masked_number_of(owner.id, "nik_ktp") == "3601********0003"
    again = services.keep_personal_number(owner, "nik_ktp", OTHER)
    assert again.id == kept.id
    assert queries.masked_number_of(owner.id, "nik_ktp") == "3604********0001"
    assert all(NUMBER not in str(one.details) for one in afterwards.events("personal_number.kept"))


def test_the_same_number_elsewhere_is_found_also_while_keys_rotate(app, owner, stranger):
    services.keep_personal_number(owner, "nik_ktp", NUMBER)
    assert queries.others_with_number_of(owner.id, "nik_ktp") == []
    vault.keyring().add()
    services.keep_personal_number(stranger, "nik_ktp", NUMBER)
    assert queries.others_with_number_of(owner.id, "nik_ktp") == [stranger.id]
    assert queries.others_with_number_of(stranger.id, "nik_ktp") == [owner.id]


def test_a_number_opens_in_no_other_row(app, owner, stranger):
    services.keep_personal_number(owner, "nik_ktp", NUMBER)
    kept = services.keep_personal_number(stranger, "nik_ktp", OTHER)
    hers = queries.personal_number_of(owner.id, "nik_ktp").sealed
    with pytest.raises(vault.Locked):
        vault.open_sealed(hers, of=kept.belongs_to)


def test_an_officer_opens_it_with_a_reason_and_her_code(
    browser, claim, owner, yayah, stopped_clock
):
    stopped_clock.stand_at("2026-11-25 12:00")
    services.keep_personal_number(owner, "nik_ktp", NUMBER)
    desk, where = browser.as_(yayah), {"claim_id": claim.id}
    stopped_clock.stand_at("2026-11-25 12:06")
    page = desk.visit("console.claim", **where)
    assert "3601********0003" in page.text and NUMBER not in page.text
    assert NUMBER not in desk.visit("console.personal_number", **where).text
    code = {"code": gateway.present_code(yayah.tf_totp_secret)}
    for missing in (WHY, {**WHY, "code": "000000"}, {**code, "reason_code": ""}):
        refused = desk.send("console.personal_number", missing, **where).check()
        assert refused.status == 422 and NUMBER not in refused.text
    assert afterwards.events("personal_number.revealed") == []
    shown = desk.send("console.personal_number", {**WHY, **code}, **where).check()
    assert NUMBER in shown.text
    assert shown.response.headers["Cache-Control"] == "no-store"
    (event,) = afterwards.events("personal_number.revealed")
    assert event.actor_id == yayah.id and NUMBER not in str(event.details)
    assert [one.reason for one in queries.disclosures_of(owner.id)] == [WHY["reason"]]
    assert NUMBER not in desk.visit("console.personal_number", **where).text


def test_strangers_and_other_offices_find_no_number(browser, claim, owner, stranger):
    services.keep_personal_number(owner, "nik_ktp", NUMBER)
    elsewhere = people.officer("Dodi", "dodi@dinas.id", regency_code="36.71", duties=["verify"])
    for person, status in ((owner, 403), (stranger, 403), (elsewhere, 404)):
        answer = browser.as_(person).send("console.personal_number", WHY, claim_id=claim.id)
        assert answer.status == status and NUMBER not in answer.text
    assert afterwards.events("personal_number.revealed") == []


def test_her_copy_holds_her_number_and_erasing_leaves_none(app, owner, yayah, shop, cooperative):
    memberships.claim_of(shop, owner)
    kept = services.keep_personal_number(owner, "nik_ktp", NUMBER)
    services.reveal_personal_number(kept, by=yayah, **WHY)
    parts = {part.name: part.rows for part in personal_data.all_of(owner.id)}
    assert parts["nomor pribadi"][0]["number"] == NUMBER
    assert parts["petugas yang melihat"][0]["reason"] == WHY["reason"]
    services.withdraw_consent(owner, "membership", now())
    assert queries.personal_number_of(owner.id, "nik_ktp") is None
    services.keep_personal_number(owner, "nik_ktp", NUMBER)
    with transaction():
        personal_data.let_all_go(owner.id, now())
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PersonalNumber)) == 0
    assert db.session.scalars(sa.select(Disclosure.reason)).all() == [""]
