"""/lapak/verifikasi: find the record, show the evidence, follow the claim, print the proof."""

import io

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
    return list(db.session.scalars(sa.select(Claim)))


@pytest.fixture
def hers(browser, owner, shop):
    return browser.as_(owner)


def send_claim(hers, cooperative, **changes):
    data = {
        "cooperative": cooperative.id, "role": "anggota", "member_number": "A-12", "consent": "y",
        "evidence": photo_part(), **changes,
    }  # fmt: skip
    return hers.send("workspace.claim", data)


def test_two_steps_make_a_claim(hers, cooperative):
    assert "Langkah 1 dari 2" in hers.visit(PAGE).text
    answer = hers.send("workspace.cooperative_number", {"number": "3601 1300 10007"})
    assert answer.status == 302 and answer.location.endswith(f"koperasi={cooperative.id}#klaim")
    page = hers.visit(answer.location.partition("#")[0])
    assert "Koperasi Produsen Karya Melinjo" in page.text
    assert "Kabupaten Pandeglang" in page.text and "Langkah 2 dari 2" in page.text
    assert send_claim(hers, cooperative).status == 302
    [claim] = claims()
    assert (claim.role, claim.member_number, claim.number) == (
        "anggota", "A-12", NUMBER,
    )  # fmt: skip
    text = hers.visit(PAGE).text
    assert "Klaim Anda menunggu Dinas Koperasi dan UKM Kabupaten Pandeglang" in text
    assert "baru saja" in text


@pytest.mark.parametrize(
    ("number", "words"),
    [("", "Tulis NIK koperasi"), ("3601130019999", "belum ada di register"),
     ("3601134502900001", "NIK KTP")],
)  # fmt: skip
def test_a_number_that_finds_nothing_is_kept_and_explained(hers, cooperative, number, words):
    page = hers.send("workspace.cooperative_number", {"number": number})
    page.check()
    assert page.status == 422 and words in page.text
    assert page.one("#number")["value"] == number
    assert "number" not in hers.visit(PAGE).response.request.path


def test_a_claim_without_what_it_needs_keeps_what_was_typed(hers, cooperative):
    page = send_claim(hers, cooperative, evidence=photo_part(b"%PDF-1.7"), member_number="K-77")
    page.check()
    assert page.status == 422 and "PDF belum diterima" in page.text
    assert page.one("#member_number")["value"] == "K-77"
    assert page.one("input[name=role][value=anggota]").has_attr("checked")
    page = send_claim(hers, cooperative, role="", member_number="", evidence=photo_part(b""))
    assert page.status == 422 and "Pilih peran" in page.text
    assert claims() == []


def test_a_claim_on_nothing_is_not_found(hers, cooperative):
    assert hers.send("workspace.claim", {"cooperative": 99999}).status == 404
    assert hers.send("workspace.claim", {}).status == 404


def test_the_owner_takes_her_claim_back(hers, claim):
    assert hers.send("workspace.claim_withdrawal").status == 302
    assert fresh(claim).state == "withdrawn"
    assert "Langkah 1 dari 2" in hers.visit(PAGE).text
    assert hers.send("workspace.claim_withdrawal").status == 404


def test_a_rejection_is_read_with_its_reason(hers, claim, yayah):
    services.reject(claim, by=yayah, reason="Nama di kartu tidak terbaca.", version=1)
    text = hers.visit(PAGE).text
    assert "Nama di kartu tidak terbaca." in text and "Langkah 1 dari 2" in text
    assert yayah.name not in text


def test_a_badge_leads_to_its_proof(hers, shop, owner, cooperative, yayah):
    badge = memberships.badge_of(shop, owner, yayah)
    page = hers.visit(PAGE)
    assert "Lapak Anda terverifikasi" in page.text
    assert page.all(f'a[href="/cek/{badge.code}"]')
    assert "Langkah 1 dari 2" not in page.text
    services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    text = hers.visit(PAGE).text
    assert "dicabut" in text and "Kartu ternyata palsu." in text and "Langkah 1 dari 2" in text


def test_an_unconfirmed_number_is_the_next_step(hers, shop, claim):
    with transaction() as session:
        session.get_one(type(shop), shop.id).whatsapp_confirmed_at = None
    assert hers.visit(PAGE).one('.step--now a[href="/akun/nomor"]')


def test_a_stranger_sees_her_own_page_only(browser, stranger, claim):
    text = browser.as_(stranger).visit(PAGE).text
    assert "Langkah 1 dari 2" in text and "Melinjo" not in text
    assert browser.as_(stranger).send("workspace.claim_withdrawal").status == 404
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
