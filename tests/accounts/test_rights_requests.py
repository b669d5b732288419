"""Requests about one's own data: asked in words, answered within 72 hours, or marked late."""

from datetime import timedelta

import pytest

from marketplace.accounts import queries, services
from marketplace.accounts.models import RightsRequest
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import NotFound, RuleBroken
from tests import afterwards
from tests.at_once import at_once, refusals

WISH = "Tanggal saya bergabung salah: seharusnya bulan Mei."


@pytest.fixture
def asked(sari):
    return services.ask_about_data(sari, "correction", WISH, now())


def test_she_asks_and_an_officer_answers(browser, sari, udin):
    mine = browser.as_(sari)
    sent = mine.send("storefront.account_data_request", {"wish": WISH}, word="perbaikan")
    assert sent.location == "/akun/data"
    desk = browser.as_(udin)
    assert "Perbaikan" in desk.visit("console.rights_requests").text
    number = queries.rights_requests_of(sari)[0].id
    assert WISH in desk.visit("console.rights_request", request_id=number).text
    answer = {"answer": "Tanggalnya sudah kami perbaiki.", "decision": "selesai"}
    assert desk.send("console.rights_answer", answer, request_id=number).location
    page = mine.visit("storefront.account_data").text
    assert "Tanggalnya sudah kami perbaiki." in page and "Selesai" in page
    assert [e.actor_id for e in afterwards.events("rights.done")] == [udin.id]


def test_the_clock_has_72_hours_and_late_is_said_in_words(browser, asked, udin, sari):
    assert asked.due_at - asked.asked_at == timedelta(hours=72)
    desk = browser.as_(udin)
    assert "Tidak ada yang terlambat" in desk.visit("console.rights_requests").text
    with transaction() as session:
        session.get_one(RightsRequest, asked.id).due_at = now() - timedelta(minutes=1)
    page = desk.visit("console.rights_requests")
    assert "Terlambat: 1" in page.text and page.one("tr.is-late")
    assert "Terlambat" in browser.as_(sari).visit("storefront.account_data").text


@pytest.mark.parametrize("wish", ["", "pendek", "x" * 2001])
def test_an_empty_or_endless_wish_is_refused(browser, sari, wish):
    page = browser.as_(sari).send(
        "storefront.account_data_request", {"wish": wish}, word="keberatan"
    )
    assert page.status == 422 and page.one("#wish-error")
    assert queries.rights_requests_of(sari) == []


def test_a_second_one_of_the_kind_waits_for_the_first(app, sari):
    user_id = sari.id

    def ask() -> None:
        services.ask_about_data(queries.person(user_id), "restriction", WISH, now())

    assert len(refusals(at_once(app, ask, ask, ask))) == 2
    assert len(queries.rights_requests_of(sari)) == 1


def test_she_calls_it_off(browser, asked, sari):
    mine = browser.as_(sari)
    assert mine.send("storefront.account_data_request_end", request_id=asked.id).location
    assert afterwards.fresh(asked).state == "called_off"


def test_a_stranger_finds_no_request(browser, asked, dewi):
    stranger = browser.as_(dewi)
    for endpoint in ("account_data_request_end", "account_copy_file"):
        assert stranger.send(f"storefront.{endpoint}", request_id=asked.id).status == 404
    assert stranger.visit("storefront.account_data").text.count(WISH) == 0
    with pytest.raises(NotFound):
        services.call_off(asked, by=dewi, at=now())
    assert afterwards.fresh(asked).is_waiting


def test_an_answer_needs_words_a_duty_and_another_person(asked, sari, udin, yayah):
    for by, answer in ((udin, ""), (sari, "Sudah selesai semua."), (yayah, "Sudah selesai semua.")):
        with pytest.raises(RuleBroken):
            services.answer_request(asked, by=by, done=True, answer=answer, at=now())
    own = services.ask_about_data(udin, "correction", WISH, now())
    with pytest.raises(RuleBroken, match="petugas lain"):
        services.answer_request(own, by=udin, done=True, answer="Sudah selesai.", at=now())
    assert afterwards.fresh(asked).is_waiting


def test_two_officers_answer_at_once_and_one_is_heard(app, asked, udin, lina):
    ids, number = (udin.id, lina.id), asked.id

    def answer(by_id: int) -> None:
        one = db.session.get_one(RightsRequest, number)
        services.answer_request(
            one, by=queries.person(by_id), done=False, answer="Datanya sudah benar.", at=now()
        )

    results = at_once(app, *[lambda by_id=by_id: answer(by_id) for by_id in ids])
    assert len(refusals(results)) == 1
    assert len(afterwards.events("rights.refused")) == 1


def test_a_copy_waits_for_no_officer(browser, sari, udin):
    made = services.ask_for_copy(sari, "gelas biru sepeda tua", now())
    with pytest.raises(RuleBroken):
        services.answer_request(made, by=udin, done=False, answer="Tidak boleh.", at=now())
