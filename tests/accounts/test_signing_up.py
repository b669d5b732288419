"""Joining by mobile number or by e-mail."""

import json

from sqlalchemy import func, select

from marketplace.accounts.models import Consent, User
from marketplace.accounts.privacy import PRIVACY_VERSION
from marketplace.database import db
from marketplace.events import Event
from tests import afterwards
from tests.builders import people
from tests.page import Page

FORM = {
    "name": "Sari Wulandari",
    "identity": "0812-3456-7890",
    "password": people.PASSWORD,
    "consent": "y",
}


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_person_joins_by_number_and_sees_her_codes_once(browser):
    answer = browser.send("storefront.sign_up", FORM)
    assert answer.location == "/akun/kode-pemulihan"
    browser.signed_in = True
    codes = [code.text for code in browser.visit(answer.location).all(".codes code")]
    assert len(set(codes)) == 8
    browser.send("storefront.recovery_codes_kept")
    assert browser.visit("storefront.recovery_codes").all(".codes") == []
    assert "Sari Wulandari" in browser.visit("storefront.account").text
    user = db.session.scalars(select(User)).one()
    assert (user.phone, user.phone_confirmed_at, user.email) == ("+6281234567890", None, None)
    consent = db.session.scalars(select(Consent)).one()
    assert (consent.user_id, consent.version) == (user.id, PRIVACY_VERSION)


def test_a_person_joins_by_mail_when_she_presses_the_button(browser):
    answer = browser.send("storefront.sign_up", {**FORM, "identity": " Sari@Contoh.ID "})
    assert answer.location == "/daftar/surat"
    assert count(User) == 0
    link = afterwards.link_to("sari@contoh.id")
    browser.visit(link)
    browser.visit(link)
    assert count(User) == 0, "a GET changes nothing"
    assert browser.send(link).location == "/akun/"
    user = db.session.scalars(select(User)).one()
    assert user.email == "sari@contoh.id"
    assert user.is_email_confirmed
    assert browser.send(link, {"csrf_token": ""}).status in (400, 410)
    assert count(User) == 1


def test_a_used_link_says_so(browser, app):
    browser.send("storefront.sign_up", {**FORM, "identity": "sari@contoh.id"})
    link = afterwards.link_to("sari@contoh.id")
    browser.send(link)
    stranger = Page(app.test_client().post(link))
    assert stranger.status == 410
    assert "Tautan" in stranger.text


def test_a_known_address_is_not_betrayed(browser, app, dewi):
    known = browser.send("storefront.sign_up", {**FORM, "identity": "dewi@contoh.id"})
    unknown = browser.send("storefront.sign_up", {**FORM, "identity": "baru@contoh.id"})
    assert (known.status, known.location, known.html) == (
        unknown.status,
        unknown.location,
        unknown.html,
    )
    assert "sudah punya akun" in afterwards.mails_to("dewi@contoh.id")[0].subject
    assert count(User) == 1


def test_mistakes_are_named_beside_their_fields(browser):
    answer = browser.send(
        "storefront.sign_up", {"identity": "0254200123", "password": "rahasia123"}
    )
    answer.check()
    assert answer.status == 422
    assert "Tulis nama Anda" in answer.one("#name-error").text
    assert "telepon rumah" in answer.one("#identity-error").text
    assert "persetujuan" in answer.one("#consent-error").text
    weak = browser.send("storefront.sign_up", {**FORM, "password": "sari wulandari 99"})
    assert "mudah ditebak" in weak.one("#password-error").text
    assert count(User) == 0


def test_pressing_twice_makes_one_account(browser, app):
    browser.send("storefront.sign_up", FORM)
    again = app.test_client().post("/daftar", data=FORM)
    assert again.location == "/akun/"
    assert count(User) == 1


def test_several_people_may_hold_an_unconfirmed_number(app, sari):
    other = {**FORM, "name": "Orang Lain", "password": "meja kayu lampu minyak"}
    assert app.test_client().post("/daftar", data=other).status_code == 302
    assert count(User) == 2


def test_no_personal_data_in_the_trail(app):
    app.test_client().post("/daftar", data=FORM)
    app.test_client().post("/daftar", data={**FORM, "identity": "baru@contoh.id"})
    trail = db.session.scalars(select(Event)).all()
    assert {"user.signed_up", "recovery_codes.made", "mail.queued"} <= {e.name for e in trail}
    told = json.dumps([event.details for event in trail])
    assert not [word for word in ("Sari", "8123", "contoh.id") if word in told]
