"""The photo of a card: for officers who decide about it and say why, and for nobody else."""

import base64
import io

import pytest
from PIL import Image, ImageChops

from marketplace import imaging_watermarks, storage, vault
from marketplace.accounts import queries as people_queries
from marketplace.accounts import services as accounts
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.sellers import evidence, services
from marketplace.sellers.services import interests
from tests import afterwards
from tests.builders import people

WHY = {"reason_code": "decide", "reason": "Nomor anggota kurang jelas."}


def photo_as(browser, claim, why=WHY):
    return browser.send("console.evidence", why, **where(claim))


def where(claim):
    return {"claim_id": claim.id, "evidence_id": claim.evidence[0].id}


def picture_of(page) -> Image.Image:
    (shown,) = page.all("figure img")
    kind, _, coded = shown["src"].partition(";base64,")
    assert kind == "data:image/webp"
    return Image.open(io.BytesIO(base64.b64decode(coded))).convert("RGB")


def test_an_officer_says_why_and_sees_the_photo_with_her_name_across(browser, claim, yayah):
    desk = browser.as_(yayah)
    assert not desk.visit("console.claim", claim_id=claim.id).all('img[src*="bukti"], figure img')
    assert not desk.visit("console.evidence", **where(claim)).all("figure img")
    page = photo_as(desk, claim).check()
    assert page.status == 200
    assert page.response.headers["Cache-Control"] == "no-store"
    kept = Image.open(io.BytesIO(evidence.photo(claim.evidence[0].key))).convert("RGB")
    shown = picture_of(page)
    assert shown.size == kept.size
    # Every eighth of the photo carries some of the words: no crop is without them.
    changed = ImageChops.difference(shown, kept).convert("L").point(lambda v: 255 * (v > 24))
    wide, high = shown.width // 4, shown.height // 2
    for left in range(4):
        for top in range(2):
            corner = (left * wide, top * high)
            part = changed.crop((*corner, corner[0] + wide, corner[1] + high))
            assert part.getbbox(), f"nothing is written at {corner}"


def test_whoever_takes_another_name_is_told_by_her_number(browser, claim, yayah, monkeypatch):
    written = []

    def told(photo, words):
        written.append(words)
        return photo

    monkeypatch.setattr(imaging_watermarks, "watermarked", told)
    accounts.rename(yayah, "Halimah")
    photo_as(browser.as_(yayah), claim)
    assert f"Halimah (petugas {yayah.id})" in written[0]


def test_every_look_is_noted_with_its_reason(browser, claim, yayah, owner):
    for _ in range(2):
        photo_as(browser.as_(yayah), claim)
    seen = afterwards.events("evidence.viewed")
    assert [(one.actor_id, one.subject_id) for one in seen] == [
        (yayah.id, str(claim.evidence[0].id))
    ] * 2
    assert seen[0].details["reason_code"] == "decide"
    assert WHY["reason"] not in str([one.details for one in seen])
    noted = people_queries.disclosures_of(owner.id)
    assert {(one.what, one.reason, one.officer_id) for one in noted} == {
        ("evidence", WHY["reason"], yayah.id)
    }


@pytest.mark.parametrize(
    "why", [{}, {"reason_code": "curious"}, {"reason_code": "other", "reason": " "}]
)
def test_without_a_reason_nothing_is_shown(browser, claim, yayah, why):
    refused = photo_as(browser.as_(yayah), claim, why).check()
    assert refused.status == 422 and not refused.all("figure img")
    assert afterwards.events("evidence.viewed") == []


@pytest.mark.parametrize(
    ("who", "status"),
    [(cast.HALIMAH, 200), (cast.ENTIN, 404), (cast.DEDI, 404), (cast.LILIS, 403),
     (cast.ARIF, 403), (cast.JAJANG, 403)],
    ids=lambda one: getattr(one, "key", one),
)  # fmt: skip
def test_other_officers_see_what_their_office_and_duty_allow(browser, claim, who, status):
    theirs = browser.as_(people.appointed(who))
    assert photo_as(theirs, claim).status == status
    theirs.visit("console.evidence", **where(claim), status=status)


def test_an_officer_with_an_interest_sees_neither_photo_nor_number(
    browser, claim, shop, owner, yayah
):
    accounts.keep_personal_number(owner, "nik_ktp", "3601135507850003")
    interests.declare(shop, by=yayah, relation="kin")
    desk = browser.as_(yayah)
    for answer in (
        photo_as(desk, claim),
        desk.send("console.personal_number", WHY, claim_id=claim.id),
    ):
        assert answer.status == 422 and "menyatakan kepentingan" in answer.text
        assert not answer.all("figure img") and "3601135507850003" not in answer.text
    assert afterwards.events("evidence.viewed") == []
    assert afterwards.events("personal_number.revealed") == []


def test_nobody_else_sees_it_not_even_its_owner(browser, claim, owner, stranger):
    assert (
        browser.client.get(f"/dinas/klaim/{claim.id}/bukti/{claim.evidence[0].id}").status_code
        == 302
    )
    for person in (owner, stranger, people.person(cast.SARI)):
        assert photo_as(browser.as_(person), claim).status == 403


def test_an_officer_whose_appointment_ended_sees_nothing(browser, claim, yayah):
    desk = browser.as_(yayah)
    desk.visit("console.evidence", **where(claim))
    with transaction() as session:
        session.get_one(type(yayah), yayah.id).appointment.end(now())
    answer = desk.client.post(f"/dinas/klaim/{claim.id}/bukti/{claim.evidence[0].id}", data=WHY)
    assert answer.status_code in (302, 400, 403) and b"base64" not in answer.data


def test_a_deleted_photo_is_not_found(browser, claim, owner, yayah, worker):
    services.withdraw(claim, by=owner)
    worker()
    assert photo_as(browser.as_(yayah), claim).status == 404


def test_photos_lie_sealed_and_plain_ones_are_sealed_in_the_night(app, claim):
    store, key = storage.private(), claim.evidence[0].key
    photo = evidence.photo(key)
    assert vault.is_sealed(store.get(key)) and photo[:4] == b"RIFF"
    store.put(key, photo)  # as it was kept before
    assert evidence.photo(key) == photo
    assert services.seal_evidence() == 1
    assert vault.is_sealed(store.get(key)) and evidence.photo(key) == photo
    assert services.seal_evidence() == 0
    moved = "evidence/" + "0" * 48
    store.put(moved, store.get(key))
    with pytest.raises(vault.Locked):
        evidence.photo(moved)
