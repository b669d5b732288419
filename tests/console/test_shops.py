"""Shops at the desk: found by name and state, suspended with a reason, a badge taken away."""

import pytest

from marketplace.clock import today
from marketplace.demo import cast
from marketplace.sellers import queries
from tests.afterwards import fresh
from tests.builders import memberships, people, shops

REASON = "Menjual barang tiruan."


@pytest.fixture
def street(browser, app):
    """Asep of Pandeglang, who supervises and verifies."""
    return browser.as_(people.appointed(cast.ASEP))


@pytest.fixture
def badge(shop, owner, cooperative, yayah):
    return memberships.badge_of(shop, owner, yayah)


def names(page):
    return [link.get_text() for link in page.all("tbody td:first-child a")]


def test_shops_are_found_by_name_and_state(street, shop, owner, badge):
    shops.shop_of(people.person(cast.DEWI), "Batik 100% Menes", whatsapp="")
    assert names(street.visit("console.shops")) == ["Batik 100% Menes", "Emping Rohayati"]
    assert names(street.visit("console.shops", q="emping roh")) == ["Emping Rohayati"]
    assert names(street.visit("console.shops", q="100%")) == ["Batik 100% Menes"]
    assert names(street.visit("console.shops", q="_")) == []
    assert names(street.visit("console.shops", keadaan="terverifikasi")) == ["Emping Rohayati"]
    assert names(street.visit("console.shops", keadaan="dibekukan")) == []


def test_an_officer_suspends_and_lifts_with_reasons(street, shop):
    path = {"shop_id": shop.id}
    refused = street.send("console.suspension", {"beku-reason": ""}, **path)
    refused.check()
    assert refused.status == 422 and "Pilih alasan" in refused.text
    assert street.send("console.suspension", {"beku-reason": REASON}, **path).status == 302
    assert fresh(shop).suspension_reason == REASON
    page = street.visit("console.shop", **path)
    assert "Dibekukan sejak" in page.text and page.all('form[action$="/pembukaan"]')
    again = street.send("console.suspension", {"beku-reason": "Sekali lagi saja."}, **path)
    assert again.status == 422 and "sudah dibekukan" in again.text
    lifted = street.send("console.suspension_end", {"beku-reason": "Sudah ditarik."}, **path)
    assert lifted.status == 302 and fresh(shop).is_open_to_public


def test_an_officer_without_the_duty_looks_but_does_not_suspend(browser, shop, yayah):
    desk = browser.as_(yayah)
    assert not desk.visit("console.shop", shop_id=shop.id).all('form[action$="/pembekuan"]')
    sent = desk.send("console.suspension", {"beku-reason": REASON}, shop_id=shop.id)
    assert sent.status == 403 and fresh(shop).suspended_at is None


def test_shops_of_another_regency_are_not_found(browser, shop):
    dedi = browser.as_(people.appointed(cast.DEDI))
    dedi.visit("console.shop", shop_id=shop.id, status=404)
    for endpoint in ("console.suspension", "console.suspension_end"):
        assert dedi.send(endpoint, {"beku-reason": REASON}, shop_id=shop.id).status == 404
    assert names(dedi.visit("console.shops")) == []
    browser.as_(people.appointed(cast.LILIS)).visit("console.shop", shop_id=shop.id)


def test_an_officer_takes_a_badge_away(street, shop, badge):
    page = street.visit("console.shop", shop_id=shop.id)
    assert page.one(f'a[href="/dinas/lencana/{badge.id}/pencabutan"]')
    path = {"badge_id": badge.id}
    refused = street.send("console.revocation", {"reason": " "}, **path)
    refused.check()
    assert refused.status == 422 and queries.badge_of(fresh(shop)) is not None
    seen = street.visit("console.revocation", **path).fields()
    late = street.send("console.revocation", {**seen, "claim": 999, "reason": REASON}, **path)
    assert late.status == 409 and "diperpanjang" in late.text
    assert queries.badge_of(fresh(shop)) is not None
    assert street.send("console.revocation", {**seen, "reason": REASON}, **path).status == 302
    assert queries.badge_of(fresh(shop)) is None
    assert fresh(badge).state(today()) == "revoked"
    assert "sudah dicabut" in street.visit("console.revocation", **path).text
    assert "Dicabut" in street.visit("console.shop", shop_id=shop.id).text


@pytest.mark.parametrize(
    ("who", "status"), [(cast.ENTIN, 404), (cast.LILIS, 403), (cast.HALIMAH, 302)],
    ids=lambda one: getattr(one, "key", one),
)  # fmt: skip
def test_a_badge_is_taken_away_by_the_office_that_decides(browser, badge, who, status):
    hers = browser.as_(people.appointed(who))
    why = {"reason": REASON, "claim": badge.latest_claim_id}
    sent = hers.send("console.revocation", why, badge_id=badge.id)
    assert sent.status == status
    assert (fresh(badge).revoked_at is not None) is (status == 302)


def test_the_shop_s_number_is_masked(street, shop):
    html = street.visit("console.shop", shop_id=shop.id).html
    assert "0812****0111" in html and "081200000111" not in html and "81200000111" not in html


def test_a_supervisor_does_not_suspend_her_own_shop(browser, app):
    asep = people.appointed(cast.ASEP)
    shop = shops.shop_of(asep, "Lapak Asep", whatsapp="")
    hers = browser.as_(asep)
    assert "lapak Anda sendiri" in hers.visit("console.shop", shop_id=shop.id).text
    sent = hers.send("console.suspension", {"beku-reason": REASON}, shop_id=shop.id)
    assert sent.status == 422 and "lapak Anda sendiri" in sent.text
