"""The desk's claims: whose they are, what is compared, and the decision."""

import re

import pytest

from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.registry.models import Cooperative
from marketplace.sellers import queries, services
from marketplace.sellers.models import Claim, Shop
from tests.afterwards import fresh
from tests.builders import memberships, people, shops

REASON = "Kartu dan nama cocok dengan register."


@pytest.fixture
def desk(browser, yayah):
    return browser.as_(yayah)


def decide(desk, claim: Claim, how: str, **changes):
    page = desk.visit("console.claim", claim_id=claim.id)
    data = {**page.fields('form[action$="/keputusan"]'), "reason": REASON, "no_interest": "y"}
    data |= changes
    return desk.send("console.decision", {**data, "decision": how}, claim_id=claim.id)


def change(record, **values):
    with transaction() as session:
        kept = session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(kept, name, value)


def test_the_queue_counts_what_waits_and_each_number_opens_its_rows(desk, claim):
    page = desk.visit("console.queue")
    assert "Kabupaten Pandeglang" in page.text
    assert page.one('.stat[href="/dinas/?jenis=klaim"] .stat__value').get_text() == "1"
    assert page.one(f'td a[href="/dinas/klaim/{claim.id}"]').get_text() == "Emping Rohayati"
    for link in page.all(".stat--link"):
        if not link["href"].startswith("#"):
            assert desk.client.get(link["href"]).status_code in (200, 403), link["href"]


def test_a_claim_that_waits_too_long_is_late(desk, claim):
    from datetime import timedelta

    assert not desk.visit("console.claims").all(".is-late")
    change(claim, since=claim.since - timedelta(days=4))
    assert "lewat 24 jam" in desk.visit("console.queue").one(".is-late").get_text()
    assert "lewat" in desk.visit("console.claims").one(".is-late").get_text()
    assert "Lewat batas waktu" in desk.visit("console.claim", claim_id=claim.id).text


def test_claim_and_record_stand_side_by_side(desk, claim):
    change(claim.shop, village_code="36.01.14.2001")
    change(claim.cooperative, district_name="Menes", district_code="36.01.13")
    page = desk.visit("console.claim", claim_id=claim.id)
    rows = {row.th.get_text(" ", strip=True): row for row in page.all(".compare tbody tr")}
    assert "KOPERASI PRODUSEN KARYA MELINJO" in rows["Keanggotaan"].get_text()
    assert any(label.startswith("Kecamatan") and "berbeda" in label for label in rows)
    assert "berbeda" not in rows["Kabupaten/kota"].get_text()
    for words in ("Rohayati", "A-12", "Memenuhi syarat", "Data per", "Sertifikat NIK"):
        assert words in page.text
    assert page.one(f'a[href^="/dinas/klaim/{claim.id}/bukti/"]')


def test_the_reasons_against_are_shown_and_checking_is_off(desk, claim, cooperative):
    change(cooperative, grade="D")
    page = desk.visit("console.claim", claim_id=claim.id)
    assert "Grade D tidak memenuhi syarat" in page.text and "Tidak sesuai" in page.text
    assert page.one("button[value=teruskan]").has_attr("disabled")
    answer = decide(desk, claim, "teruskan")
    assert answer.status == 422 and "belum terpenuhi" in answer.text
    assert fresh(claim).is_waiting


def test_two_officers_approve_with_reasons(desk, browser, claim, shop):
    assert decide(desk, claim, "teruskan", reason_code="complete", reason="").status == 302
    page = desk.visit("console.claim", claim_id=claim.id)
    assert "Anda yang memeriksa klaim ini" in page.text
    assert "Dinas Koperasi dan UKM Provinsi Banten" in page.text, "Yayah is alone in her office"
    assert not page.all('form[action$="/keputusan"]')
    second = browser.as_(people.appointed(cast.HALIMAH))
    assert "Emping Rohayati" in second.visit("console.claims", keadaan="persetujuan").text
    assert decide(second, claim, "setujui").status == 302
    badge = queries.badge_of(fresh(shop))
    assert badge is not None and fresh(claim).reason == REASON
    page = desk.visit("console.claim", claim_id=claim.id)
    assert "Disetujui" in page.text and page.all(f'a[href="/cek/{badge.code}"]')
    assert claim.shop.name in desk.visit("console.claims", keadaan="disetujui").text
    assert (
        claim.shop.name in desk.visit("console.claims", keadaan="disetujui", jenis="anggota").text
    )
    assert (
        claim.shop.name not in desk.visit("console.claims", keadaan="disetujui", jenis="usaha").text
    )


def test_an_officer_rejects_with_a_reason(desk, claim):
    assert decide(desk, claim, "tolak").status == 302
    assert fresh(claim).state == "rejected"
    assert claim.shop.name in desk.visit("console.claims", keadaan="ditolak").text


def test_an_officer_asks_for_what_is_missing(desk, claim):
    answer = decide(desk, claim, "lengkapi", reason_code="photo_unclear", missing="member_card")
    assert answer.status == 302 and fresh(claim).state == "returned"
    assert claim.notes[-1].codes == ["member_card"]
    assert "kabur atau terpotong" in claim.notes[-1].words
    assert claim.shop.name in desk.visit("console.claims", keadaan="jawaban").text


def test_the_second_officer_sends_it_back(desk, claim):
    memberships.checked(claim)
    assert decide(desk, claim, "kembalikan", reason_code="look_again").status == 302
    assert fresh(claim).is_waiting


@pytest.mark.parametrize(
    ("changes", "how"),
    [({"reason": ""}, "teruskan"), ({"reason": "  "}, "tolak"), ({"version": ""}, "teruskan"),
     ({}, ""), ({}, "hapus"), ({"no_interest": ""}, "teruskan"), ({}, "setujui"),
     ({"reason_code": "photo_unclear"}, "tolak")],
)  # fmt: skip
def test_half_a_decision_is_none(desk, claim, changes, how):
    page = decide(desk, claim, how, **changes)
    page.check()
    assert page.status == 422 and fresh(claim).is_waiting


def test_what_was_typed_stays(desk, claim):
    page = decide(desk, claim, "", reason="Alasan yang panjang sekali.")
    assert page.one("textarea").get_text().strip() == "Alasan yang panjang sekali."


def test_a_stale_page_decides_nothing_and_says_what_changed(desk, claim, cooperative):
    page = desk.visit("console.claim", claim_id=claim.id)
    old = {**page.fields('form[action$="/keputusan"]'), "reason": REASON, "no_interest": "y"}
    change(cooperative, version=fresh(cooperative).version + 1)
    answer = desk.send("console.decision", {**old, "decision": "teruskan"}, claim_id=claim.id)
    assert answer.status == 409 and "register berubah" in answer.text
    memberships.checked(claim)
    answer = desk.send("console.decision", {**old, "decision": "teruskan"}, claim_id=claim.id)
    answer.check()
    assert answer.status == 409 and "Klaim diperiksa oleh Pemeriksa" in answer.text
    again = answer.fields('form[action$="/keputusan"]')
    assert again["reason"].strip() == REASON, "what she wrote stays, bound to what she sees now"
    again |= {"no_interest": "y", "decision": "setujui"}
    assert desk.send("console.decision", again, claim_id=claim.id).status == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [(cast.YAYAH, 200), (cast.HALIMAH, 200), (cast.ENTIN, 404), (cast.LILIS, 403),
     (cast.JAJANG, 403)],
    ids=lambda one: getattr(one, "key", one),
)  # fmt: skip
def test_each_office_sees_its_own(browser, claim, who, status):
    officer = people.appointed(who)
    hers = browser.as_(officer)
    hers.visit("console.claim", status=status, claim_id=claim.id)
    listed = hers.visit("console.claims", status=403 if status == 403 else 200)
    assert (claim.shop.name in listed.text) is (status == 200)
    if status != 200:
        answer = hers.send(
            "console.decision", {"reason": REASON, "decision": "tolak"}, claim_id=claim.id
        )
        assert answer.status == status and fresh(claim).is_waiting


def test_owners_and_strangers_find_no_desk(browser, claim, owner, stranger):
    for path in ("/dinas/", "/dinas/klaim", f"/dinas/klaim/{claim.id}", "/dinas/toko"):
        assert "/masuk" in browser.visit(path, status=302).location
        for person in (owner, stranger):
            browser.as_(person).visit(path, status=403)


def test_an_officer_does_not_decide_on_her_own_shop(browser, cooperative):
    asep = people.appointed(cast.ASEP)
    change(asep, phone="+6281200000666", phone_confirmed_at=fresh(asep).created_at)
    claim = memberships.claim_of(shops.shop_of(fresh(asep), "Lapak Asep"), asep)
    page = browser.as_(asep).visit("console.claim", claim_id=claim.id)
    assert "lapak Anda sendiri" in page.text and not page.all('form[action$="/keputusan"]')


def test_an_interest_closes_the_form(desk, claim, yayah):
    services.declare_interest(claim.shop, by=yayah, relation="kin")
    page = desk.visit("console.claim", claim_id=claim.id)
    assert "menyatakan kepentingan" in page.text and not page.all('form[action$="/keputusan"]')
    assert "Kepentingan Anda" in desk.visit("console.claims").text


def test_the_basis_says_when_the_data_speak_of(desk, claim, shop):
    memberships.checked(claim)
    decide(desk, claim, "setujui")
    badge = queries.badge_of(fresh(shop))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", badge.basis["certificate_expires_on"])
    assert badge.is_valid(today())
    assert db.session.get(Shop, shop.id) and db.session.get(Cooperative, badge.cooperative_id)


def test_a_withdrawn_claim_shows_no_photo(desk, claim, owner, worker):
    services.withdraw(claim, by=owner)
    worker()
    page = desk.visit("console.claim", claim_id=claim.id)
    assert "Foto dihapus" in page.text and not page.all("main img")
    assert desk.client.get(f"/dinas/klaim/{claim.id}/bukti").status_code == 404
