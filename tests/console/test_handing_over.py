"""The page on which an administrator ends an appointment, and the note of what is handed over."""

import pytest

from marketplace.demo import cast
from marketplace.desk import services
from tests.builders import people
from tests.desk.conftest import number


@pytest.fixture(params=["sqlite"])
def engine(request):
    return request.param


@pytest.fixture
def jajang(app):
    return people.appointed(cast.JAJANG)


def test_the_page_tells_what_she_holds_and_what_only_she_does(browser, owner, claim, yayah, jajang):
    services.take_on("claim", claim.id, by=yayah)
    page = browser.as_(jajang).visit("console.officer_end", officer_id=yayah.officer.id)
    assert "Satu-satunya petugas" in page.text and "Mengimpor register" in page.text
    assert claim.shop.name in page.one("table").get_text(" ")
    note = browser.as_(jajang).visit(
        "console.officer_handover_sheet", officer_id=yayah.officer.id, kind="csv"
    )
    assert claim.shop.name in note.html and f"/dinas/klaim/{claim.id}" in note.html


def test_her_work_goes_to_the_colleague_who_is_chosen(browser, owner, yayah, jajang):
    asep, asked = people.appointed(cast.ASEP), number(owner)
    services.take_on("number", asked.id, by=yayah)
    desk = browser.as_(jajang)
    ending = {"to": str(asep.id), "tindakan": "akhiri", "code": people.code()}
    answer = desk.send("console.officer_end", ending, officer_id=yayah.officer.id)
    assert "1 pekerjaan diserahkan" in desk.visit(answer.location).text
    mine = browser.as_(asep).visit("/dinas/?milik=saya")
    assert [one["value"] for one in mine.all("[data-pick]")] == [f"number-{asked.id}"]
    again = desk.visit("console.officer_end", officer_id=yayah.appointment.id)
    assert "sudah berakhir" in again.text and not again.all('button[value="akhiri"]')


def test_nobody_who_decides_on_nothing_can_be_chosen(browser, yayah, jajang):
    arif = people.appointed(cast.ARIF)
    wrong = {"to": str(arif.id), "code": people.code()}
    refused = browser.as_(jajang).send("console.officer_end", wrong, officer_id=yayah.officer.id)
    assert refused.status == 422 and refused.check().all("#to-error")
