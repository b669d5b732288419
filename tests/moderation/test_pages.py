"""Pages of reports, decisions and looks: each for whom it is, late answers with 409."""

import pytest

from marketplace.catalog import services as catalog
from marketplace.catalog.services import reviewing
from marketplace.database import db
from marketplace.demo import cast
from marketplace.moderation import services
from marketplace.moderation.models import ModerationCase, Report
from marketplace.sellers.services import interests
from marketplace.web.limits import limiter
from tests.afterwards import fresh
from tests.builders import goods, people

REPORT = {"kind": "palsu", "words": "Bukan dari Menes."}


@pytest.fixture
def desk(browser, asep):
    """Asep at his desk."""
    return browser.as_(asep)


def test_anybody_reports_a_product_and_a_shop_without_an_account(browser, app, listing, shop):
    page = browser.visit("storefront.report_listing", slug=listing.slug)
    assert page.one('input[type="radio"][value="palsu"]')
    sent = browser.send("storefront.report_listing", REPORT, slug=listing.slug)
    assert sent.status == 303 and sent.location == "/laporkan/terkirim"
    refused = browser.send("storefront.report_shop", {"kind": "lainnya"}, slug=shop.slug)
    assert refused.status == 422 and "Tulis apa yang salah" in refused.text
    browser.visit("storefront.report_sent")
    assert db.session.query(ModerationCase).count() == 1


def test_a_signed_in_reporter_sees_what_became_of_it(browser, app, listing, asep):
    dimas = people.person(cast.DIMAS)
    hers = browser.as_(dimas)
    hers.send("storefront.report_listing", REPORT, slug=listing.slug)
    assert "Sedang diperiksa" in hers.visit("storefront.account_reports").text
    case = db.session.query(ModerationCase).one()
    verdict = services.Verdict("warn", "rude_words", "Perbaiki keterangannya.")
    services.decide(case, verdict, by=asep, version=1, listing_version=fresh(listing).version)
    page = hers.visit("storefront.account_reports")
    assert "Ditindak" in page.text and "Perbaiki" not in page.text


def test_one_address_may_not_flood(browser, app, listing, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    statuses = [
        browser.send("storefront.report_listing", REPORT, slug=listing.slug).status
        for _ in range(8)
    ]
    assert statuses[:5] == [303] * 5 and 429 in statuses
    assert db.session.query(Report).count() <= 5


def test_a_late_decision_is_told_what_changed(desk, listing, owner):
    case = services.report(listing, "palsu", "")
    path = {"case_id": case.id}
    page = desk.visit("console.case", **path)
    form = {
        "action": "remove",
        "reason_code": "counterfeit",
        "version": page.one('input[name="version"]')["value"],
        "listing_version": page.one('input[name="listing_version"]')["value"],
    }
    words = catalog.Words("Emping manis asli", "emping", "bungkus")
    catalog.edit(fresh(listing), by=owner, version=fresh(listing).version, words=words)
    late = desk.send("console.case_decision", form, **path)
    late.check()
    assert late.status == 409 and "diubah pemiliknya" in late.text
    assert fresh(listing).is_published
    form["listing_version"] = late.one('input[name="listing_version"]')["value"]
    assert desk.send("console.case_decision", form, **path).status == 302
    assert fresh(listing).is_removed
    assert desk.send("console.case_decision", form, **path).status == 409


def test_a_reason_has_to_fit_what_is_done(desk, listing):
    case = services.report(listing, "palsu", "")
    form = {"action": "keep", "reason_code": "counterfeit", "version": 1, "listing_version": 1}
    assert desk.send("console.case_decision", form, case_id=case.id).status == 422
    assert fresh(case).is_open


def test_several_that_are_fine_are_ticked_together(desk, shop, owner, listing):
    other = goods.sell(shop, owner, "Emping asin", "emping", "bungkus", 20_000)
    page = desk.visit("console.reviews")
    ticks = [box["value"] for box in page.all('input[name="seen"]')]
    assert len(ticks) == 2
    catalog.edit(
        fresh(other), by=owner, version=fresh(other).version,
        words=catalog.Words("Emping asin pedas", "emping", "bungkus"),
    )  # fmt: skip
    desk.send("console.reviews_fine", {"seen": [*ticks, "nonsense", "9:9:9"]})
    assert reviewing.waiting("first", listing.id) is None
    assert reviewing.waiting("first", other.id) is not None


def test_an_owner_sees_what_waits_beside_what_stands_and_takes_it_back(browser, listing, owner):
    stall = browser.as_(owner)
    form = {"title": "Jam tangan antik", "category_slug": "emping", "unit": "bungkus"}
    form |= {"minimum_order": "1", "version": str(listing.version)}
    stall.send("workspace.listing", form, listing_id=listing.id)
    page = stall.visit("workspace.listing", listing_id=listing.id)
    assert "menunggu ditinjau" in page.text
    page = stall.visit("workspace.proposal", listing_id=listing.id)
    assert "Jam tangan antik" in page.text and "Emping manis" in page.text
    stall.send("workspace.proposal_withdrawal", {}, listing_id=listing.id)
    assert reviewing.waiting("edit", listing.id) is None


def test_an_officer_reads_no_reports_about_a_shop_near_to_her(desk, asep, listing):
    case = services.report(listing, "palsu", REPORT["words"])
    assert REPORT["words"] in desk.visit("console.case", case_id=case.id).text
    interests.declare(fresh(listing).shop, by=asep, relation="kin")
    page = desk.visit("console.case", case_id=case.id)
    assert REPORT["words"] not in page.text and "1 laporan lain" in page.text
