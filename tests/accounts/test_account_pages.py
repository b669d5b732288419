"""The pages of an account: every word is Indonesian, every page keeps the house's rules."""

import re

import pytest

from marketplace.accounts import services
from marketplace.clock import now
from tests import afterwards
from tests.builders import people
from tests.page import Page

STRANGERS = (
    "/daftar",
    "/daftar/surat",
    "/masuk",
    "/lupa-sandi",
    "/lupa-sandi/surat",
    "/lupa-sandi/kode",
    "/surat",
)
HER_OWN = (
    "/akun/",
    "/akun/nama",
    "/akun/sandi",
    "/akun/nomor",
    "/akun/nomor/ganti",
    "/akun/e-mail",
    "/akun/kode-pemulihan",
)
OFFICES = ("/dinas/petugas", "/dinas/petugas/undangan", "/dinas/nomor", "/dinas/nomor/sandi")
ENGLISH = re.compile(
    r"\b(the|this|field|required|invalid|password|login|log in|sign|submit|error|please|must|"
    r"email|choice|not|your|you|code|phone|user|account|character|missing|token|expired|success)\b",
    re.I,
)


def english_in(page: Page) -> list[str]:
    return ENGLISH.findall(page.text)


@pytest.mark.parametrize("path", STRANGERS)
def test_pages_for_strangers_are_indonesian(browser, path):
    assert english_in(browser.visit(path)) == []


def test_pages_of_her_own_are_indonesian(browser, sari):
    mine = browser.as_(sari)
    for path in HER_OWN:
        assert english_in(mine.visit(path)) == [], path


def test_pages_of_the_office_are_indonesian(browser, sari):
    services.request_phone_confirmation(sari, now())
    chief = people.officer(
        "Lina", "lina@dinas.id", duties=["verify", "support"], is_administrator=True
    )
    mine = browser.as_(chief)
    for path in OFFICES:
        assert english_in(mine.visit(path)) == [], path


@pytest.mark.parametrize("path", ["/daftar", "/masuk", "/lupa-sandi", "/lupa-sandi/kode"])
@pytest.mark.parametrize("sent", [{}, {"identity": "a@b", "email": "a@b", "phone": "12"}])
def test_errors_are_indonesian(app, path, sent):
    page = Page(app.test_client().post(path, data=sent)).check()
    assert page.status == 422
    assert page.all(".field__error")
    assert english_in(page) == []


def test_errors_on_her_own_pages_are_indonesian(browser, sari):
    mine = browser.as_(sari)
    for path in ("/akun/nama", "/akun/sandi", "/akun/nomor/ganti", "/akun/e-mail"):
        page = mine.send(path, {"name": " "}).check()
        assert page.status == 422, path
        assert english_in(page) == [], path


def test_strangers_find_no_account(client):
    for path in HER_OWN:
        assert client.get(path).location == f"/masuk?next={path}"
    for path in ("/akun/nomor/konfirmasi", "/akun/kode-pemulihan/tersimpan"):
        assert client.post(path).location == "/masuk"


def test_a_new_address_is_hers_after_the_button(app, browser, sari):
    mine = browser.as_(sari)
    form = {"email": "Sari@Contoh.id", "password": people.PASSWORD}
    assert mine.send("storefront.account_email_change", form).location == "/akun/"
    assert afterwards.fresh(sari).email is None
    link = afterwards.link_to("sari@contoh.id")
    assert english_in(browser.visit(link)) == []
    assert afterwards.fresh(sari).email is None, "a GET changes nothing"
    assert app.test_client().post(link).location == "/akun/"
    assert afterwards.fresh(sari).is_email_confirmed
    assert app.test_client().post(link).status_code == 410


def test_an_address_of_somebody_else_is_not_betrayed(browser, sari, dewi):
    mine = browser.as_(sari)
    form = {"email": "dewi@contoh.id", "password": people.PASSWORD}
    assert mine.send("storefront.account_email_change", form).location == "/akun/"
    assert "sudah punya akun" in afterwards.mails_to("dewi@contoh.id")[0].subject
    assert afterwards.fresh(sari).email is None


def test_mails_are_shown_in_demo_mode_only(app, browser, client, worker, dewi, monkeypatch):
    client.post("/lupa-sandi", data={"email": "dewi@contoh.id"})
    link = afterwards.link_to("dewi@contoh.id")
    worker()
    assert "Atur ulang sandi" in browser.visit("storefront.letters").text
    letter = browser.visit(browser.visit("storefront.letters").one("td a")["href"])
    assert letter.one(f'a[href$="{link}"]')
    browser.visit("/surat/999", status=404)
    settings = type("Settings", (), {**vars(app.config["SETTINGS"]), "demo": False})()
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    with pytest.raises(AssertionError, match="404"):
        browser.visit("storefront.letters")
