"""The product page: price, choices, stock, maker and the way to ask; 404 for what is not public."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.catalog.queries.product import product as product_at
from marketplace.clock import now, today
from marketplace.database import locked, transaction
from marketplace.sellers import services as sellers
from tests.afterwards import fresh
from tests.builders import goods, memberships


def visit(browser: Any, listing: Any, status: int = 200) -> Any:
    return browser.visit("storefront.product", status=status, slug=listing.slug)


def say(listing: Any, owner: Any, **changes: Any) -> None:
    words = catalog.Words("Emping manis", "emping", "bungkus", **changes)
    catalog.edit(listing, by=owner, version=fresh(listing).version, words=words)


def two_tastes(listing: Any, owner: Any) -> None:
    rows = [
        catalog.Row(price=21_000, option_one="Manis", stock=0),
        catalog.Row(price=23_000, option_one="Pedas", stock=40),
    ]
    catalog.arrange_variants(
        listing, by=owner, version=fresh(listing).version, rows=rows, axis_one="Rasa"
    )


def test_price_unit_price_stock_and_maker(listing: Any, owner: Any, browser: Any) -> None:
    say(listing, owner, net_weight_grams=250)
    page = visit(browser, listing)
    assert page.one("h1").get_text() == "Emping manis"
    assert page.one(".price--big").get_text(" ", strip=True) == "Rp21.000 / bungkus Rp84.000 per kg"
    assert page.one("[data-variant-stock]").get_text() == "Sisa 5"
    assert page.one(".ask__price")["aria-live"] == "polite"
    assert page.one(".maker__link").get_text() == "Emping Rohayati"
    assert "Menes, Pandeglang" in page.one(".maker").get_text()


def test_the_number_is_in_no_page(listing: Any, shop: Any, browser: Any) -> None:
    digits = fresh(shop).whatsapp.lstrip("+62")
    assert digits not in visit(browser, listing).html
    assert "wa.me" not in visit(browser, listing).html


def test_pills_for_one_axis_and_every_price_without_script(
    listing: Any, owner: Any, browser: Any
) -> None:
    two_tastes(listing, owner)
    page = visit(browser, listing)
    pills = [pill.get_text(" ", strip=True) for pill in page.all(".choice__pill")]
    assert pills == ["Manis habis", "Pedas Rp23.000"]
    rows = [row.get_text(" ", strip=True) for row in page.all("#tentang ~ * tr, .table tbody tr")]
    assert rows == ["Manis Rp21.000 Habis", "Pedas Rp23.000 Stok 40"]
    # What is in stock is chosen, and its price is the one that stands on top.
    assert page.one(".choice__input[checked]").find_parent("label").get_text().startswith("Pedas")
    assert page.one(".price--big .price__now").get_text() == "Rp23.000"


def test_a_size_gives_its_own_unit_price(listing: Any, owner: Any) -> None:
    say(listing, owner, net_weight_grams=999)
    sizes = ["250 g", "1,5 kg", "Besar", "0,5 Kg"]
    rows = [catalog.Row(price=30_000, option_one=size) for size in sizes]
    catalog.arrange_variants(
        listing, by=owner, version=fresh(listing).version, rows=rows, axis_one="Ukuran"
    )
    shown = product_at(listing.slug)
    assert shown is not None
    assert [v.each_text for v in shown.variants] == [
        "Rp120.000 per kg",
        "Rp20.000 per kg",
        None,
        "Rp60.000 per kg",
    ]
    assert shown.net_weight_grams is None


def test_made_to_order_says_how_long(listing: Any, owner: Any, browser: Any) -> None:
    say(listing, owner, made_to_order=True, lead_days=5, minimum_order=3)
    page = visit(browser, listing)
    assert page.one("[data-variant-stock]").get_text() == "Dibuat sesuai pesanan, 5 hari"
    assert page.one("#quantity")["min"] == page.one("#quantity")["value"] == "3"
    assert "Pesanan paling sedikit 3 bungkus" in page.one(".facts").get_text(" ", strip=True)


def test_a_description_is_sanitised_when_it_is_read(listing: Any, browser: Any) -> None:
    bad = '<p onclick="x()">Renyah<script>alert(1)</script><img src=x onerror=alert(1)></p>'
    with transaction() as session:
        session.execute(sa.update(Listing).values(description=bad))
    words = visit(browser, listing).one(".prose")
    assert words.decode_contents().strip() == "<p>Renyah</p>"


def test_the_badge_leads_to_its_proof(listing: Any, shop: Any, owner: Any, browser: Any) -> None:
    memberships.give_badge(shop, owner, today() + timedelta(days=1))
    page = visit(browser, listing)
    assert page.one(f'.maker .badge[href="/cek/{memberships.CODE}"]')


def test_an_ended_badge_is_gone(listing: Any, shop: Any, owner: Any, browser: Any) -> None:
    memberships.give_badge(shop, owner, today() - timedelta(days=1))
    assert not visit(browser, listing).all(".badge")


def test_more_of_the_same_shop_and_nobody_elses(
    listing: Any, shop: Any, owner: Any, stranger: Any, browser: Any
) -> None:
    assert not visit(browser, listing).all(".shelf")
    goods.on_the_street(shop, owner, words=catalog.Words("Emping asin", "emping", "bungkus"))
    page = visit(browser, listing)
    assert [a.get_text() for a in page.all(".listing-card__link")] == ["Emping asin"]


@pytest.mark.parametrize("how", ["draft", "archived", "closed", "suspended"])
def test_what_is_not_public_is_not_found_in_words(
    listing: Any, shop: Any, owner: Any, stranger: Any, browser: Any, how: str
) -> None:
    if how == "draft":
        catalog.unpublish(listing, by=owner)
    elif how == "archived":
        catalog.archive(listing, by=owner)
    elif how == "closed":
        sellers.close(shop, by=owner)
    else:
        with transaction():
            locked(shop).suspend("Menjual barang palsu", now())
    for who in (browser, browser.as_(stranger)):
        page = visit(who, listing, status=404)
        assert "Tidak ada di sini" in page.text and "Emping manis" not in page.text
    assert browser.visit("/produk/tidak-pernah-ada", status=404)


def test_at_most_four_statements(
    listing: Any, shop: Any, owner: Any, client: Any, statements: Any
) -> None:
    two_tastes(listing, owner)
    goods.on_the_street(shop, owner)
    path = f"/produk/{fresh(listing).slug}"
    with statements() as seen:
        assert client.get(path).status_code == 200
    assert len([s for s in seen if s.lstrip().upper().startswith("SELECT")]) <= 4
    assert not [s for s in seen if s.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
