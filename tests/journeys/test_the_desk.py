"""Officers at their desks: one works down her inbox by keyboard alone, two meet on one request."""

import pytest
from playwright.sync_api import expect

from marketplace.accounts import services
from marketplace.clock import now
from marketplace.demo import cast
from marketplace.web import sessions
from tests.journeys import visits
from tests.journeys.person import Person
from tests.journeys.serving import Site


def sits_down(officer: Person, site: Site, who: cast.OfficerOfCast) -> Person:
    """Signed in, without the two steps that another journey takes."""
    app = site.app
    with app.app_context():
        user = visits.user_of(who.key)
        kept = sessions.token_in_cookie(user, services.start_sign_in(user, now()))
    signed = app.session_interface.get_signing_serializer(app).dumps(kept)
    officer.page.context.add_cookies(
        [{"name": app.config["SESSION_COOKIE_NAME"], "value": signed, "url": site.url}]
    )
    return officer


@pytest.mark.parametrize("script", [True], indirect=True)
def test_an_officer_works_down_her_inbox_by_keyboard_alone(demo_site, person):
    asep = sits_down(person("Asep", width=1280), demo_site, cast.ASEP)
    asep.goes_to("/dinas/").sees("lewat", "sisa")
    page = asep.page
    keys = page.keyboard.press
    names = page.locator("[data-open]").all_inner_texts()
    keys("j")
    expect(page.locator("[data-open]").first).to_be_focused()
    keys("x")
    keys("j")
    keys("x")
    expect(page.locator("[data-chosen]")).to_have_text("2 dipilih")
    keys("k")
    keys("j")
    assert page.evaluate("document.activeElement.innerText") == names[1]
    keys("?")
    expect(page.get_by_role("dialog")).to_contain_text("Ambil atau lepas")
    asep.looks()
    keys("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    keys("a")
    asep.sees("1 diambil.")
    asep.goes_to("/dinas/?milik=saya").sees(names[1])
    keys("j")
    keys("o")
    page.wait_for_url("**/dinas/hak-data/*")
    page.get_by_label("Jawaban untuk pemohon").fill("jkxa?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("heading", level=1).click()
    keys("g")
    keys("i")
    page.wait_for_url("**/dinas/")
    asep.looks()
    keys("?")
    page.get_by_label("Pakai pintasan di peramban ini").uncheck()
    keys("Escape")
    asep.goes_to("/dinas/")
    keys("j")
    assert page.evaluate("document.activeElement === document.body")


def rejects(officer: Person) -> Person:
    """Reject the claim that she has open, for a reason of the list and some words."""
    officer.chooses("Alasan", "Bukan anggota").writes("Keterangan tambahan", "Lihat buku anggota.")
    return officer.ticks("Saya tidak punya kepentingan").presses("Tolak", exact=True)


def test_the_second_of_two_officers_on_one_claim_hears_what_the_first_one_did(demo_site, person):
    yayah = sits_down(person("Yayah", width=1280), demo_site, cast.YAYAH)
    asep = sits_down(person("Asep"), demo_site, cast.ASEP)
    for officer in (yayah, asep):
        officer.goes_to("/dinas/?jenis=klaim").presses("Talas Beneng Juhut Mandiri")
    rejects(yayah).sees("Ditolak")
    rejects(asep).sees("Klaim ditolak oleh Yayah Rokayah", "Keputusan Anda tidak disimpan")
