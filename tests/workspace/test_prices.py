"""The owner's pages of prices: a sale with its days, and what many cost."""

from datetime import date

import pytest

from marketplace.catalog import services as catalog
from marketplace.catalog.pricing import SaleDays
from tests.afterwards import fresh


@pytest.fixture
def hers(browser, owner, stopped_clock):
    stopped_clock.stand_at("2026-11-25 10:00")
    return browser.as_(owner)


@pytest.fixture
def at(hers, listing) -> str:
    return f"/lapak/produk/{listing.id}"


def one(listing):
    return fresh(listing).offered[0]


@pytest.fixture
def two_ways(hers, listing, owner):
    rows = [
        catalog.Row(21_000, one(listing).id, "Manis", stock=5, stock_seen=5),
        catalog.Row(25_000, option_one="Pedas", stock=3),
    ]
    catalog.arrange_variants(
        listing, by=owner, version=fresh(listing).version, rows=rows, axis_one="Rasa"
    )
    return fresh(listing)


def test_a_sale_is_set_seen_changed_and_ended(hers, at, listing) -> None:
    page = hers.visit(f"{at}/promo")
    assert "Harga biasa Rp21.000" in page.text
    assert page.one("#sale_from")["value"] == "2026-11-25"
    sent = page.fields("main form.form") | {"prices-0-price": "18.000", "sale_until": "2026-11-30"}
    assert hers.send(f"{at}/promo", sent).location == f"{at}/promo"
    assert (one(listing).sale_price, fresh(listing).sale_until) == (18_000, date(2026, 11, 30))
    page = hers.visit(f"{at}/promo")
    assert (
        "berlaku sekarang" in page.text
        and "Sedang promo" in page.text
        and "30 November 2026" in page.text
    )
    sent = page.fields("main form.form") | {"prices-0-price": "17500"}
    assert hers.send(f"{at}/promo", sent).status == 302
    assert one(listing).sale_price == 17_500
    ending = hers.visit(f"{at}/promo").fields("form.post-button")
    assert hers.send(f"{at}/promo/selesai", ending).location == f"{at}/promo"
    assert one(listing).sale_price is None and fresh(listing).sale_from is None
    assert hers.send(f"{at}/promo/selesai", ending).status == 409


def test_a_sale_to_come_says_when_it_begins(hers, at, listing) -> None:
    sent = hers.visit(f"{at}/promo").fields("main form.form")
    sent |= {"prices-0-price": "18.000", "sale_from": "2026-12-01", "sale_until": "2026-12-07"}
    assert hers.send(f"{at}/promo", sent).status == 302
    page = hers.visit(f"{at}/promo")
    assert "Mulai 1 Desember 2026 pukul 00.00 WIB" in page.text
    assert "Promo menunggu harinya" in page.text


def test_what_is_wrong_with_a_sale_stands_beside_its_field(hers, at, two_ways) -> None:
    sent = hers.visit(f"{at}/promo").fields("main form.form")
    page = hers.send(f"{at}/promo", sent | {"prices-1-price": "25.000"}).check()
    assert page.status == 422
    assert (
        page.one("#prices-1-price-error")
        .get_text()
        .endswith("Harga promo Rp25.000 harus di bawah harga biasa Rp25.000.")
    )
    assert page.one("#prices-1-price")["value"] == "25.000"
    assert page.one('label[for="prices-1-price"]').get_text().startswith("Harga promo Pedas")
    wrong = {
        "sale_until": {"prices-0-price": "9000", "sale_until": "2026-11-24"},
        "sale_from": {"prices-0-price": "9000", "sale_from": "2026-11-24"},
        "prices-0-price": {"prices-0-price": "murah"},
    }
    for field, change in wrong.items():
        page = hers.send(f"{at}/promo", sent | change).check()
        assert page.status == 422 and page.one(f"#{field}-error")
    page = hers.send(f"{at}/promo", sent).check()
    assert page.status == 422 and "Isi harga promonya" in page.text
    assert [v.sale_price for v in fresh(two_ways).offered] == [None, None]


def test_only_the_variants_with_a_price_take_part(hers, at, two_ways) -> None:
    sent = hers.visit(f"{at}/promo").fields("main form.form") | {"prices-1-price": "20.000"}
    assert hers.send(f"{at}/promo", sent).status == 302
    assert [v.sale_price for v in fresh(two_ways).offered] == [None, 20_000]


def test_a_stale_sale_is_refused_and_keeps_what_was_typed(hers, at, listing, owner) -> None:
    sent = hers.visit(f"{at}/promo").fields("main form.form") | {"prices-0-price": "18.000"}
    days = SaleDays(date(2026, 11, 25), date(2026, 11, 26))
    prices = {one(listing).id: 20_000}
    catalog.set_sale(listing, by=owner, version=fresh(listing).version, days=days, prices=prices)
    page = hers.send(f"{at}/promo", sent).check()
    assert page.status == 422 and "layar lain" in page.text
    assert page.one("#prices-0-price")["value"] == "18.000"
    assert one(listing).sale_price == 20_000
    assert hers.send(f"{at}/promo", page.fields("main form.form")).status == 302
    assert one(listing).sale_price == 18_000


def test_steps_are_set_seen_and_taken_back(hers, at, listing) -> None:
    page = hers.visit(f"{at}/grosir")
    assert len(page.all("fieldset.form__part")) == 2
    sent = page.fields("main form.form") | {
        "steps-1-least": "10",
        "steps-1-prices-0-price": "20.000",
    }
    more = hers.send(f"{at}/grosir", sent | {"langkah": "baris"}).check()
    assert len(more.all("fieldset.form__part")) == 3
    assert more.one("#steps-1-least")["value"] == "10"
    sent = more.fields("main form.form") | {
        "steps-2-least": "50",
        "steps-2-prices-0-price": "18000",
    }
    assert hers.send(f"{at}/grosir", sent).location == f"{at}/grosir"
    assert one(listing).wholesale == [[10, 20_000], [50, 18_000]]
    sent = hers.visit(f"{at}/grosir").fields("main form.form")
    sent |= {"steps-0-least": "", "steps-0-prices-0-price": ""}
    assert hers.send(f"{at}/grosir", sent).status == 302
    assert one(listing).wholesale == [[50, 18_000]]


def test_steps_of_several_ways_are_kept_apart(hers, at, two_ways) -> None:
    sent = hers.visit(f"{at}/grosir").fields("main form.form")
    sent |= {
        "steps-0-least": "10",
        "steps-0-prices-0-price": "20.000",
        "steps-0-prices-1-price": "24.000",
        "steps-1-least": "20",
        "steps-1-prices-1-price": "23.000",
    }
    assert hers.send(f"{at}/grosir", sent).status == 302
    assert [v.wholesale for v in fresh(two_ways).offered] == [
        [[10, 20_000]],
        [[10, 24_000], [20, 23_000]],
    ]
    page = hers.visit(f"{at}/grosir")
    assert page.one("#steps-1-prices-0-price")["value"] == ""
    assert page.one("#steps-1-prices-1-price")["value"] == "23.000"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"steps-0-least": "10"}, "Isi juga harganya"),
        ({"steps-0-prices-0-price": "20.000"}, "Isi mulai dari berapa"),
        ({"steps-0-least": "1", "steps-0-prices-0-price": "20.000"}, "dari 2 sampai"),
        ({"steps-0-least": "10", "steps-0-prices-0-price": "21.000"}, "di bawah harga biasa"),
        ({"steps-0-least": "sepuluh", "steps-0-prices-0-price": "2000"}, "angka bulat"),
    ],
)
def test_steps_that_make_no_sense_are_refused(hers, at, listing, change, words) -> None:
    sent = hers.visit(f"{at}/grosir").fields("main form.form") | change
    page = hers.send(f"{at}/grosir", sent).check()
    assert page.status == 422 and words in page.text
    for name, typed in change.items():
        assert page.one(f"#{name}")["value"] == typed
    assert one(listing).wholesale == []


def test_strange_forms_are_answered_in_words_or_not_found(hers, at, listing, shop, owner) -> None:
    nothing = hers.send(f"{at}/grosir", {"version": "x", "steps-0-least": "10"}).check()
    assert nothing.status == 422
    other = catalog.open_draft(
        shop, by=owner, words=catalog.Words("Emping lain", "emping", "bungkus"), price=9_000
    )
    sent = hers.visit(f"{at}/promo").fields("main form.form")
    sent |= {"prices-0-variant_id": str(other.variants[0].id), "prices-0-price": "5000"}
    assert hers.send(f"{at}/promo", sent).status == 404
    assert one(other).sale_price is None


def test_a_stranger_finds_no_prices_to_change(browser, stranger, at) -> None:
    theirs = browser.as_(stranger)
    for address in (f"{at}/promo", f"{at}/grosir"):
        theirs.visit(address, status=404)
        assert theirs.send(address, {"version": "2"}).status == 404
    assert theirs.send(f"{at}/promo/selesai", {"version": "2"}).status == 404
