"""The first page of the desk: filters, counts that open their rows, and bulk."""

from datetime import timedelta

import pytest

from marketplace.clock import now
from marketplace.demo import cast
from marketplace.desk import services
from tests.builders import people
from tests.desk.conftest import number, rights


@pytest.fixture(params=["sqlite"])
def engine(request):
    return request.param


@pytest.fixture
def asep(app):
    return people.appointed(cast.ASEP)


def told(desk, **sent) -> str:
    """What the desk says after an action on several lines."""
    answer = desk.send("console.queue_action", sent)
    return desk.visit(answer.location).text


def rows(page) -> list[str]:
    """The keys of the lines that are shown."""
    return [one["value"] for one in page.all("[data-pick]")]


def test_the_inbox_says_age_and_deadline_in_words(browser, owner, asep, claim):
    rights(owner, now() - timedelta(hours=2, minutes=5))
    page = browser.as_(asep).visit("console.queue")
    assert "lewat 2 jam" in page.text and "sisa 2 hari" in page.text
    assert claim.shop.name in page.text and "Kabupaten Pandeglang" in page.text


def test_each_count_opens_its_rows(browser, owner, asep, claim):
    number(owner)
    desk = browser.as_(asep)
    for card in desk.visit("console.queue").all(".stats .stat--link[href*=jenis]"):
        shown = desk.visit(card["href"])
        assert len(rows(shown)) == int(card.select_one(".stat__value").get_text())
        assert shown.one(".stats [aria-current]")["href"] == "/dinas/"


def test_pages_follow_one_another(browser, owner, asep):
    for hours in range(30):
        number(owner, now() - timedelta(hours=hours))
    desk = browser.as_(asep)
    first = desk.visit("console.queue")
    second = desk.visit(first.one("a[rel=next]")["href"])
    seen = rows(first) + rows(second)
    assert len(seen) == len(set(seen)) == 30
    assert second.all("a[rel=next]") == []
    desk.visit("/dinas/?sesudah=entah&jenis=apa&wilayah=99&milik=x")


def test_several_are_taken_and_handed_on(browser, owner, asep, yayah, claim):
    asked = number(owner)
    keys = [f"number-{asked.id}", f"claim-{claim.id}"]
    desk = browser.as_(asep)
    assert "2 diambil." in told(desk, tindakan="ambil", pilih=keys)
    assert "2 diserahkan." in told(desk, tindakan="serahkan", pilih=keys, kepada=str(yayah.id))
    assert "2 dipegang rekan lain." in told(desk, tindakan="lepas", pilih=keys)


def test_one_of_another_office_refuses_the_whole(browser, owner, claim):
    asked = number(owner)
    entin = people.appointed(cast.ENTIN)
    keys = [f"number-{asked.id}", f"claim-{claim.id}"]
    desk = browser.as_(entin)
    assert desk.send("console.queue_action", {"tindakan": "ambil", "pilih": keys}).status == 404
    assert services.take_on("number", asked.id, by=people.appointed(cast.ULFAH))
    assert desk.send("console.queue_action", {"tindakan": "hapus", "pilih": keys}).status == 400


def test_an_officer_who_decides_on_nothing_has_a_useful_page(browser):
    page = browser.as_(people.appointed(cast.ARIF)).visit("console.queue")
    assert "Tidak ada keputusan di meja Anda" in page.text
    assert page.all('main a[href="/dinas/pencarian"]')
