"""The dashboard: a map, a table, rows behind each number, sheets; rows only of her own office."""

import csv
import io

import pytest

from marketplace.clock import today
from marketplace.demo import cast
from marketplace.places import queries as places
from marketplace.sheets.opening import opened
from tests.builders import goods, memberships, people, shops


@pytest.fixture(params=["sqlite"])
def engine(request):
    """What the pages say of the figures; the figures themselves are tested on both engines."""
    return request.param


@pytest.fixture
def street(app):
    shop, owner = shops.shop_and_owner(cast.ROHAYATI, "=1+1 Emping")
    goods.sell(shop, owner, "Emping manis", "emping", "bungkus", 21_000)
    memberships.give_badge(shop, owner, today())
    shops.shop_and_owner(cast.DEWI, "Batik Dewi")
    return shop


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch):
    from marketplace.insights import queries

    monkeypatch.setattr(queries, "LONGEST_KEPT", 0)


def rows(content: bytes):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_map_and_the_table_say_the_same(browser, street):
    page = browser.as_(people.appointed(cast.HALIMAH)).visit("console.dashboard", angka="verified")
    drawn = {
        area["aria-label"].partition(": ")[::2] for area in page.all(".regency-map [aria-label]")
    }
    table = {
        row.th.get_text(strip=True): row.find("td", attrs={"data-label": "Lapak terverifikasi"})
        for row in page.all("tbody tr")
    }
    assert len(drawn) == len(places.regencies()) == len(table) - 1
    assert all(table[name].get_text(strip=True) == said for name, said in drawn)
    assert ("Kabupaten Pandeglang", "100 %") in drawn and ("Kabupaten Lebak", "–") in drawn
    assert len(page.all("polygon")) == 8


def test_every_number_opens_its_rows(browser, street):
    desk = browser.as_(people.appointed(cast.HALIMAH))
    page = desk.visit("console.dashboard")
    links = [link["href"] for link in page.all("tbody td a")]
    assert len(links) == 7  # shops in two places and all; verified and listings in one and all
    for href in links:
        answer = desk.client.get(href)
        assert answer.status_code == 200 and "Belum ada baris" not in answer.text


def test_an_office_opens_its_own_rows_and_no_other(browser, street):
    desk = browser.as_(people.appointed(cast.ASEP))
    page = desk.visit("console.dashboard")
    assert {link["href"][-5:] for link in page.all("tbody td a")} == {"36.01"}
    desk.visit("console.dashboard_rows", key="shops", wilayah="36.01")
    for code in ("36.73", "36", "36.99"):
        desk.visit("console.dashboard_rows", key="shops", wilayah=code, status=404)
        path = f"/dinas/ringkasan/shops/unduhan/csv?wilayah={code}"
        assert desk.client.get(path).status_code == 404


def test_unknown_figures_and_kinds_are_not_found(browser, street):
    desk = browser.as_(people.appointed(cast.HALIMAH))
    desk.visit("console.dashboard_rows", key="omzet", status=404)
    for path in ("/dinas/ringkasan/unduhan/pdf", "/dinas/ringkasan/shops/unduhan/exe"):
        assert desk.client.get(path).status_code == 404
    assert desk.visit("console.dashboard", angka="<script>").all(".stat--chosen")


def test_sheets_hold_the_table_and_no_formula(browser, street):
    desk = browser.as_(people.appointed(cast.HALIMAH))
    table = rows(desk.client.get("/dinas/ringkasan/unduhan/csv").data)
    assert table[0][:3] == ["Kode", "Wilayah", "Lapak buka (lapak)"]
    assert table[1][:3] == ["36.01", "Kabupaten Pandeglang", "1"]
    assert ["36", "Seluruh Banten", "2"] in [row[:3] for row in table]
    behind = rows(desk.client.get("/dinas/ringkasan/shops/unduhan/csv?wilayah=36.01").data)
    assert behind[0] == ["Wilayah", "Lapak", "Tempat", "Dibuka"]
    assert behind[1][1] == "'=1+1 Emping"
    book = desk.client.get("/dinas/ringkasan/unduhan/xlsx").data
    with opened(book) as sheet:
        assert "Seluruh Banten" in str(list(sheet.rows()))
