"""Signing in, and who is not let in."""

import pytest
from sqlalchemy import select

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import services
from marketplace.accounts.models import SignIn, User
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.sellers import services as sellers
from marketplace.web.limits import limiter
from tests import afterwards
from tests.builders import people
from tests.page import Page

WRONG = "tidak cocok"


def sign_in(app, identity: str, password: str = people.PASSWORD, path: str = "/masuk") -> Page:
    return Page(app.test_client().post(path, data={"identity": identity, "password": password}))


@pytest.mark.parametrize("identity", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_by_number_however_it_is_written(app, sari, identity):
    assert sign_in(app, identity).location == "/akun/"


def test_by_mail_however_it_is_cased(app, dewi):
    assert sign_in(app, " DEWI@Contoh.id").location == "/akun/"


def test_an_owner_comes_to_her_stall(app, sari):
    sellers.open_shop(by=sari, name="Kopi Sari", village_code="36.73.01.1002")
    assert sign_in(app, "0812-3456-7890").location == "/lapak/"
    assert sign_in(app, "0812-3456-7890", path="/masuk?next=/akun/nomor").location == "/akun/nomor"


def test_the_same_words_for_every_mistake(app, sari, dewi):
    answers = [
        sign_in(app, "0812-3456-7890", "salah sekali"),
        sign_in(app, "0899-9999-9999"),
        sign_in(app, "dewi@contoh.id", "salah sekali"),
        sign_in(app, "tidak@ada.id"),
        sign_in(app, "bukan apa-apa"),
    ]
    assert {answer.status for answer in answers} == {422}
    assert len({answer.check().one(".error-summary").text for answer in answers}) == 1
    assert WRONG in answers[0].text


def test_who_holds_a_number_is_told_by_the_password(app, sari):
    other = people.by_phone("Rina", "+6281234567890")
    with transaction():
        one = locked(other)
        one.set_password(gateway.hash_password("meja kayu lampu minyak"))
    client = app.test_client()
    client.post("/masuk", data={"identity": "081234567890", "password": "meja kayu lampu minyak"})
    assert "Rina" in Page(client.get("/akun/")).text


def test_a_suspended_person_is_not_let_in(app, sari, lina):
    services.suspend(sari, by=lina, at=now())
    assert WRONG in sign_in(app, "081234567890").text
    services.reinstate(sari, by=lina)
    assert sign_in(app, "081234567890").location == "/akun/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://jahat.id/",
        "//jahat.id",
        "/\\jahat.id",
        "javascript:alert(1)",
        "\t//jahat.id",
        "jahat",
    ],
)
def test_the_way_on_stays_on_this_site(app, sari, elsewhere):
    answer = Page(
        app.test_client().post(
            "/masuk",
            query_string={"next": elsewhere},
            data={"identity": "081234567890", "password": people.PASSWORD},
        )
    )
    assert answer.location == "/akun/"


def test_one_goes_on_to_where_one_wanted(app, sari):
    client = app.test_client()
    asked = client.get("/akun/nomor")
    assert asked.location == "/masuk?next=/akun/nomor"
    answer = client.post(
        asked.location, data={"identity": "081234567890", "password": people.PASSWORD}
    )
    assert answer.location == "/akun/nomor"


def test_what_another_site_sends_is_refused(app, sari):
    form = {"identity": "081234567890", "password": people.PASSWORD}
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ):
        answer = app.test_client().post("/masuk", data=form, headers=headers)
        assert answer.status_code == 403
    assert db.session.scalars(select(SignIn)).all() == []


def test_a_signed_in_form_needs_its_token(app, browser, sari):
    mine = browser.as_(sari)
    assert mine.client.post("/akun/nama", data={"name": "Diretas"}).status_code == 400
    assert afterwards.fresh(sari).name == "Sari"
    assert mine.send("storefront.account_name", {"name": "Sari W."}).location == "/akun/"
    assert afterwards.fresh(sari).name == "Sari W."


def test_an_outdated_hash_is_renewed(app, sari):
    old = gateway._security.pwd_context.using(argon2__memory_cost=32).hash(people.PASSWORD)
    with transaction():
        locked(sari).password = old
    assert sign_in(app, "081234567890").status == 302
    renewed = afterwards.fresh(sari).password
    assert renewed != old
    assert "m=64," in renewed
    assert sign_in(app, "081234567890").status == 302


def test_too_many_attempts_are_stopped_politely(app, sari):
    limiter.enabled = True
    limiter.reset()
    try:
        statuses = [sign_in(app, "081234567890", "salah sekali").status for _ in range(21)]
        stopped = sign_in(app, "+62 812-3456-7890")
        other = sign_in(app, "lain@contoh.id")
    finally:
        limiter.enabled = False
        limiter.reset()
    assert statuses[:20] == [422] * 20
    assert (statuses[20], stopped.status) == (429, 429)
    assert "Tunggu sebentar" in stopped.text
    assert other.status == 422, "another account is not locked out"


def test_pages_for_strangers_set_no_cookie(app):
    for path in ("/masuk", "/daftar", "/lupa-sandi", "/lupa-sandi/kode"):
        assert "Set-Cookie" not in app.test_client().get(path).headers


def test_a_person_without_a_password_cannot_sign_in(app, keep):
    keep(User(name="Undangan", email="belum@dinas.id"))
    assert WRONG in sign_in(app, "belum@dinas.id", "apa saja boleh").text
