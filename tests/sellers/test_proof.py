"""/cek/<code>: who verified what, until when; what no longer counts says so in words."""

from datetime import timedelta

import pytest

from marketplace.clock import now, today
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.sellers import services
from marketplace.sellers.affiliation import membership, readable
from marketplace.sellers.models import REPLACED, Badge, Shop
from tests.builders import memberships, people


@pytest.fixture
def badge(shop, owner, cooperative, yayah):
    return memberships.badge_of(shop, owner, yayah)


def test_a_valid_badge_names_office_record_and_dates(browser, badge, yayah, owner):
    page = browser.visit("storefront.proof", code=badge.code)
    for words in (
        "Lencana ini berlaku", "Emping Rohayati", "terverifikasi dinas", "3601130010007",
        "Anggota Koperasi Produsen Karya Melinjo", "003003/BH/M.KUKM.2/I/2017",
        "Dinas Koperasi dan UKM Kabupaten Pandeglang", "Dinas tidak pernah meminta uang",
        f"http://localhost/cek/{badge.code}", f"/toko/{badge.shop.slug}",
    ):  # fmt: skip
        assert words in page.text or words in page.html, words
    assert page.all(".qr svg path")
    for hidden in (yayah.name, owner.name, "A-12"):
        assert hidden not in page.html.replace("Emping Rohayati", "")


@pytest.mark.parametrize("typed", ["{}-", "{}", " {} "])
def test_a_code_is_read_however_it_is_typed(browser, badge, typed):
    code = badge.code
    loose = typed.format(f"{code[:4]}-{code[4:8]} {code[8:]}".lower())
    answer = browser.client.get("/cek/", query_string={"kode": loose})
    assert answer.status_code == 302 and answer.location == f"/cek/{code}"
    assert browser.client.get(f"/cek/{code.lower()}").location == f"/cek/{code}"


@pytest.mark.parametrize(
    ("state", "words"),
    [("expired", "sudah berakhir"), ("revoked", "dicabut"), ("paused", "ditangguhkan"),
     ("suspended", "ditangguhkan")],
)  # fmt: skip
def test_what_no_longer_counts_says_so_in_words(browser, badge, yayah, state, words):
    with transaction() as session:
        kept = session.get_one(Badge, badge.id)
        if state == "expired":
            kept.expires_on = today() - timedelta(days=1)
        if state == "paused":
            session.get_one(Shop, kept.shop_id).whatsapp_confirmed_at = None
    if state == "revoked":
        services.revoke(badge, by=yayah, reason="Alasan untuk pemilik.")
    if state == "suspended":
        services.suspend(badge.shop, by=people.appointed(cast.ASEP), reason="Barang tiruan.")
    page = browser.visit("storefront.proof", code=badge.code)
    assert words in page.text
    assert "Lencana ini berlaku" not in page.text and "terverifikasi dinas" not in page.text
    assert "Alasan untuk pemilik" not in page.text


def test_a_badge_replaced_in_former_days_says_so(browser, badge, yayah):
    with transaction() as session:
        session.get_one(Badge, badge.id).revoke(by=yayah, reason=REPLACED, now=now())
    text = browser.visit("storefront.proof", code=badge.code).text
    assert "sudah diganti" in text and "dicabut" not in text


def test_the_last_day_still_counts(browser, badge):
    with transaction() as session:
        session.get_one(Badge, badge.id).expires_on = today()
    assert "Lencana ini berlaku" in browser.visit("storefront.proof", code=badge.code).text


@pytest.mark.parametrize(
    "code", ["TIDAKADA2345", "x", "<script>", "A" * 200, "\uff11" * 12], ids=range(5)
)
def test_an_unknown_code_is_refused_in_words(browser, code):
    page = browser.visit("storefront.proof", code=code, status=404)
    assert "Kode lencana tidak dikenal" in page.text and "<script>alert" not in page.html
    assert page.one("input[name=kode]")


def test_a_code_can_be_typed(browser):
    assert browser.visit("storefront.proof_search").one("input[name=kode]")


def test_names_are_read_as_people_write_them():
    assert readable("KOPERASI KSP BINA USAHA II") == "Koperasi KSP Bina Usaha II"
    assert readable("Kop. Karya Melinjo") == "Kop. Karya Melinjo"
    assert membership("KARYA MELINJO") == "Anggota Koperasi Karya Melinjo"
    assert membership("KUD SUBUR") == "Anggota KUD Subur"
