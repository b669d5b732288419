"""The street's pages of shops: the index with its filters, one shop, one that is away."""

import json
from datetime import timedelta

import pytest

from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.sellers import services
from marketplace.sellers.models import Badge, Shop
from tests.afterwards import fresh
from tests.builders import goods, memberships, people

PHONE_FORMS = ("+6281200000111", "6281200000111", "081200000111", "0812-0000-0111")


def test_a_shop_shows_its_place_story_and_hours(browser, owner, shop):
    services.edit_shop(
        shop, by=owner, version=shop.version, name=shop.name, village_code=shop.village_code,
        whatsapp=shop.whatsapp, story="Sejak 1998.\nDari ibu saya.", hours="Senin–Sabtu, 08–16",
    )  # fmt: skip
    page = browser.visit("storefront.shop", slug=shop.slug)
    for words in ("Emping Rohayati", "Menes, Pandeglang", "Sejak 1998.", "Senin–Sabtu"):
        assert words in page.text
    assert page.one('link[rel="canonical"]')["href"] == "http://localhost/toko/emping-rohayati"
    assert page.one('meta[property="og:title"]')["content"] == "Emping Rohayati"
    data = json.loads(page.one('script[type="application/ld+json"]').string)
    assert data["@type"] == "LocalBusiness" and "telephone" not in data
    assert data["address"]["addressLocality"] == "Menes, Kabupaten Pandeglang"


def test_no_number_stands_in_any_page(browser, owner, shop, cooperative, yayah):
    badge = memberships.badge_of(shop, owner, yayah)
    for path in (f"/toko/{shop.slug}", "/toko/", f"/cek/{badge.code}"):
        html = browser.visit(path).html
        assert not [form for form in PHONE_FORMS if form in html], path


def test_a_badge_opens_its_proof(browser, owner, shop, cooperative, yayah):
    badge = memberships.badge_of(shop, owner, yayah)
    page = browser.visit("storefront.shop", slug=shop.slug)
    link = page.one(f'a[href="/cek/{badge.code}"]')
    assert "Anggota Koperasi Produsen Karya Melinjo, terverifikasi dinas" in link.get_text()


@pytest.mark.parametrize("how", ["expired", "revoked", "number"])
def test_what_no_longer_counts_is_gone_at_once(browser, owner, shop, cooperative, yayah, how):
    badge = memberships.badge_of(shop, owner, yayah)
    if how == "revoked":
        services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    with transaction() as session:
        if how == "expired":
            session.get_one(Badge, badge.id).expires_on = today() - timedelta(days=1)
        if how == "number":
            session.get_one(Shop, shop.id).whatsapp_confirmed_at = None
    assert "terverifikasi dinas" not in browser.visit("storefront.shop", slug=shop.slug).text
    assert not browser.visit("storefront.shops").all(".shop-card .badge")
    assert not browser.visit("storefront.shops", verifikasi="1").all(".shop-card")


def test_a_closed_shop_says_so_in_words(browser, owner, shop):
    services.close(shop, by=owner)
    page = browser.visit("storefront.shop", slug=shop.slug, status=404)
    assert "sedang tutup" in page.text and shop.name not in page.text


def test_a_suspended_shop_is_gone_in_words(browser, shop):
    services.suspend(shop, by=people.appointed(cast.ASEP), reason="Alasan untuk pemilik saja.")
    page = browser.visit("storefront.shop", slug=shop.slug, status=410)
    assert "tidak tersedia" in page.text and "Alasan untuk" not in page.text
    assert shop.name not in browser.visit("storefront.shops").text


def test_an_unknown_shop_is_not_found(browser):
    browser.visit("storefront.shop", slug="tidak-ada", status=404)


def test_a_holiday_is_told(browser, owner, shop):
    services.set_holiday(shop, by=owner, until=today() + timedelta(days=3))
    assert "Sedang libur sampai" in browser.visit("storefront.shop", slug=shop.slug).text


def test_the_index_filters_by_place_and_badge(browser, owner, shop, stranger, cooperative, yayah):
    memberships.badge_of(shop, owner, yayah)

    def names(**query):
        page = browser.visit("storefront.shops", **query)
        return [link.get_text() for link in page.all(".shop-card a")]

    assert names() == ["Emping Rohayati", "Gerabah Maman"]  # verified first
    assert names(daerah="kabupaten-serang") == ["Gerabah Maman"]
    assert names(verifikasi="1") == ["Emping Rohayati"]
    assert names(daerah="kabupaten-serang", verifikasi="1") == []
    assert names(daerah="tidak-ada", halaman="xx") == names()
    page = browser.visit("storefront.shops", daerah="kabupaten-serang")
    assert "Kabupaten Pandeglang" in page.text, "other places keep their counts"
    assert page.all(".chips a[href='/toko/']")


def test_the_index_has_pages(browser, owner, shop, app):
    with transaction() as session:
        for number in range(30):
            session.add(
                Shop(
                    name=f"Lapak {number}", slug=f"lapak-{number}", village_code="36.01.13.2011",
                    regency_code="36.01", created_at=now(), updated_at=now(),
                )
            )  # fmt: skip
    assert len(browser.visit("storefront.shops").all(".shop-card")) == 24
    assert len(browser.visit("storefront.shops", halaman="2").all(".shop-card")) == 7
    assert browser.visit("storefront.shops", halaman="99").all(".shop-card")


def test_anonymous_pages_cost_few_statements_and_write_nothing(
    browser, owner, shop, cooperative, yayah, statements
):
    badge = memberships.badge_of(shop, owner, yayah)
    goods.on_the_street(fresh(shop), owner)
    for path in (f"/toko/{shop.slug}", "/toko/", "/toko/?verifikasi=1&daerah=lebak",
                 f"/cek/{badge.code}", "/cek/TIDAKADAKODE"):  # fmt: skip
        db.session.rollback()
        with statements() as seen:
            browser.client.get(path)
        assert 0 < len(seen) <= 4, (path, seen)
        assert all(statement.lstrip().startswith("SELECT") for statement in seen), path


def test_a_story_cannot_bring_markup(browser, owner, shop):
    services.edit_shop(
        shop, by=owner, version=shop.version, name="<b>Emping</b> </script>",
        village_code=shop.village_code, story="<script>alert(1)</script>",
    )  # fmt: skip
    page = browser.visit("storefront.shop", slug=shop.slug)
    assert "<script>alert" not in page.html and "<b>Emping" not in page.html
    data = json.loads(page.one('script[type="application/ld+json"]').string)
    assert data["name"].startswith("<b>")
