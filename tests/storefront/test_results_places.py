"""Pages of categories and places, and the places that the place picker asks for."""

import json
from typing import Any

import pytest

from marketplace.places import queries as places
from marketplace.search import services as search
from tests.builders import goods


@pytest.fixture
def opened(app: Any) -> Any:
    found = goods.open_street()
    search.rebuild()
    return found


def test_a_group_shows_its_kinds_and_what_is_in_them(opened: Any, browser: Any) -> None:
    page = browser.visit("/kategori/camilan")
    assert len(page.all(".results__list .listing-card")) == 3
    assert page.one('link[rel="canonical"]')["href"] == "http://localhost/kategori/camilan"
    assert page.one('main nav a[href="/kategori/emping"]')
    assert page.one('meta[name="description"]')["content"]
    assert not page.all('meta[name="robots"]')


def test_breadcrumbs_are_data_too(opened: Any, browser: Any) -> None:
    page = browser.visit("/kategori/emping")
    data = json.loads(page.one('script[type="application/ld+json"]').get_text())
    assert [(one["position"], one["item"]) for one in data["itemListElement"]] == [
        (1, "http://localhost/"),
        (2, "http://localhost/kategori/camilan"),
        (3, "http://localhost/kategori/emping"),
    ]


def test_a_regency_and_a_district_show_what_is_sold_there(opened: Any, browser: Any) -> None:
    page = browser.visit("/daerah/kabupaten-pandeglang")
    assert len(page.all(".results__list .listing-card")) == 4
    assert page.one('main nav a[href="/daerah/menes"]')
    page = browser.visit("/daerah/menes")
    assert page.one("h1").get_text(strip=True) == "Produk dari Kecamatan Menes, Pandeglang"
    assert page.one('link[rel="canonical"]')["href"] == "http://localhost/daerah/menes"


def test_a_place_without_a_shop_is_no_dead_end(opened: Any, browser: Any) -> None:
    page = browser.visit("/daerah/cibeber-kota-cilegon")
    assert "Cibeber, Cilegon" in page.one("h1").get_text()
    assert page.all("main .category-tile")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_place_has_a_page_of_its_own_name(app: Any, browser: Any) -> None:
    search.rebuild()
    everywhere = [*places.regencies()]
    everywhere += [
        one for regency in places.regencies() for one in places.districts_of(regency.code)
    ]
    assert len({one.slug for one in everywhere}) == 8 + 155
    headings = {browser.visit(f"/daerah/{one.slug}").one("h1").get_text() for one in everywhere}
    assert len(headings) == 8 + 155


def test_the_picker_narrows(client: Any) -> None:
    def under(parent: str) -> list[dict[str, str]]:
        answer = client.get("/daerah/pilih.json", query_string={"induk": parent})
        assert answer.status_code == 200
        return answer.get_json()

    assert len(under("")) == 8
    assert {"code": "36.01.13", "name": "Menes"} in under("36.01")
    assert all(one["code"].startswith("36.01.13.") for one in under("36.01.13"))
    assert under("36.99") == under("' OR 1=1") == under("x" * 5_000) == []


def test_the_picker_finds_by_name_and_names_the_kecamatan(client: Any) -> None:
    found = client.get("/daerah/cari.json", query_string={"q": "purwaraja"}).get_json()
    assert found
    assert all(len(one["label"].split(", ")) >= 3 for one in found)
    assert all(one["village"].startswith(one["district"]) for one in found)
    assert client.get("/daerah/cari.json").get_json() == []
    assert client.get("/daerah/cari.json", query_string={"q": "\u202e" * 9_000}).get_json() == []
