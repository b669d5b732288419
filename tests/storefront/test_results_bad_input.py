"""Whatever stands in the address, the answer is words: never an error of ours."""

from typing import Any
from urllib.parse import quote_plus

import pytest

from marketplace.search import services as search
from tests.builders import goods
from tests.search.test_hostile_queries import WORST

NONSENSE = [
    "halaman=0",
    "halaman=-3",
    "halaman=abc",
    "harga_dari=-1&harga_sampai=" + "9" * 19,
    "harga_dari=1e9&harga_sampai=NaN",
    "harga_dari=%E2%80%AE&harga_sampai=²",
    "kategori=tiada&daerah=99.99&urut=acak&terverifikasi=ya",
    "kategori=" + "&kategori=".join(f"x{n}" for n in range(100)),
    "daerah=" + "&daerah=".join(f"36.{n:02}" for n in range(100)),
    "daerah=../../etc&kategori=%3Cscript%3E",
    "q=%FF%FE&daerah=%FF",
    "q[]=emping&kategori[a]=b",
]


@pytest.fixture
def opened(app: Any) -> Any:
    found = goods.open_street()
    search.rebuild()
    return found


# A NUL is refused before it comes here (test_error_pages).
@pytest.mark.parametrize("text", [text.replace("\0", "") for text in WORST])
def test_the_worst_words_get_a_page(opened: Any, browser: Any, text: str) -> None:
    page = browser.visit(f"/cari?q={quote_plus(text)}")
    assert page.one("h1")
    assert "\u202e" not in page.html


@pytest.mark.parametrize("asked", NONSENSE)
@pytest.mark.parametrize("indexed", [True, False])
def test_nonsense_in_the_address_gets_a_page(
    app: Any, browser: Any, asked: str, indexed: bool
) -> None:
    goods.open_street()
    if indexed:
        search.rebuild()
    browser.visit(f"/cari?{asked}")


def test_what_was_not_understood_is_said(opened: Any, browser: Any) -> None:
    assert "tidak kami kenali" in browser.visit("/cari?kategori=tiada").text
    assert "tidak kami kenali" in browser.visit("/cari?harga_dari=mahal").text
    assert "tidak kami kenali" not in browser.visit("/cari?harga_dari=Rp+12.500").text


def test_prices_the_wrong_way_round_are_turned(opened: Any, browser: Any) -> None:
    page = browser.visit("/cari?harga_dari=30000&harga_sampai=20000")
    assert "Rp20.000 – Rp30.000" in page.text


@pytest.mark.parametrize("path", ["/cari", "/kategori/emping", "/daerah/menes"])
def test_a_page_past_the_end_is_not_found_and_says_where_the_list_is(
    opened: Any, browser: Any, path: str
) -> None:
    page = browser.visit(f"{path}?halaman=1000000000", status=404)
    assert "Halaman ini tidak ada" in page.text


def test_words_are_shown_and_never_become_markup(opened: Any, browser: Any) -> None:
    page = browser.visit("/cari?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22onload%3D")
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("path", ["/kategori/tiada", "/daerah/cibeber", "/kategori/"])
def test_an_unknown_category_or_place_is_not_found(browser: Any, path: str) -> None:
    browser.visit(path, status=404)
