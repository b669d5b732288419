"""What people write is no markup: not in suggestions, not in explanations, not in wishes."""

import csv
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup

from marketplace.demo import cast
from marketplace.inquiries import services as inquiries
from marketplace.search import services as search
from tests.builders import goods, people
from tests.builders.shops import shop_and_owner
from tests.builders.wishes import wish

EVIL = "Emping <img src=x onerror=alert(1)> \"'&amp; %(x)s {{7*191}}"
SHOP = "Dapur <svg onload=alert(1)>"


@pytest.fixture
def street(app: Any) -> Any:
    shop, owner = shop_and_owner(cast.ROHAYATI, SHOP)
    listing = goods.sell(shop, owner, EVIL, "emping", "bungkus", 21_000)
    search.rebuild()
    return shop, owner, listing


def harmless(html: str) -> None:
    soup = BeautifulSoup(html, "lxml")
    assert not soup.select("[onerror], [onload], img[src=x]")
    assert "1337" not in soup.get_text()


@pytest.mark.parametrize("language", ["", "&bahasa=en"])
def test_suggestions_and_results_hold_no_markup_of_people(
    street: Any, client: Any, language: str
) -> None:
    for text in ("emping", "dapur", "emping+img", "%3Csvg+onload%3D1%3E+emping", "emping+dapur"):
        for path in ("/cari/saran", "/cari", "/permintaan"):
            answer = client.get(f"{path}?q={text}{language}")
            assert answer.status_code == 200
            harmless(answer.get_data(as_text=True))
    assert "onerror=alert" in client.get("/cari/saran?q=emping").get_data(as_text=True)


def test_an_explanation_holds_none(street: Any, browser: Any) -> None:
    desk = browser.as_(people.appointed(cast.ASEP))
    page = desk.visit("/cari?q=emping+%3Cimg+onerror%3D1%3E&jelaskan=1")
    assert "Hasil ke-1" in page.text
    harmless(page.html)


def test_wishes_hold_none_and_their_sheet_no_formula(street: Any, browser: Any) -> None:
    _, owner, listing = street
    buyer = people.person(cast.SARI)
    officer = people.appointed(cast.ASEP)
    one = wish(f"={EVIL}", note=EVIL, by=buyer)
    inquiries.answer_wish(one, listing, by=owner)
    inquiries.hide_wish(one, by=officer, reason=EVIL * 2)
    desk = browser.as_(officer)
    for visitor, path in (
        (desk, "/dinas/permintaan?keadaan=disembunyikan"),
        (desk, f"/dinas/permintaan/{one.id}"),
        (browser.as_(buyer), "/akun/permintaan"),
    ):
        harmless(visitor.visit(path).html)
    inquiries.show_wish_again(one, by=officer)
    for path in ("/lapak/permintaan", f"/lapak/permintaan/{one.id}"):
        harmless(browser.as_(owner).visit(path).html)
    content = desk.client.get("/dinas/permintaan/unduh.csv")
    cells = list(csv.reader(io.StringIO(content.get_data(as_text=True).removeprefix("\ufeff"))))
    assert cells[1][0].startswith("'=")
