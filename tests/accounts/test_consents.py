"""Consents by purpose and version: given, asked again when the text changes, taken back at once."""

import dataclasses

import pytest
from sqlalchemy import select

from marketplace import storage
from marketplace.accounts import purposes, queries, services
from marketplace.accounts.models import Consent, RightsRequest
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import RuleBroken
from marketplace.sellers import services as sellers
from marketplace.sellers.models import Badge, Claim, Evidence
from tests import afterwards
from tests.at_once import at_once, refusals
from tests.builders import memberships


def kept(user) -> list[Consent]:
    db.session.rollback()
    return queries.consents_of(user)


@pytest.fixture
def newer(monkeypatch):
    """The notice of privacy, with another text."""
    known = purposes.purposes()
    changed = dataclasses.replace(known["privacy_notice"], version="2027-01")
    monkeypatch.setitem(known, "privacy_notice", changed)


def joined(phone="081200001111"):
    user = services.sign_up("Sari", phone, "gelas biru sepeda tua", now()).user
    assert user
    return user


def test_the_purposes_are_versioned_data():
    for one in purposes.purposes().values():
        assert one.version and one.title and one.text and one.if_withdrawn
        assert one.basis in ("consent", "service", "law")
        assert one.ends in ("account", "use", "never")


def test_joining_is_a_consent_that_she_finds_with_its_version(browser, app):
    sari = joined()
    page = browser.as_(sari).visit("storefront.account_consents")
    assert "Anda menyetujui versi 2026-11-25" in page.text


def test_a_changed_text_is_asked_again(browser, app, newer):
    sari = joined()
    mine = browser.as_(sari)
    assert "Baca dan setujui lagi" in mine.visit("storefront.account").text
    assert "Perlu disetujui lagi" in mine.visit("storefront.account_consents").text
    mine.send("storefront.account_consent", purpose="privacy_notice")
    assert [one.version for one in kept(sari)] == ["2027-01", "2026-11-25"]
    assert "Baca dan setujui lagi" not in mine.visit("storefront.account").text
    assert "Perlu disetujui lagi" not in mine.visit("storefront.account_consents").text


def test_agreeing_twice_writes_one_consent(app, sari):
    services.give_consent(sari, "membership", now())
    services.give_consent(sari, "membership", now())
    assert len(kept(sari)) == 1


def test_withdrawing_membership_ends_claim_photo_and_badge_at_once(
    shop, owner, cooperative, yayah, worker, browser
):
    badge = memberships.badge_of(shop, owner, yayah)
    key = db.session.scalar(select(Evidence.key))
    mine = browser.as_(owner)
    sent = mine.send("storefront.account_consent_end", purpose="membership")
    assert sent.location == "/akun/persetujuan"
    assert db.session.get(Badge, badge.id).revoked_at is not None
    assert db.session.scalar(select(Claim.member_number)) == ""
    worker()
    assert not storage.private().exists(key)
    request = db.session.scalars(select(RightsRequest)).one()
    assert (request.kind, request.state) == ("withdrawal", "done")


def test_a_claim_is_a_consent_given_anew(shop, owner, cooperative):
    claim = memberships.claim_of(shop, owner)
    assert queries.may_use(owner, "membership")
    sellers.withdraw(claim, by=owner)
    services.withdraw_consent(owner, "membership", now())
    assert not queries.may_use(owner, "membership")
    memberships.claim_of(shop, owner)
    assert queries.may_use(owner, "membership")


@pytest.mark.parametrize("key", ["privacy_notice", "trade_records"])
def test_what_cannot_be_stopped_says_why(sari, key):
    with pytest.raises(RuleBroken):
        services.withdraw_consent(sari, key, now())


def test_an_unknown_purpose_is_not_found(browser, sari):
    mine = browser.as_(sari)
    assert mine.send("storefront.account_consent", purpose="iklan").status == 404
    assert mine.send("storefront.account_consent_end", purpose="iklan").status == 404


def test_withdrawn_twice_at_once_it_ends_once(app, sari):
    user_id = sari.id

    def stop() -> None:
        services.withdraw_consent(queries.person(user_id), "inquiry_history", now())

    assert len(refusals(at_once(app, stop, stop, stop))) == 2
    assert len(afterwards.events("consent.withdrawn")) == 1
