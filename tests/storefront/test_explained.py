"""Officers see why a result stands where it stands; strangers and owners see the list alone."""

from typing import Any

import pytest

from marketplace.demo import cast
from marketplace.search import services
from tests.builders import goods, people

PATHS = ("/cari?q=emping", "/cari", "/kategori/emping", "/daerah/kabupaten-pandeglang")


@pytest.fixture
def street(app: Any, worker: Any) -> Any:
    found = goods.open_street()
    services.rebuild()
    worker()
    return found


def asking(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}jelaskan=1"


@pytest.fixture
def officer(browser: Any) -> Any:
    return browser.as_(people.appointed(cast.HALIMAH))


@pytest.mark.parametrize("path", PATHS)
def test_an_officer_reads_what_put_each_result_where_it_is(
    street: Any, officer: Any, path: str
) -> None:
    page = officer.visit(asking(path))
    results = page.all(".explained__result")
    assert len(results) >= 2
    for place, result in enumerate(results, 1):
        assert f"Hasil ke-{place}" in result.text
        assert "Mutu" in result.text
        assert "produk ke-" in result.text
        assert "Foto" in result.text
    assert ("Skor kata" in page.text) == ("q=" in path)
    assert "8,1 persen" in page.text


def test_each_word_is_shown_with_where_it_was_found(street: Any, officer: Any) -> None:
    page = officer.visit("/cari?q=emping%20manis&jelaskan=1")
    assert "“manis”" in page.one(".explained__result").text
    assert "nama produk" in page.one(".explained__result").text


def test_an_officer_finds_the_way_there(street: Any, officer: Any) -> None:
    (link,) = [
        one["href"] for one in officer.visit("/cari?q=emping").all("a") if "jelaskan" in one["href"]
    ]
    assert officer.visit(link).all(".explained__result")


@pytest.mark.parametrize("path", PATHS)
def test_strangers_and_owners_see_the_list_alone(street: Any, browser: Any, path: str) -> None:
    _, owner, _ = street
    for visitor in (browser, browser.as_(owner)):
        page = visitor.visit(asking(path))
        assert not page.all(".explained, .explained__result")
        assert page.all(".listing-card")
        assert not [one for one in page.all("a") if "Jelaskan" in one.text]


def test_what_an_officer_read_is_kept_for_nobody(street: Any, officer: Any, app: Any) -> None:
    stranger = app.test_client()
    before = stranger.get("/cari?q=emping&jelaskan=1").get_data()
    seen = officer.client.get("/cari?q=emping&jelaskan=1")
    assert b"explained__result" in seen.get_data()
    assert "no-store" in seen.headers["Cache-Control"]
    after = app.test_client().get("/cari?q=emping&jelaskan=1")
    assert after.get_data() == before
    assert "Set-Cookie" not in after.headers


def test_an_order_by_price_says_that_quality_has_no_part(street: Any, officer: Any) -> None:
    page = officer.visit("/cari?q=emping&urut=termurah&jelaskan=1")
    assert "Mutu dan giliran tidak dipakai" in page.text
    assert "Nilai akhir" not in page.one(".explained").text


def test_an_explanation_costs_the_same_for_many_results(
    street: Any, officer: Any, statements: Any
) -> None:
    def cost(path: str) -> int:
        officer.visit(path)
        with statements() as seen:
            officer.visit(path)
        return len(seen)

    few, many = cost("/cari?q=batik&jelaskan=1"), cost("/cari?urut=terbaru&jelaskan=1")
    assert many <= few
    assert cost("/cari?q=emping&jelaskan=1") - cost("/cari?q=emping") <= 4
