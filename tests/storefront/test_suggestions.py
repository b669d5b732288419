"""`/cari/saran`: options for the search box, the same for everybody, safe and never stale."""

import time
from typing import Any

import pytest
from bs4 import BeautifulSoup

from marketplace.catalog import services as catalog
from marketplace.search import services as search
from marketplace.storefront.suggestions import parts
from tests.builders import goods
from tests.search.test_hostile_queries import WORST


def options(client: Any, text: str = "", **more: Any) -> list[tuple[str, str]]:
    answer = client.get("/cari/saran", query_string={"q": text, **more})
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.get_data(as_text=True), "lxml")
    assert not soup.select("script, [style]")
    return [(" ".join(one.get_text().split()), str(one["href"])) for one in soup.select("a")]


@pytest.fixture
def opened(app: Any) -> Any:
    found = goods.open_street()
    search.rebuild()
    return found


def test_each_kind_leads_to_its_own_page(opened: Any, client: Any) -> None:
    within = "emping di Pandeglang", "/cari?q=emping&daerah=kabupaten-pandeglang"
    assert within in options(client, "emping pandeg")
    assert options(client, "rohay")[0] == ("Dapur Rohayati, Toko", "/toko/dapur-rohayati")
    assert "/kategori/emping" in [url for _, url in options(client, "emp")]
    assert "/daerah/menes" in [url for _, url in options(client, "menes")]
    assert "/produk/kain-batik-datulaya" in [url for _, url in options(client, "datul")]
    assert "/cari?q=keripik+pisang" in [url for _, url in options(client, "keripik p")]
    for _, url in options(client, "emping"):
        assert client.get(url).status_code == 200


def test_what_was_typed_is_marked_where_words_begin_so() -> None:
    assert parts("Emping Melinjo", "emp mel") == (
        ("Emp", True),
        ("ing ", False),
        ("Mel", True),
        ("injo", False),
    )
    assert parts("Toko Bakti", "ak") == (("Toko Bakti", False),)
    assert parts("a.b", ".*") == (("a.b", False),)


def test_markup_in_a_title_or_in_the_question_stays_text(opened: Any, client: Any) -> None:
    shop, owner, _ = opened
    goods.sell(shop, owner, "<img src=x onerror=alert(1)> peyek", "emping", "bungkus", 9_000)
    search.rebuild()
    answer = client.get("/cari/saran?q=peyek").get_data(as_text=True)
    assert "&lt;img src=x" in answer
    assert "<img" not in answer
    assert "<b>" not in client.get("/cari/saran?q=<b>emping").get_data(as_text=True)


@pytest.mark.parametrize("text", [*WORST, "e" * 79 + "\u0301", "a " * 40, "di di di"])
def test_the_worst_that_is_typed_is_answered_at_once(opened: Any, client: Any, text: str) -> None:
    options(client, "emping")
    started = time.thread_time()
    answer = client.get("/cari/saran", query_string={"q": text})
    assert time.thread_time() - started < 0.3
    assert answer.status_code == (400 if "\0" in text else 200)
    assert answer.get_data(as_text=True).count('role="option"') <= 8


def test_english_words_stand_around_what_people_wrote(opened: Any, client: Any) -> None:
    client.set_cookie("lang", "en")
    found = options(client, "emping pandeg")
    assert found[0][0] == "emping in Pandeglang"
    assert "suggestion" in client.get("/cari/saran?q=emping").get_data(as_text=True)
    assert any("Pandeglang Regency" in words for words, _ in options(client, "pandeg"))


def test_nothing_typed_begins_with_the_fullest_categories(opened: Any, client: Any) -> None:
    answer = client.get("/cari/saran").get_data(as_text=True)
    assert "Banyak dijual" in answer
    assert "/kategori/emping" in answer
    assert options(client, "zzzz") == []


def test_a_kept_answer_follows_the_street_and_the_index(kept: Any) -> None:
    app, (shop, owner, listings) = kept
    search.rebuild()

    def shown(text: str) -> list[str]:
        return [words for words, _ in options(app.test_client(), text)]

    assert any(words.startswith("Kain batik Datulaya") for words in shown("datul"))
    assert shown("datul") == shown("datul")
    assert app.extensions["page_cache.pages"].hits
    catalog.archive(listings[3], by=owner)
    assert shown("datul") == []
    new = goods.sell(shop, owner, "Datulaya kecil", "emping", "bungkus", 30_000)
    search.index_listings([new.id])
    assert any(words.startswith("Datulaya kecil") for words in shown("datul"))


def test_a_browser_that_has_the_answer_gets_no_second_copy(kept: Any) -> None:
    app, _ = kept
    first = app.test_client().get("/cari/saran?q=emp")
    again = app.test_client().get(
        "/cari/saran?q=emp", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert "Set-Cookie" not in first.headers
