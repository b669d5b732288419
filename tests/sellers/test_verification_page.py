"""/lapak/verifikasi: find the record, show the evidence, follow the claim, print the proof."""

import io
from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.sellers import evidence, services
from marketplace.sellers.models import Claim
from tests.afterwards import fresh
from tests.builders import memberships
from tests.builders.memberships import NUMBER
from tests.builders.photos import photo

PAGE = "workspace.verification"


def photo_part(data: bytes | None = None):
    return (io.BytesIO(data if data is not None else photo()), "kartu.jpg", "image/jpeg")


def claims() -> list[Claim]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Claim).order_by(Claim.id)))


@pytest.fixture
def hers(browser, owner, shop):
    return browser.as_(owner)


def send_claim(hers, cooperative, **changes):
    data = {
        "record": cooperative.id, "role": "anggota", "member_number": "A-12", "consent": "y",
        "photo_member_card": photo_part(), **changes,
    }  # fmt: skip
    return hers.send("workspace.claim_submission", data, slug="anggota")


def test_she_chooses_what_she_is(hers):
    page = hers.visit(PAGE)
    chosen = [link["href"] for link in page.all(".choice-card__link")]
    assert chosen == [f"/lapak/verifikasi/{slug}" for slug in ("anggota", "koperasi", "usaha")]
    for path in chosen:
        assert hers.visit(path)
    hers.visit("workspace.claim_new", slug="lain", status=404)


def test_two_steps_make_a_claim(hers, cooperative):
    assert "Langkah 1 dari 2" in hers.visit("workspace.claim_new", slug="anggota").text
    answer = hers.send("workspace.claim_number", {"number": "3601 1300 10007"}, slug="anggota")
    assert answer.status == 302 and answer.location.endswith(f"koperasi={cooperative.id}#klaim")
    page = hers.visit(answer.location.partition("#")[0])
    assert "Koperasi Produsen Karya Melinjo" in page.text
    assert "Kabupaten Pandeglang" in page.text and "Langkah 2 dari 2" in page.text
    sent = send_claim(hers, cooperative, expires_on_member_card="2027-03-01")
    [claim] = claims()
    assert sent.location == f"/lapak/verifikasi/klaim/{claim.id}"
    assert (claim.kind, claim.role, claim.member_number, claim.number) == (
        "member", "anggota", "A-12", NUMBER,
    )  # fmt: skip
    assert claim.evidence[0].expires_on == date(2027, 3, 1)
    page = hers.visit(sent.location)
    assert "Menunggu Dinas Koperasi dan UKM Kabupaten Pandeglang" in page.text
    assert "Dijawab paling lambat" in page.text and page.one(".step--now")
    listed = hers.visit(PAGE)
    assert "Sedang diperiksa" in listed.text and "/lapak/verifikasi/anggota" not in listed.html


@pytest.mark.parametrize(
    ("number", "words"),
    [("", "Tulis NIK koperasi"), ("3601130019999", "belum ada di register"),
     ("3601134502900001", "NIK KTP")],
)  # fmt: skip
def test_a_number_that_finds_nothing_is_kept_and_explained(hers, cooperative, number, words):
    page = hers.send("workspace.claim_number", {"number": number}, slug="anggota")
    page.check()
    assert page.status == 422 and words in page.text
    assert page.one("#number")["value"] == number


def test_a_claim_without_what_it_needs_keeps_what_was_typed(hers, cooperative):
    not_one = {"photo_member_card": photo_part(b"%PDF-1.7")}
    page = send_claim(hers, cooperative, member_number="K-77", **not_one)
    page.check()
    assert page.status == 422 and "PDF belum diterima" in page.text
    assert page.one("#member_number")["value"] == "K-77"
    assert page.one("input[name=role][value=anggota]").has_attr("checked")
    none = {"photo_member_card": photo_part(b"")}
    page = send_claim(hers, cooperative, role="", member_number="", **none)
    assert page.status == 422 and "Pilih peran" in page.text
    assert claims() == []


def test_a_claim_on_nothing_is_not_found(hers, cooperative):
    for data in ({"record": 99999}, {}):
        assert hers.send("workspace.claim_submission", data, slug="anggota").status == 404


def test_a_board_claims_for_the_cooperative_itself(hers, cooperative):
    data = {"record": cooperative.id, "role": "anggota", "consent": "y",
            "photo_letter": photo_part(), "number_letter": "12/SK"}  # fmt: skip
    page = hers.send("workspace.claim_submission", data, slug="koperasi")
    assert page.status == 422, "only its board speaks for a cooperative"
    data = {**data, "role": "pengawas", "photo_letter": photo_part()}
    assert hers.send("workspace.claim_submission", data, slug="koperasi").status == 302
    assert send_claim(hers, cooperative).status == 302, "one claim of each kind may wait"
    assert [one.kind for one in claims()] == ["cooperative", "member"]


def test_the_owner_answers_what_is_missing(hers, claim, yayah):
    services.return_(
        claim, by=yayah, reason="Fotonya kabur.", seen=memberships.seen(claim),
        missing=["member_card"],
    )  # fmt: skip
    assert "Perlu Anda lengkapi" in hers.visit(PAGE).text
    page = hers.visit("workspace.claim", claim_id=claim.id)
    for words in ("Fotonya kabur.", "Foto kartu anggota", "Giliran Anda", "Jawab paling lambat"):
        assert words in page.text
    assert yayah.name not in page.text
    page = hers.send("workspace.claim_answer", {"words": ""}, claim_id=claim.id)
    page.check()
    assert page.status == 422 and "penjelasannya" in page.text
    sent = {"words": "Ini yang jelas.", "photo_letter": photo_part()}
    assert hers.send("workspace.claim_answer", sent, claim_id=claim.id).status == 302
    assert fresh(claim).is_waiting and len(claim.evidence) == 2


def test_the_owner_takes_her_claim_back(hers, claim):
    assert hers.send("workspace.claim_withdrawal", claim_id=claim.id).status == 302
    assert fresh(claim).state == "withdrawn"
    assert "/lapak/verifikasi/anggota" in hers.visit(PAGE).html
    hers.visit("workspace.claim", claim_id=claim.id)


def test_a_rejection_is_read_with_its_reason(hers, claim, yayah):
    memberships.rejected(claim, yayah, "Nama di kartu tidak terbaca.")
    page = hers.visit("workspace.claim", claim_id=claim.id)
    assert "Nama di kartu tidak terbaca." in page.text and "ajukan lagi" in page.text
    assert yayah.name not in page.text
    listed = hers.visit(PAGE)
    assert "Ditolak" in listed.text and "/lapak/verifikasi/anggota" in listed.html


def test_a_badge_leads_to_its_proof(hers, shop, owner, cooperative, yayah):
    badge = memberships.badge_of(shop, owner, yayah)
    page = hers.visit(PAGE)
    assert "Anggota Koperasi Produsen Karya Melinjo" in page.text
    assert page.all(f'a[href="/cek/{badge.code}"]')
    services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    text = hers.visit(PAGE).text
    assert "dicabut" in text and "Kartu ternyata palsu." in text


def test_an_unconfirmed_number_is_the_next_step(hers, shop, claim):
    with transaction() as session:
        session.get_one(type(shop), shop.id).whatsapp_confirmed_at = None
    page = hers.visit("workspace.claim", claim_id=claim.id)
    assert page.all('.step--now a[href="/akun/nomor"]')


def test_a_stranger_finds_nothing_of_it(browser, stranger, claim):
    theirs = browser.as_(stranger)
    assert "Melinjo" not in theirs.visit(PAGE).text
    theirs.visit("workspace.claim", claim_id=claim.id, status=404)
    for name in ("claim_withdrawal", "claim_answer"):
        assert theirs.send(f"workspace.{name}", {"words": "x"}, claim_id=claim.id).status == 404
    assert fresh(claim).is_waiting


def test_the_page_is_closed_to_people_without_a_shop(browser, yayah):
    assert "/masuk" in browser.visit(PAGE, status=302).location
    assert browser.as_(yayah).visit(PAGE, status=302).location.startswith("/lapak/")


def test_evidence_is_never_public(hers, browser, claim, app):
    key = claim.evidence[0].key
    assert evidence.photo(key)
    for path in (f"/media/{key}/640.webp", f"/media/{key.replace('/', '-')}/640.webp",
                 f"/static/../files/private/{key}", f"/files/private/{key}", f"/{key}",
                 "/media/..%2f..%2fprivate%2f" + key + "/640.webp"):  # fmt: skip
        for who in (browser, hers):
            assert who.client.get(path).status_code in (400, 404), path
    assert not list((app.config["SETTINGS"].home / "files" / "public").rglob("*evidence*"))
    assert claim.submitted_at <= now()
