"""Officers' second step: codes of an authenticator app."""

import pytest

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import services
from marketplace.accounts.models import SignIn
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import RuleBroken
from tests import afterwards
from tests.builders import people
from tests.page import Client, Page

ENTER = {"identity": "udin@dinas.id", "password": people.PASSWORD}


def first_step(client: Client) -> str:
    return client.post("/masuk", data=ENTER).location


def test_an_officer_gives_a_code_after_the_password(client, udin):
    assert first_step(client) == "/masuk/kode"
    assert client.get("/dinas/nomor").status_code == 302
    assert client.get("/akun/").status_code == 302
    Page(client.get("/masuk/kode")).check()
    answer = client.post("/masuk/kode", data={"code": people.code()})
    assert answer.location == "/dinas/"
    assert client.get("/dinas/nomor").status_code == 200


def test_a_wrong_code_is_refused_with_words(client, udin):
    first_step(client)
    for wrong in ("000000", "12345", "abcdef", "١٢٣٤٥٦"):
        refused = Page(client.post("/masuk/kode", data={"code": wrong}))
        assert refused.status == 422
        assert "tidak cocok" in refused.one("#code-error").text
    assert db.session.query(SignIn).count() == 0


def test_a_code_works_once_however_it_is_spaced(app, udin):
    code = people.code()
    once, again = app.test_client(), app.test_client()
    first_step(once)
    first_step(again)
    assert once.post("/masuk/kode", data={"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    assert again.post("/masuk/kode", data={"code": code}).status_code == 422
    assert afterwards.fresh(udin).totp_last_counter is not None


def test_nobody_reaches_the_second_step_without_the_first(client, udin):
    for path in ("/masuk/kode", "/masuk/pasang-kode"):
        assert client.get(path).location == "/masuk"
        assert client.post(path, data={"code": people.code()}).location == "/masuk"


def test_the_first_step_is_forgotten_when_the_password_changes(client, udin):
    first_step(client)
    services.change_password(udin, people.PASSWORD, "lemari jati tiga pintu", now())
    assert client.post("/masuk/kode", data={"code": people.code()}).location == "/masuk"


def test_whoever_has_a_second_factor_cannot_set_another(client, udin):
    first_step(client)
    assert client.get("/masuk/pasang-kode").location == "/masuk"
    with pytest.raises(RuleBroken):
        services.set_second_factor(udin, gateway.new_code_secret(), "000000", now())


def test_a_new_officer_can_only_set_it_up(app, client, dewi):
    services.appoint(dewi, regency_code=None, duties=["support"], by=None, at=now())
    client.post("/masuk", data={**ENTER, "identity": "dewi@contoh.id"})
    for path in ("/akun/", "/dinas/nomor", "/masuk/kode"):
        assert client.get(path).status_code == 302
    page = Page(client.get("/masuk/pasang-kode")).check()
    key = page.one(".copy-text__value").text.replace("-", "")
    assert page.all(".qr svg")
    refused = Page(client.post("/masuk/pasang-kode", data={"code": "000000"}))
    assert refused.status == 422
    assert refused.one(".copy-text__value").text.replace("-", "") == key
    with client.session_transaction() as session:
        secret = session["second_step"]["secret"]
    assert key not in str(secret), "the cookie holds it encrypted"
    code = {"code": gateway.present_code(secret)}
    assert client.post("/masuk/pasang-kode", data=code).location == "/dinas/"
    assert afterwards.fresh(dewi).has_second_factor
    again = app.test_client()
    again.post("/masuk", data={**ENTER, "identity": "dewi@contoh.id"})
    assert again.post("/masuk/kode", data=code).status_code == 422, "the first code is used up"


def test_a_buyer_needs_no_code(client, sari):
    answer = client.post("/masuk", data={"identity": "081234567890", "password": people.PASSWORD})
    assert answer.location == "/akun/"
