"""Administrators see what runs in the background, how far it is, and what failed."""

import pytest

from marketplace import tasks
from marketplace.demo import cast
from marketplace.errors import RuleBroken
from tests.builders import people


@pytest.fixture
def administrator(app):
    return people.officer("Jajang", "jajang@contoh.test", is_administrator=True)


@pytest.fixture
def failing(monkeypatch):
    def fail(_running):
        raise RuleBroken("Berkas kosong.")

    monkeypatch.setitem(tasks._work, "contoh.gagal", fail)
    return "contoh.gagal"


def test_an_empty_list_says_so(browser, administrator):
    assert "Belum ada pekerjaan" in browser.as_(administrator).visit("console.work").text


def test_waiting_and_failed_work_is_seen_with_who_asked(browser, administrator, failing, worker):
    tasks.begin(failing, by=people.person(cast.SARI))
    page = browser.as_(administrator).visit("console.work")
    assert "Menunggu giliran" in page.text and cast.SARI.name in page.text
    assert page.one("progress")["aria-label"]
    worker()
    page = browser.as_(administrator).visit("console.work")
    assert "Berkas kosong." in page.text and not page.all("progress")


def test_the_list_asks_the_database_as_often_for_many(browser, administrator, failing, statements):
    def asked() -> int:
        person = browser.as_(administrator)
        with statements() as seen:
            person.visit("console.work")
        return len(seen)

    tasks.begin(failing, by=administrator)
    few = asked()
    for _ in range(9):
        tasks.begin(failing, by=administrator)
    assert asked() == few
