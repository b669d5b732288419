"""Logs and the trail of events hold nothing that a person typed."""

import logging

import sqlalchemy as sa

from marketplace.database import db
from marketplace.events import Event

NAME, PHONE, EMAIL = "Kanari Rahasia", "081299887766", "kanari.rahasia@contoh.test"
PASSWORD, TOKEN = "sandi payung kanari ungu", "tautan-kanari-yang-panjang-sekali"
CANARIES = ("kanari", "99887766", "payung")


def is_clean(text: str) -> bool:
    return not any(canary in text.lower() for canary in CANARIES)


def test_a_journey_leaves_no_word_of_a_person(app, client, caplog, worker):
    caplog.set_level(logging.DEBUG)
    join = {"name": NAME, "password": PASSWORD, "consent": "y"}
    for identity in (EMAIL, PHONE):
        app.test_client().post("/masuk", data={"identity": identity, "password": PASSWORD})
        client.post("/daftar", data={**join, "identity": identity})
    client.post("/akun/e-mail", data={"email": EMAIL, "password": PASSWORD})
    app.test_client().post("/lupa-sandi", data={"email": EMAIL})
    for path in (f"/cari?q={EMAIL}", f"/cek/{PHONE}", f"/atur-sandi/{TOKEN}", f"/{EMAIL}"):
        client.get(path)
    worker()
    assert caplog.records and is_clean(caplog.text)
    assert all(is_clean(str(event.details)) for event in db.session.scalars(sa.select(Event)))


def test_a_failure_is_noted_by_its_rule_not_its_address(app, caplog):
    with app.test_request_context(f"/atur-sandi/{TOKEN}"):
        try:
            raise RuntimeError("rusak")
        except RuntimeError as error:
            app.log_exception((type(error), error, error.__traceback__))
    assert "/atur-sandi/<token>" in caplog.text and "rusak" in caplog.text
    assert is_clean(caplog.text)
