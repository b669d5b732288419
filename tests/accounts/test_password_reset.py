"""Getting back in without the old password."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from marketplace.accounts import queries, services
from marketplace.accounts.models import OneUseLink
from marketplace.accounts.services.paper_codes import new_recovery_codes
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from tests import afterwards
from tests.builders import people
from tests.page import Page

NEW = "meja kayu lampu minyak"


def ask(client, email: str) -> Page:
    return Page(client.post("/lupa-sandi", data={"email": email}))


def test_by_the_link_of_a_mail(app, client, browser, dewi):
    signed_in = browser.as_(dewi)
    assert ask(client, "Dewi@contoh.id").location == "/lupa-sandi/surat"
    link = afterwards.link_to("dewi@contoh.id")
    Page(client.get(link)).check()
    assert client.post(link, data={"password": NEW}).location == "/masuk"
    signed_in.visit("storefront.account", status=302)
    assert services.authenticate("dewi@contoh.id", NEW).id == dewi.id
    assert services.authenticate("dewi@contoh.id", people.PASSWORD) is None
    assert "telah diganti" in afterwards.mails_to("dewi@contoh.id")[-1].subject
    assert app.test_client().post(link, data={"password": NEW}).status_code == 410


def test_an_unknown_address_is_answered_alike(client, dewi):
    known, unknown = ask(client, "dewi@contoh.id"), ask(client, "tidak@ada.id")
    assert (known.status, known.location, known.html) == (
        unknown.status,
        unknown.location,
        unknown.html,
    )
    assert afterwards.mails_to("tidak@ada.id") == []


def test_a_weak_password_does_not_use_the_link_up(client, dewi):
    ask(client, "dewi@contoh.id")
    link = afterwards.link_to("dewi@contoh.id")
    weak = Page(client.post(link, data={"password": "rahasia123"}))
    assert "mudah ditebak" in weak.one("#password-error").text
    assert client.post(link, data={"password": NEW}).location == "/masuk"


def test_a_link_is_over_after_an_hour(client, dewi):
    ask(client, "dewi@contoh.id")
    with transaction() as session:
        session.execute(update(OneUseLink).values(expires_at=now() - timedelta(seconds=1)))
    over = Page(client.get(afterwards.link_to("dewi@contoh.id"))).check()
    assert over.status == 410


def test_a_link_does_only_what_it_is_for(client, dewi, lina):
    ask(client, "dewi@contoh.id")
    token = afterwards.link_to("dewi@contoh.id").rpartition("/")[2]
    for path in ("/undangan/", "/daftar/", "/konfirmasi/"):
        assert client.post(path + token, data={"password": NEW}).status_code == 410
    kept = db.session.scalars(select(OneUseLink)).one()
    assert kept.used_at is None
    assert token not in kept.token_hash


def test_by_number_and_recovery_code(client, browser, sari):
    with transaction():
        codes = new_recovery_codes(sari, now())
    signed_in = browser.as_(sari)
    Page(client.get("/lupa-sandi/kode")).check()
    form = {"phone": "0812 3456 7890", "code": codes[0].lower().replace("-", " "), "password": NEW}
    assert client.post("/lupa-sandi/kode", data=form).location == "/masuk"
    assert services.authenticate("081234567890", NEW).id == sari.id
    signed_in.visit("storefront.account", status=302)
    used = Page(client.post("/lupa-sandi/kode", data={**form, "password": "pintu biru laut tua"}))
    assert "tidak cocok" in used.one("#code-error").text
    assert queries.recovery_codes_left(sari) == 7


def test_a_code_is_only_its_owners(client, sari):
    other = people.by_phone("Rina", "+6289911112222")
    with transaction():
        codes = new_recovery_codes(sari, now())
    form = {"phone": "0899-1111-2222", "code": codes[0], "password": NEW}
    assert client.post("/lupa-sandi/kode", data=form).status_code == 422
    assert services.authenticate(other.phone, people.PASSWORD).id == other.id


def test_new_codes_void_the_old_ones(browser, sari):
    with transaction():
        old = new_recovery_codes(sari, now())
    mine = browser.as_(sari)
    assert mine.send("storefront.recovery_codes", {"password": "salah sekali"}).status == 422
    mine.send("storefront.recovery_codes", {"password": people.PASSWORD})
    assert len(mine.visit("storefront.recovery_codes").all(".codes li")) == 8
    with pytest.raises(RuleBroken):
        services.reset_by_code("081234567890", old[0], NEW, now())


def test_an_officer_hands_over_a_link(app, browser, sari, udin):
    desk = browser.as_(udin)
    desk.visit("console.number_password")
    assert desk.send("console.number_password", {"identity": "0812-3456-7890"}).status == 302
    page = desk.visit("console.number_password")
    assert "Sari" in page.text
    assert "081234567890" not in page.html.replace("-", ""), "shown masked"
    desk.send("console.number_password_link", user_id=sari.id)
    link = desk.visit("console.number_password").one(".copy-text__value").text
    assert link.startswith("http://localhost/atur-sandi/")
    path = link.removeprefix("http://localhost")
    assert app.test_client().post(path, data={"password": NEW}).location == "/masuk"
    assert services.authenticate("081234567890", NEW).id == sari.id
    issued = afterwards.events("password_reset.issued")[0]
    assert (issued.actor_id, issued.details) == (udin.id, {"user_id": sari.id})


def test_an_officer_helps_nobody_whom_she_did_not_find(browser, sari, udin):
    desk = browser.as_(udin)
    assert desk.send("console.number_password_link", user_id=sari.id).status == 404
    assert db.session.scalars(select(OneUseLink)).all() == []


def test_officers_are_not_helped_this_way_and_strangers_help_nobody(browser, sari, udin, lina):
    with pytest.raises(RuleBroken, match="administrator"):
        services.issue_reset_link(lina, by=udin, at=now())
    with pytest.raises(RuleBroken, match="tugas bantuan"):
        services.issue_reset_link(sari, by=lina, at=now())
    browser.as_(sari).visit("console.number_password", status=403)
    checker = people.officer("Cici", "cici@dinas.id", duties=["verify"])
    browser.as_(checker).visit("console.number_password", status=403)


def test_a_reset_does_not_skip_the_second_factor(client, udin):
    ask(client, "udin@dinas.id")
    link = afterwards.link_to("udin@dinas.id")
    long = "lemari jati tiga pintu"
    assert client.post(link, data={"password": NEW[:14]}).status_code == 422
    assert client.post(link, data={"password": long}).location == "/masuk"
    answer = client.post("/masuk", data={"identity": "udin@dinas.id", "password": long})
    assert answer.location == "/masuk/kode"
    assert client.get("/dinas/nomor").status_code == 302
