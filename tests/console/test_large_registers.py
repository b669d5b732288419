"""A large register is read by the worker while the officer sees how far it is."""

import io

import pytest

from marketplace import tasks
from marketplace.config import MOST_UPLOAD
from marketplace.demo import cast
from marketplace.registry import queries, services
from marketplace.registry.services import background
from tests.builders.people import appointed
from tests.registry.desk import text_of

FORM = {"source": "ODS", "data_on": "2026-10-01", "stated_regency": "", "columns": ""}


@pytest.fixture
def halimah(browser):
    return browser.as_(appointed(cast.HALIMAH))


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr(background, "AT_ONCE", 10)


def upload(desk, content: bytes):
    return desk.send(
        "console.register_upload", {**FORM, "file": (io.BytesIO(content), "register.csv")}
    )


def rows(count: int) -> bytes:
    return text_of(*(f"{3602010001001 + i},KSP {i},,,,,," for i in range(count)))


@pytest.mark.usefixtures("everything_is_large")
def test_a_large_file_is_followed_to_its_preview(halimah):
    sent = upload(halimah, rows(30))
    page = halimah.visit(sent.location)
    assert "Membaca register.csv" in page.text and page.one("[data-behaviour=follow]")
    assert tasks.run_waiting() == 1
    done = halimah.visit(sent.location, status=302)
    assert "Ditambah 30" in halimah.visit(done.location).text
    again = halimah.send(f"{done.location}/kolom", {"kolom-0": "abaikan"})
    assert tasks.run_waiting() == 1
    assert (
        "30 dari 30 baris tidak terbaca"
        in halimah.visit(halimah.visit(again.location, status=302).location).text
    )


@pytest.mark.usefixtures("everything_is_large")
def test_what_is_wrong_with_a_large_file_is_told_where_one_waits(halimah):
    sent = upload(halimah, b"%PDF-1.4 and more")
    tasks.run_waiting()
    assert "Berkas ini PDF" in halimah.visit(sent.location).text


@pytest.mark.usefixtures("everything_is_large")
def test_strangers_find_no_reading_of_others(browser, halimah):
    sent = upload(halimah, rows(3))
    browser.as_(appointed(cast.ENTIN)).visit(sent.location, status=404)
    assert "/masuk" in browser.client.get(sent.location).headers["Location"]


def test_only_this_upload_may_be_larger_than_others(halimah):
    content = rows(3) + b"\n" * MOST_UPLOAD
    assert upload(halimah, content).status == 302
    too_large = upload(halimah, b"a,b\n" + b"1,2\n" * (services.LARGEST // 4))
    assert too_large.status in (413, 422)
    assert queries.imports(None)[1] == 0 and len(tasks.newest(5)) == 1


def test_progress_is_told_from_the_first_part_to_the_last(app, monkeypatch):
    from tests.registry.desk import DATA_ON

    seen: list[tuple[int, int, str]] = []
    origin = services.Origin("register.csv", "ODS", DATA_ON)
    services.preview(rows(1200), origin, by=None, progress=lambda *told: seen.append(told))
    assert [done for done, _total, _words in seen] == [500, 1000, 1700, 2200, 2400]
    assert {total for _done, total, _words in seen} == {2400}
