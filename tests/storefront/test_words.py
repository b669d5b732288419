"""Pages of words: each stands, leads on, and says what the law wants said."""

import re
from typing import Any

import pytest

from marketplace.accounts.privacy import PRIVACY_SINCE, PRIVACY_VERSION
from marketplace.web.filters import tanggal

PAGES = {
    "/cara-belanja": "Tanya di WhatsApp",
    "/cara-berjualan": "tidak pernah meminta uang",
    "/lencana": "dua belas bulan",
    "/pengaduan": "0853-1111-1010",
    "/privasi": "UU 27 Tahun 2022",
    "/ketentuan": "bukan penjual",
    "/urutan-hasil": "tidak dapat dibeli",
}


@pytest.mark.parametrize("path", PAGES)
def test_each_page_stands_and_describes_itself(browser: Any, path: str) -> None:
    page = browser.visit(path)
    assert PAGES[path] in page.text
    assert page.one('link[rel="canonical"]')["href"] == f"http://localhost{path}"
    assert len(page.one('meta[name="description"]')["content"]) > 20
    assert len(page.all("main h2")) >= 3


@pytest.mark.parametrize("path", PAGES)
def test_no_link_among_them_is_dead(browser: Any, app: Any, path: str) -> None:
    page = browser.visit(path)
    ids = {element["id"] for element in page.all("[id]")}
    addresses = app.url_map.bind("localhost")
    for link in page.all("main a[href]"):
        href = str(link["href"])
        if href.startswith("#"):
            assert href[1:] in ids
        elif href.startswith("/"):
            assert addresses.test(href.partition("#")[0], "GET"), href


def outline(page: Any) -> list[Any]:
    """What a page of words holds, whatever its language: headings, links, steps and rows."""
    main = page.one("main")
    return [
        [heading.get("id") for heading in main.select("h2, h3")],
        [link["href"] for link in main.select("a[href]")],
        [len(main.select(kind)) for kind in ("li", "dt", ".notice", ".button", "p")],
    ]


@pytest.mark.parametrize("path", PAGES)
def test_english_says_what_indonesian_says(browser: Any, path: str) -> None:
    ours = browser.visit(path)
    english = browser.visit(f"{path}?lang=en")
    assert outline(english) == outline(ours)
    assert english.one("h1").text != ours.one("h1").text
    left = re.search(r"\b(yang|dan|untuk|tidak|Anda|dengan|kami|dari)\b", english.one("main").text)
    assert left is None, left
    assert english.one('link[rel="canonical"]')["href"] == f"http://localhost{path}?lang=en"


@pytest.mark.parametrize("path", PAGES)
def test_words_need_no_database(client: Any, statements: Any, path: str) -> None:
    with statements() as seen:
        assert client.get(path).status_code == 200
    assert seen == []


def test_the_dinas_is_reached_at_its_own_number(browser: Any) -> None:
    page = browser.visit("/pengaduan")
    assert "0812-0000-0001" in page.text
    assert page.one('a[href="https://wa.me/6281200000001"]')
    assert page.one('a[href="https://wa.me/6285311111010"]')
    assert "hanya contoh" in page.text


def test_the_notice_of_privacy_carries_the_version_people_agree_to(browser: Any) -> None:
    page = browser.visit("/privasi")
    assert f"Versi {PRIVACY_VERSION}, berlaku sejak {tanggal(PRIVACY_SINCE)}." in page.text
    assert "3 × 24 jam" in page.text
