"""The trail at the desk: searched by administrators, read for one shop by its officers."""

import csv
import io
from datetime import timedelta

import pytest

from marketplace.audit import sealing
from marketplace.clock import now, today
from marketplace.console import trail
from marketplace.demo import cast
from marketplace.sellers import services as sellers
from tests.afterwards import events
from tests.audit.trail import happen
from tests.builders import people, shops

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


SUSPENDED, CLOSED, OPENED = "Lapak dibekukan", "Lapak ditutup pemilik", "Lapak dibuka"


@pytest.fixture
def desk(browser, app):
    """Jajang, the administrator."""
    return browser.as_(people.appointed(cast.JAJANG))


@pytest.fixture
def asep(shop):
    """He has suspended the shop."""
    one = people.appointed(cast.ASEP)
    sellers.suspend(shop, by=one, reason="Alamatnya tidak ditemukan.")
    return one


def what(page):
    """The events on a page, the newest first."""
    cells = page.all("tbody td:nth-child(2)")
    return [cell.find(string=True, recursive=False).strip() for cell in cells]


def test_an_administrator_searches_by_event_person_subject_and_day(desk, shop, asep):
    happen(1, name="shop.closed", at=now() - timedelta(days=40), subject_id=str(shop.id))

    def found(**asked):
        return what(desk.visit("console.trail_search", **asked))

    assert found()[:2] == [CLOSED, SUSPENDED]
    assert found(kejadian="shop.suspended") == found(oleh=asep.id) == [SUSPENDED]
    assert found(pada="Shop", nomor=shop.id, dari=today().isoformat()) == [SUSPENDED, OPENED]
    assert found(sampai=(today() - timedelta(days=30)).isoformat()) == [CLOSED]
    nothing = desk.visit("console.trail_search", kejadian="x", dari="kemarin", sebelum="9" * 30)
    assert "Tidak ada kejadian yang cocok" in nothing.text


def test_only_officers_are_named_and_the_seal_is_shown(desk, shop, owner, asep):
    page = desk.visit("console.trail_search", pada="Shop")
    assert asep.name in page.text and f"Pengguna {owner.id}" in page.text
    assert owner.name not in page.text and shop.name not in page.text
    assert "Menunggu segel" in page.text
    sealing.seal_within(5)
    assert "Menunggu segel" not in desk.visit("console.trail_search", pada="Shop").text


def test_a_long_trail_goes_on_with_what_is_older(desk, statements):
    happen(120)
    with statements() as seen:
        page = desk.visit("console.trail_search", pada="Shop")
    assert len(what(page)) == trail.SIZE and len([s for s in seen if "FROM events" in s]) == 1
    older = page.one('nav[aria-label="Jejak yang lebih lama"] a')["href"]
    assert "pada=Shop" in older and len(what(desk.visit(older))) == trail.SIZE


def test_a_sheet_holds_the_same_without_formulas(desk):
    happen(3, details={"words": "=1+1"})
    happen(1, name="shop.closed")
    sent = desk.client.get("/dinas/jejak/unduhan/csv?kejadian=shop.edited")
    rows = list(csv.reader(io.StringIO(sent.get_data().decode("utf-8-sig"))))
    assert rows[0] == list(trail.HEAD) and len(rows) == 4
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    assert desk.client.get("/dinas/jejak/unduhan/exe").status_code == 404


def test_officers_read_what_happened_to_a_shop_of_their_own_office(browser, shop, claim, yayah):
    shops.shop_of(people.person(cast.DEWI), "Batik Menes", whatsapp="")
    page = browser.as_(yayah).visit("console.shop_trail", shop_id=shop.id)
    assert what(page) == ["Klaim diajukan", OPENED]
    elsewhere = browser.as_(people.appointed(cast.WAHYU))
    elsewhere.visit("console.shop_trail", shop_id=shop.id, status=404)


def test_an_event_says_in_which_office_from_where_and_by_which_request(browser, shop):
    asep = browser.as_(people.appointed(cast.ASEP))
    asep.send("console.suspension", {"beku-reason": "Tidak ditemukan."}, shop_id=shop.id)
    told = events("shop.suspended")[0]
    assert told.role == "officer:36.01" and told.shop_id == shop.id
    assert len(told.came_from) == 16 and len(told.request_id) == 16
    opened = events("shop.opened")[0]
    assert opened.role is None and opened.came_from is None and opened.shop_id == shop.id
