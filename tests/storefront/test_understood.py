"""What was made of a buyer's words is said: the place in them, a correction, a missing word."""

from datetime import date
from typing import Any

import pytest

from marketplace.demo import cast
from marketplace.search import queries
from marketplace.search import services as search
from marketplace.search.interface import Answer, Query
from marketplace.search.tree import Tree
from tests.builders import goods
from tests.builders.shops import shop_and_owner
from tests.storefront.test_filters import chips, options, shown


@pytest.fixture
def street(app: Any) -> None:
    """Emping of Menes and of Kota Serang, sugar of Sobang in Lebak."""
    goods.open_street()
    for person, name, title, kind in (
        (cast.SARI, "Dapur Sari", "Emping gurih", "emping"),
        (cast.UJANG, "Gula Kang Ujang", "Gula aren semut", "gula-aren"),
    ):
        goods.sell(*shop_and_owner(person, name), title, kind, "bungkus", 20_000)
    search.rebuild()


def heading(page: Any) -> str:
    return str(page.one("h1").get_text(strip=True))


def close(page: Any) -> set[str]:
    return {a.get_text(strip=True) for a in page.all(".shelf .listing-card__link")}


def test_a_place_in_the_words_is_a_chip_that_can_be_taken_off(street: None, browser: Any) -> None:
    page = browser.visit("/cari?q=emping+pandeglang")
    assert heading(page) == "Hasil untuk “emping” di Kabupaten Pandeglang"
    assert shown(page) == {"Emping manis", "Emping asin pedas"}
    assert chips(page) == {"Kabupaten Pandeglang": "/cari?q=emping+pandeglang&tempat=kata"}
    address, count, chosen = options(page)["Kabupaten Pandeglang"]
    assert (address, count, chosen) == ("/cari?q=emping", "2", True)
    assert options(page)["Kota Serang"][:2] == (
        "/cari?q=emping&daerah=kabupaten-pandeglang&daerah=kota-serang",
        "1",
    )
    assert options(page)["Menes"][0] == "/cari?q=emping&daerah=menes"
    page = browser.visit("/cari?q=emping+pandeglang&tempat=kata")
    assert heading(page) == "Hasil untuk “emping pandeglang”"
    assert chips(page) == {}


def test_a_place_alone_lists_what_is_sold_there(street: None, browser: Any) -> None:
    page = browser.visit("/cari?q=lebak")
    assert heading(page) == "Produk dari Kabupaten Lebak"
    assert shown(page) == {"Gula aren semut"}


def test_a_name_of_two_places_asks_which_and_shows_both(street: None, browser: Any) -> None:
    page = browser.visit("/cari?q=emping+serang")
    assert heading(page) == "Hasil untuk “emping” di Serang"
    assert shown(page) == {"Emping gurih"}
    assert "Serang yang mana?" in page.text
    links = {a.get_text(strip=True): a["href"] for a in page.all(".understood__choices a")}
    assert links == {
        "Kota Serang": "/cari?q=emping&daerah=kota-serang",
        "Kabupaten Serang": "/cari?q=emping&daerah=kabupaten-serang",
    }
    page = browser.visit("/cari?q=gula+sobang")
    assert "Sobang yang mana?" in page.text
    links = [a.get_text(strip=True) for a in page.all(".understood__choices a")]
    assert links == ["Sobang, Pandeglang", "Sobang, Lebak"]


def test_what_is_near_is_named(street: None, browser: Any) -> None:
    page = browser.visit("/cari?q=emping+dekat+menes")
    assert heading(page) == "Hasil untuk “emping” di sekitar Menes, Pandeglang"
    assert "Kami carikan di Kabupaten Pandeglang." in page.text
    page = browser.visit("/cari?q=emping+dekat+pandeglang")
    assert "Kabupaten Lebak, Kabupaten Serang dan Kota Serang." in page.text
    assert list(chips(page)) == ["Sekitar Kabupaten Pandeglang"]


def test_a_place_without_it_says_so_and_shows_it_from_elsewhere(street: None, browser: Any) -> None:
    page = browser.visit("/cari?q=emping+labuan")
    assert "Belum ada yang cocok di Labuan, Pandeglang. Kami carikan di sekitarnya" in page.text
    assert shown(page) == {"Emping manis", "Emping asin pedas"}
    page = browser.visit("/cari?q=gula+aren+tangsel")
    assert "Belum ada yang cocok di Kota Tangerang Selatan. Ini dari tempat lain." in page.text
    assert shown(page) == {"Gula aren semut"}
    assert chips(page) == {}


def test_with_few_results_what_comes_close_stands_below(street: None, browser: Any) -> None:
    page = browser.visit("/cari?q=emping+serang")
    assert "Mungkin juga cocok" in page.text and "Dari tempat lain" in page.text
    assert close(page) == {"Emping manis", "Emping asin pedas"}
    page = browser.visit("/cari?q=keripik")
    assert "Dari jenis yang sama" in page.text
    assert "Keripik pisang" not in close(page) and "Emping manis" in close(page)
    assert "Mungkin juga cocok" not in browser.visit("/kategori/keripik").text


@pytest.fixture
def corrected(app: Any, street: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that takes `emmping` for emping, unless it is asked not to."""

    def find(query: Query, _on: date | None = None) -> Answer:
        if query.literal:
            return Answer()
        answer = real(Query("emping"))
        tree = Tree(answer.tree.words, corrections=(("emmping", "emping"),))
        return Answer(answer.ids, answer.total, answer.facets, whole=answer.total, tree=tree)

    real = queries.find
    monkeypatch.setattr(queries, "find", find)


def test_a_correction_is_said_with_a_way_back(corrected: None, browser: Any) -> None:
    page = browser.visit("/cari?q=Emmping+%3Cb%3E")
    assert heading(page) == "Hasil untuk “emping <b>”"
    assert "Menampilkan hasil untuk “emping <b>”." in page.text
    (back,) = page.all(".understood a")
    assert back.get_text(strip=True) == "Cari “Emmping <b>” saja"
    assert back["href"] == "/cari?q=Emmping+%3Cb%3E&persis=1"
    assert page.one("header .search-box__input")["value"] == "Emmping <b>"


def test_words_taken_as_they_are_spelt_are_not_corrected(
    corrected: None, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Query] = []

    def near(query: Query, found: Answer) -> None:
        asked.append(query)

    monkeypatch.setattr(queries, "near", near)
    page = browser.visit("/cari?q=emmping&persis=1")
    assert asked[0].literal
    assert "Menampilkan hasil untuk" not in page.text
    assert page.one('meta[name="robots"]')["content"] == "noindex, follow"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"relaxed": True, "whole": 3}, "3 produk memuat semua kata; sisanya memuat sebagian"),
        ({"relaxed": True}, "Tidak ada produk yang memuat semua kata itu"),
        ({"capped": True}, "10.000+ produk dari UMKM Banten"),
    ],
)
def test_how_the_answer_fits_is_said(
    street: None,
    browser: Any,
    monkeypatch: pytest.MonkeyPatch,
    answer: dict[str, Any],
    words: str,
) -> None:
    real = queries.find(Query("emping"))
    found = Answer(real.ids, 10_000, real.facets, tree=real.tree, **answer)
    monkeypatch.setattr(queries, "find", lambda _query: found)
    page = browser.visit("/cari?q=emping+manis")
    assert words in page.text
    if found.capped:
        assert page.one("[data-filter-sheet-done]").get_text(strip=True) == "Lihat 10.000+ produk"
        assert options(page)["Camilan"][1] == "3+"


def test_in_english_what_was_understood_is_said_in_english(street: None, browser: Any) -> None:
    page = browser.visit("/cari?q=emping+dekat+serang&lang=en")
    assert heading(page) == "Results for “emping” near Serang"
    assert "We looked in Serang City" in page.text
    assert "Which Serang?" in page.text
