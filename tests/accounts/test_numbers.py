"""A number is unconfirmed until an officer has seen a code come from it."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from marketplace.accounts import queries, services
from marketplace.clock import now
from marketplace.errors import RuleBroken
from tests import afterwards
from tests.builders import people


def test_she_gets_a_code_and_a_link_to_the_dinas(app, browser, sari):
    mine = browser.as_(sari)
    assert mine.visit("storefront.account_number").all(".codes") == []
    mine.send("storefront.number_confirmation")
    page = mine.visit("storefront.account_number")
    code = page.one(".codes code").text
    link = urlsplit(page.one("a.button--whatsapp")["href"])
    dinas = app.config["SETTINGS"].dinas_whatsapp
    assert (link.netloc, link.path) == ("wa.me", "/" + dinas[1:])
    assert parse_qs(link.query)["text"][0].endswith(code)
    mine.send("storefront.number_confirmation")
    assert mine.visit("storefront.account_number").one(".codes code").text == code


def test_an_officer_ticks_it(browser, sari, udin):
    asked = services.request_phone_confirmation(sari, now())
    desk = browser.as_(udin)
    page = desk.visit("console.numbers")
    assert asked.code in page.text
    assert "0812-3456-7890" in page.text
    desk.send("console.number_confirmation", confirmation_id=asked.id)
    confirmed = afterwards.fresh(sari)
    assert confirmed.is_phone_confirmed
    assert confirmed.phone_confirmed_by_id == udin.id
    event = afterwards.events("phone.confirmed")[0]
    assert (event.actor_id, event.details) == (udin.id, {"request_id": asked.id})
    assert "sudah memastikan" in browser.as_(sari).visit("storefront.account_number").text
    assert asked.code not in desk.visit("console.numbers").text


def test_an_officer_refuses_it(browser, sari, udin):
    asked = services.request_phone_confirmation(sari, now())
    browser.as_(udin).send("console.number_refusal", confirmation_id=asked.id)
    assert not afterwards.fresh(sari).is_phone_confirmed
    assert services.request_phone_confirmation(sari, now()).code != asked.code
    with pytest.raises(RuleBroken, match="sudah diputuskan"):
        services.confirm_phone(asked, by=udin, at=now())


def test_nobody_confirms_the_number_of_another_account_of_hers(app, sari, udin):
    for person in (sari, udin):
        services.keep_personal_number(person, "nik_ktp", "3601135507850003")
    asked = services.request_phone_confirmation(sari, now())
    with pytest.raises(RuleBroken, match="petugas lain"):
        services.confirm_phone(asked, by=udin, at=now())


def test_a_second_holder_is_refused_with_words(browser, sari, udin):
    other = people.by_phone("Rina", sari.phone)
    first = services.request_phone_confirmation(sari, now())
    second = services.request_phone_confirmation(other, now())
    services.confirm_phone(first, by=udin, at=now())
    with pytest.raises(RuleBroken, match="akun lain"):
        services.confirm_phone(second, by=udin, at=now())
    assert not afterwards.fresh(other).is_phone_confirmed
    assert [user.id for user in queries.who_may_be("081234567890")] == [sari.id, other.id]


def test_a_code_is_for_the_number_that_it_was_asked_for(sari, udin):
    asked = services.request_phone_confirmation(sari, now())
    services.change_phone(sari, "0899-1111-2222", people.PASSWORD, now())
    with pytest.raises(RuleBroken):
        services.confirm_phone(asked, by=udin, at=now())
    assert not afterwards.fresh(sari).is_phone_confirmed


def test_a_code_is_over_after_three_days(sari, udin):
    asked = services.request_phone_confirmation(sari, now())
    with pytest.raises(RuleBroken, match="lewat waktunya"):
        services.confirm_phone(asked, by=udin, at=now() + timedelta(days=3))
    assert queries.waiting_confirmations(now() + timedelta(days=3)) == []


def test_a_changed_number_is_unconfirmed_again(browser, sari, udin):
    asked = services.request_phone_confirmation(sari, now())
    services.confirm_phone(asked, by=udin, at=now())
    mine = browser.as_(sari)
    form = {"phone": "0899-1111-2222", "password": people.PASSWORD}
    assert mine.send("storefront.account_number_change", form).location == "/akun/nomor"
    changed = afterwards.fresh(sari)
    assert (changed.phone, changed.is_phone_confirmed) == ("+6289911112222", False)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"phone": "0254200123", "password": people.PASSWORD}, "phone"),
        ({"phone": "0899-1111-2222", "password": "salah sekali"}, "password"),
        ({"phone": "0812-3456-7890", "password": people.PASSWORD}, "phone"),
    ],
)
def test_mistakes_are_named_beside_their_fields(browser, sari, form, field):
    refused = browser.as_(sari).send("storefront.account_number_change", form).check()
    assert refused.status == 422
    assert refused.all(f"#{field}-error")
    assert afterwards.fresh(sari).phone == "+6281234567890"


def test_only_officers_with_the_duty_decide(browser, client, sari):
    asked = services.request_phone_confirmation(sari, now())
    curator = people.officer("Cici", "cici@dinas.id", duties=["curate"])
    for person in (sari, curator):
        theirs = browser.as_(person)
        theirs.visit("console.numbers", status=403)
        answer = theirs.send("console.number_confirmation", confirmation_id=asked.id)
        assert answer.status == 403
    assert client.get("/dinas/nomor").status_code == 302
    assert not afterwards.fresh(sari).is_phone_confirmed


def test_an_officer_does_not_confirm_her_own_number(udin):
    services.change_phone(udin, "0899-1111-2222", people.PASSWORD, now())
    asked = services.request_phone_confirmation(udin, now())
    with pytest.raises(RuleBroken, match="petugas lain"):
        services.confirm_phone(asked, by=udin, at=now())
