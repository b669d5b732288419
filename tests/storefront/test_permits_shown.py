"""Strangers read permits that count today, as the seller's own words, and where to check them."""

import pytest

from marketplace.catalog.services import permits as services
from tests.afterwards import fresh

PIRT = "2023604010123-28"


@pytest.fixture
def street(stopped_clock, shop, owner, listing):
    """A P-IRT of the emping, and a halal certificate of the whole shop."""
    stopped_clock.stand_at("2026-11-25 10:00")
    services.state(shop, by=owner, kind="pirt", number=PIRT, listing=listing)
    services.state(shop, by=owner, kind="halal", number="ID36110000123450221")
    return stopped_clock


def test_a_product_shows_its_permits_and_the_shops(street, listing, browser) -> None:
    page = browser.visit("storefront.product", slug=fresh(listing).slug)
    halal, pirt = page.all(".permits__one")
    assert "ID36110000123450221" in halal.get_text()
    assert PIRT in pirt.get_text() and "Berlaku sampai 31 Desember 2028" in pirt.get_text()
    assert "Nomor dari penjual" in pirt.get_text()
    assert pirt.select_one("a")["href"] == "https://sppirt.pom.go.id/"
    assert "belum diperiksa dinas" in page.text


def test_a_shop_shows_what_holds_for_all_of_it(street, shop, browser) -> None:
    page = browser.visit("storefront.shop", slug=fresh(shop).slug)
    (halal,) = page.all(".permits__one")
    assert "ID36110000123450221" in halal.get_text() and PIRT not in page.text


def test_what_ran_out_is_gone_at_midnight_in_banten(street, listing, browser) -> None:
    street.stand_at("2028-12-31 23:59:59")
    assert PIRT in browser.visit("storefront.product", slug=fresh(listing).slug).text
    street.stand_at("2029-01-01 00:00:00")
    page = browser.visit("storefront.product", slug=fresh(listing).slug)
    assert PIRT not in page.html and "ID36110000123450221" in page.text


def test_without_permits_nothing_is_said_of_them(listing, shop, browser) -> None:
    for page in (
        browser.visit("storefront.product", slug=fresh(listing).slug),
        browser.visit("storefront.shop", slug=fresh(shop).slug),
    ):
        assert "Izin dan sertifikat" not in page.text


def test_permits_cost_one_statement(street, listing, shop, owner, client, statements) -> None:
    for number in range(2, 6):
        services.state(shop, by=owner, kind="pirt", number=f"2023604{number:02d}0123-28")
    for path in (f"/produk/{fresh(listing).slug}", f"/toko/{fresh(shop).slug}"):
        with statements() as seen:
            assert client.get(path).status_code == 200
        assert len([one for one in seen if one.startswith("SELECT")]) <= 4
