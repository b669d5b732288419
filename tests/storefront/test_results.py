"""The results page: words, filters, chips, counts, and something to go on with when empty."""

from typing import Any

import pytest

from marketplace.catalog import categories
from marketplace.catalog import services as catalog
from marketplace.search import services as search
from tests.builders import goods


@pytest.fixture
def opened(app: Any) -> Any:
    found = goods.open_street()
    search.rebuild()
    return found


def shown(page: Any) -> list[str]:
    return [
        link.get_text(strip=True)
        for link in page.all(".results__list > .listing-grid .listing-card__link")
    ]


def close(page: Any) -> set[str]:
    return {a.get_text(strip=True) for a in page.all(".shelf .listing-card__link")}


def test_a_buyer_finds_by_words(opened: Any, browser: Any) -> None:
    page = browser.visit("/cari?q=kripik+pisang")
    assert shown(page) == ["Keripik pisang"]
    assert "1 produk" in page.text
    assert page.one('link[rel="canonical"]')["href"] == "http://localhost/cari"
    assert not page.all('meta[name="robots"]')
    narrowed = browser.visit("/cari?q=emping&terverifikasi=1")
    assert narrowed.one('meta[name="robots"]')["content"] == "noindex, follow"
    assert page.one("header .search-box__input")["value"] == "kripik pisang"


def test_all_products_are_one_page_for_everybody(opened: Any, browser: Any, client: Any) -> None:
    page = browser.visit("/cari")
    assert len(shown(page)) == 4
    assert not page.all('meta[name="robots"]')
    response = client.get("/cari")
    assert "Set-Cookie" not in response.headers
    assert response.get_data() == client.get("/cari").get_data()


def test_filters_are_links_with_counts_and_chips_take_them_off(opened: Any, browser: Any) -> None:
    page = browser.visit("/cari?q=emping&daerah=kabupaten-pandeglang&terverifikasi=1")
    assert [chip.get_text(" ", strip=True) for chip in page.all(".chips .chip")] == [
        "Lepas saringan: Kabupaten Pandeglang",
        "Lepas saringan: Terverifikasi",
        "Lepas semua",
    ]
    page = browser.visit("/cari?kategori=camilan&harga_dari=20.000")
    assert set(shown(page)) == {"Emping manis", "Emping asin pedas"}
    kind = categories.tree().by_slug["emping"].name
    options = {
        option.select_one(".facet__label").get_text(strip=True): option
        for option in page.all(".facet__option")
    }
    assert options[kind].select_one(".facet__count").get_text(strip=True).startswith("2")
    assert "kategori=emping" in options[kind]["href"]
    assert "harga_dari=20000" in options[kind]["href"]
    hidden = {field["name"]: field["value"] for field in page.all("form.facet__form [type=hidden]")}
    assert hidden == {"kategori": "camilan"}


def test_a_narrower_choice_takes_the_place_of_the_wider_one(opened: Any, browser: Any) -> None:
    page = browser.visit("/cari?daerah=kabupaten-pandeglang")
    (menes,) = [a for a in page.all(".facet__option") if "Menes" in a.get_text()]
    assert menes["href"] == "/cari?daerah=menes"
    page = browser.visit("/cari?daerah=36.01.13")
    assert [chip.get_text(" ", strip=True) for chip in page.all(".chip")] == [
        "Lepas saringan: Menes, Pandeglang"
    ]


def test_results_are_sorted_as_asked(opened: Any, browser: Any) -> None:
    assert shown(browser.visit("/cari?urut=termurah"))[0] == "Keripik pisang"
    assert shown(browser.visit("/cari?urut=termahal"))[0] == "Kain batik Datulaya"
    assert shown(browser.visit("/cari?urut=terbaru"))[0] == "Kain batik Datulaya"


def test_an_empty_answer_shows_what_comes_closest(opened: Any, browser: Any) -> None:
    page = browser.visit("/cari?q=emping&daerah=kota-cilegon")
    assert "Tanpa saringan" in page.text
    assert close(page) == {"Emping manis", "Emping asin pedas"}
    page = browser.visit("/cari?q=emping+organik")
    assert "Memuat sebagian kata" in page.text
    assert close(page) == {"Emping manis", "Emping asin pedas"}
    page = browser.visit("/cari?q=zzzzzz")
    assert "Belum ada produk seperti ini" in page.text
    assert len(page.all("main .category-tile")) >= 6


def test_a_hidden_listing_is_not_shown_though_the_index_has_it(opened: Any, browser: Any) -> None:
    _, owner, listings = opened
    catalog.archive(listings[2], by=owner)
    page = browser.visit("/cari?q=keripik")
    assert shown(page) == []
    assert "Keripik pisang" not in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/cari",
        "/cari?q=emping&daerah=kabupaten-pandeglang&kategori=camilan&terverifikasi=1",
        "/cari?q=emping+organik",
        "/cari?q=zzzzzz&terverifikasi=1",
        "/kategori/camilan",
        "/daerah/menes",
    ],
)
def test_an_anonymous_page_costs_at_most_four_reads(
    opened: Any, browser: Any, statements: Any, address: str
) -> None:
    browser.visit(address)
    with statements() as seen:
        browser.visit(address)
    reads = [one for one in seen if not one.upper().startswith(("PRAGMA", "SET TRANSACTION"))]
    assert len(reads) <= 4
    assert all(one.lstrip().upper().startswith("SELECT") for one in reads)


def test_without_an_index_the_page_says_so_and_answers(app: Any, browser: Any) -> None:
    goods.open_street()
    page = browser.visit("/cari?q=emping")
    assert len(shown(page)) == 2
    assert "Pencarian sedang diperbaiki" in page.text
