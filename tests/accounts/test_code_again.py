"""The authenticator's code again, before what a borrowed computer must not do."""

import pytest

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.web.limits import limiter
from tests import afterwards
from tests.builders import memberships, people
from tests.page import Page


@pytest.fixture
def badge(shop, owner, cooperative, yayah):
    return memberships.badge_of(shop, owner, yayah)


@pytest.fixture
def later(stopped_clock):
    """The clock that stands at noon, and moves to some minutes after it."""
    stopped_clock.stand_at("2026-11-25 12:00")
    return lambda minutes: stopped_clock.stand_at(f"2026-11-25 12:{minutes:02}")


def test_within_five_minutes_nobody_is_asked_twice(browser, lina, udin, later):
    mine = browser.as_(lina)
    later(4)
    assert not mine.visit("console.officer_end", officer_id=udin.officer.id).all("#code")
    assert mine.send("console.officer_end", officer_id=udin.officer.id).status == 302
    assert not afterwards.fresh(udin).is_officer


def test_after_that_a_code_is_asked_for_and_counts_for_five_minutes(browser, lina, udin, later):
    mine = browser.as_(lina)
    later(6)
    page = mine.visit("console.officer_end", officer_id=udin.officer.id)
    assert page.one("#code")
    for wrong in ({}, {"code": "000000"}, {"code": "abc"}):
        refused = mine.send("console.officer_end", wrong, officer_id=udin.officer.id).check()
        assert refused.status == 422 and refused.one("#code-error")
        assert afterwards.fresh(udin).is_officer
    code = {"code": gateway.present_code(lina.tf_totp_secret)}
    assert mine.send("console.officer_end", code, officer_id=udin.officer.id).status == 302
    assert not afterwards.fresh(udin).is_officer
    later(10)
    assert not mine.visit("console.officer_invitation").all("#code")
    later(12)
    assert mine.visit("console.officer_invitation").all("#code")


def test_a_code_counts_once_and_only_on_the_session_that_gave_it(browser, lina, udin, later):
    mine, elsewhere = browser.as_(lina), browser.as_(lina)
    later(6)
    code = {"code": gateway.present_code(lina.tf_totp_secret)}
    slip = {**code, "name": "", "email": "x@dinas.id", "duties": ["verify"], "regency": ""}
    assert mine.send("console.officer_invitation", slip).status == 422  # the code is not used up
    good = {**slip, "name": "Xena"}
    assert mine.send("console.officer_invitation", good).status == 302
    again = elsewhere.send("console.officer_end", code, officer_id=udin.officer.id)
    assert again.status == 422 and "sudah dipakai" in again.one("#code-error").text
    assert afterwards.fresh(udin).is_officer


def test_a_badge_is_revoked_by_somebody_with_her_authenticator_at_hand(browser, badge, udin, later):
    mine, why = browser.as_(udin), "Kartu anggota sudah tidak berlaku."
    reason = {"reason": why, "claim": badge.latest_claim_id}
    later(6)
    refused = mine.send("console.revocation", reason, badge_id=badge.id).check()
    assert refused.status == 422 and refused.one("#code-error")
    assert afterwards.fresh(badge).revoked_at is None
    code = {"code": gateway.present_code(udin.tf_totp_secret)}
    assert mine.send("console.revocation", {**reason, **code}, badge_id=badge.id).status == 302
    assert afterwards.fresh(badge).revoked_at is not None


def test_codes_cannot_be_guessed(browser, lina, udin, later):
    mine = browser.as_(lina)
    later(6)
    limiter.enabled = True
    limiter.reset()
    try:
        tried = [
            mine.send("console.officer_end", {"code": f"{n:06}"}, officer_id=udin.officer.id).status
            for n in range(11)
        ]
    finally:
        limiter.enabled = False
        limiter.reset()
    assert tried == [422] * 10 + [429]
    assert afterwards.fresh(udin).is_officer


def test_signing_in_with_a_code_counts_as_giving_it(app, client, lina, later):
    password = {"identity": "lina@dinas.id", "password": people.PASSWORD}
    assert client.post("/masuk", data=password).location == "/masuk/kode"
    code = {"code": gateway.present_code(lina.tf_totp_secret)}
    assert client.post("/masuk/kode", data=code).status_code == 302
    later(4)
    assert not Page(client.get("/dinas/petugas/undangan")).all("#code")
    later(6)
    assert Page(client.get("/dinas/petugas/undangan")).all("#code")
