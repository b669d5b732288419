"""Officers see what buyers look for, where, and who sells there; they hide what does not belong."""

import csv
import io

import pytest

from marketplace.demo import cast
from marketplace.inquiries import services
from tests.afterwards import fresh
from tests.builders import goods, people, shops
from tests.builders.wishes import TEXT, wish

REASON = "Mengaku menyembuhkan penyakit."


@pytest.fixture
def desk(browser, app):
    """Asep of Pandeglang, who supervises."""
    return browser.as_(people.appointed(cast.ASEP))


def rows(page, table=0):
    """The rows of a table, each a list of its cells."""
    found = page.all("main table")[table].select("tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in found]


def test_demand_stands_beside_supply(desk, listing, shop):
    wish("Emping jengkol", regency_code="36.01")
    wish("Emping jengkol", regency_code="36.71")
    wish("Emping jengkol", regency_code="36.71")
    wish("Keripik talas", "keripik", regency_code="36.01")
    wish("Kopi robusta", "kopi")
    page = desk.visit("console.wishes")
    assert [row[:5] for row in rows(page)] == [
        ["Emping jengkol", "Emping dan ceplis", "3", "Kota Tangerang 2, Pandeglang 1", "1"],
        ["Kopi robusta", "Kopi", "1", "–", "0"],
        ["Keripik talas", "Keripik", "1", "Pandeglang 1", "0"],
    ]
    assert rows(page, 1)[:2] == [
        ["Camilan", "2", "4", "1"], ["Gula, madu, dan kopi", "1", "1", "0"],
    ]  # fmt: skip


def test_it_is_narrowed_to_a_category_and_a_place(desk, listing):
    wish("Emping jengkol", regency_code="36.71")
    wish("Emping jengkol", regency_code="36.71")
    wish("Emping talas", regency_code="36.71")
    wish("Keripik talas", "keripik", regency_code="36.01")
    for _ in range(3):
        wish("Emping talas", regency_code="36.01")
    there = desk.visit("console.wishes", daerah="36.71")
    assert [row[:3:2] for row in rows(there)] == [["Emping jengkol", "2"], ["Emping talas", "1"]]
    assert rows(there)[0][4] == "0", "the shop stands in Pandeglang"
    assert rows(there, 1)[0] == ["Camilan", "2", "3", "0"]
    assert there.one('select[name="daerah"] option[selected]')["value"] == "36.71"
    kind = desk.visit("console.wishes", kategori="keripik", daerah="36.01")
    assert [row[0] for row in rows(kind)] == ["Keripik talas"]
    group = desk.visit("console.wishes", kategori="camilan")
    assert len(rows(group)) == 3
    odd = desk.visit("console.wishes", kategori="x", daerah="99", keadaan="x", halaman="-1")
    assert len(rows(odd)) == 3


def test_a_sheet_holds_what_the_page_shows_and_no_formula(desk, listing):
    wish("=HYPERLINK(1) emping", regency_code="36.71")
    wish("Kopi robusta", "kopi")
    answer = desk.client.get("/dinas/permintaan/unduh.csv?kategori=emping")
    assert answer.mimetype == "text/csv"
    table = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [row[0] for row in table] == ["Produk", "'=HYPERLINK(1) emping"]
    assert table[1][1:6] == ["Camilan", "Emping dan ceplis", "1", "Kota Tangerang 1", "1"]
    assert desk.client.get("/dinas/permintaan/unduh.xlsx").status_code == 200
    desk.visit("/dinas/permintaan/unduh.exe", status=404)


def test_an_officer_hides_a_wish_with_a_reason_and_shows_it_again(desk, listing):
    made = wish(note="Bisa menyembuhkan?")
    path = {"wish_id": made.id}
    assert "Bisa menyembuhkan?" in desk.visit("console.wish", **path).text
    refused = desk.send("console.wish_hiding", {"reason": ""}, **path).check()
    assert refused.status == 422 and "Tulis alasannya" in refused.text and fresh(made).is_open
    assert desk.send("console.wish_hiding", {"reason": REASON}, **path).status == 302
    assert fresh(made).hidden_reason == REASON
    assert TEXT not in desk.visit("console.wishes").text
    assert rows(desk.visit("console.wishes", keadaan="disembunyikan"))[0][0] == TEXT
    page = desk.visit("console.wish", **path)
    assert REASON in page.text and not page.all('form[action$="/penyembunyian"]')
    assert desk.send("console.wish_hiding", {"reason": REASON}, **path).status == 409
    assert desk.send("console.wish_showing", **path).status == 302
    assert fresh(made).is_open


def test_who_answered_is_shown(desk, listing, owner):
    made = wish()
    services.answer_wish(made, listing, by=owner)
    page = desk.visit("console.wish", wish_id=made.id)
    assert page.one(f'main a[href="/produk/{listing.slug}"]')
    assert rows(desk.visit("console.wishes", keadaan="terjawab"))[0][0] == TEXT


def test_an_officer_without_the_duty_looks_but_does_not_hide(browser, yayah):
    made = wish()
    hers = browser.as_(yayah)
    assert not hers.visit("console.wish", wish_id=made.id).all('form[action$="/penyembunyian"]')
    for endpoint in ("console.wish_hiding", "console.wish_showing"):
        assert hers.send(endpoint, {"reason": REASON}, wish_id=made.id).status == 403
    assert fresh(made).is_open


def test_a_stranger_finds_no_desk(browser, stranger):
    made = wish()
    for who in (browser.as_(stranger), browser.as_(people.person(cast.SARI))):
        for path in ("", "/unduh.csv", f"/{made.id}"):
            who.visit(f"/dinas/permintaan{path}", status=403)
        sent = who.send("console.wish_hiding", {"reason": REASON}, wish_id=made.id)
        assert sent.status == 403
    assert fresh(made).is_open


def test_a_wish_that_ended_or_never_was_is_not_found(desk):
    desk.visit("console.wish", wish_id=999_999, status=404)
    assert desk.send("console.wish_hiding", {"reason": REASON}, wish_id=999_999).status == 404


def test_nobody_who_asked_is_named(desk):
    sari = people.person(cast.SARI)
    made = wish(by=sari)
    for path in ("/dinas/permintaan", f"/dinas/permintaan/{made.id}"):
        assert sari.name not in desk.visit(path).html


def test_more_wishes_cost_no_more_statements(desk, listing, statements):
    def cost():
        with statements() as seen:
            desk.visit("console.wishes")
        return len([one for one in seen if one.startswith("SELECT")])

    wish("Emping rasa 0", regency_code="36.01")
    cost()
    one = cost()
    other, maman = shops.shop_and_owner(cast.MAMAN, "Emping Maman")
    goods.on_the_street(other, maman)
    for number in range(1, 30):
        wish(f"Emping rasa {number}", "keripik" if number % 2 else "emping", regency_code="36.71")
    assert cost() == one
    assert len(rows(desk.visit("console.wishes"))) == 25
    assert len(rows(desk.visit("console.wishes", halaman=2))) == 5
