"""The officer's first page counts requests about personal data, and says when one is late."""

from datetime import timedelta

from marketplace.accounts import services
from marketplace.accounts.models import RightsRequest
from marketplace.clock import now
from marketplace.database import transaction
from tests.builders import people


def test_a_late_request_is_marked_on_the_first_page(browser, app):
    sari = people.by_phone("Sari", "+6281234567890")
    helper = people.officer("Lilis", "lilis@dinas.id", duties=["support"])
    desk = browser.as_(helper)
    assert "Tidak ada yang menunggu" in desk.visit("console.queue").text
    asked = services.ask_about_data(sari, "objection", "Saya menolak keputusan itu.", now())
    page = desk.visit("console.queue")
    assert "Keberatan atas data" in page.text and not page.all(".stat__note--late")
    with transaction() as session:
        session.get_one(RightsRequest, asked.id).due_at = now() - timedelta(hours=1)
    assert desk.visit("console.queue").all(".stat__note--late")


def test_an_officer_without_that_duty_sees_none(browser, yayah):
    desk = browser.as_(yayah)
    assert "Hak data" not in desk.visit("console.queue").text
    desk.visit("console.rights_requests", status=403)


def test_the_second_of_two_officers_hears_what_the_first_one_did(browser, app):
    sari = people.by_phone("Sari", "+6281234567890")
    first = people.officer("Lilis", "lilis@dinas.id", duties=["support"])
    second = people.officer("Asep", "asep@dinas.id", duties=["support"], regency_code="36.01")
    asked = services.ask_about_data(sari, "objection", "Saya menolak keputusan itu.", now())
    desk = browser.as_(second)
    opened = desk.visit("console.rights_request", request_id=asked.id).fields()
    services.answer_request(asked, by=first, done=True, answer="Sudah kami perbaiki.", at=now())
    late = desk.send(
        "console.rights_answer",
        {**opened, "answer": "Kami menolak permintaan ini.", "decision": "tolak"},
        request_id=asked.id,
    )
    assert late.status == 409
    told = late.check().one(".changed").get_text(" ")
    assert "dipenuhi oleh Lilis (Dinas Koperasi dan UKM Provinsi Banten)" in told
    with transaction() as session:
        assert session.get_one(RightsRequest, asked.id).state == "done"


def test_two_officers_on_one_number(browser, app):
    sari = people.by_phone("Sari", "+6281234567890")
    first = people.officer("Lilis", "lilis@dinas.id", duties=["support"])
    second = people.officer("Asep", "asep@dinas.id", duties=["support"], regency_code="36.01")
    asked = services.request_phone_confirmation(sari, now())
    desk = browser.as_(second)
    opened = desk.visit("console.numbers").fields("form.post-button")
    services.confirm_phone(asked, by=first, at=now())
    late = desk.send("console.number_refusal", opened, confirmation_id=asked.id)
    assert late.status == 409
    assert "Nomor dikonfirmasi oleh Lilis" in late.check().one(".changed").get_text(" ")
    own = services.request_phone_confirmation(_with_number(second), now())
    refused = desk.send("console.number_confirmation", {}, confirmation_id=own.id)
    assert refused.status == 422 and "petugas lain" in refused.check().text


def _with_number(person):
    with transaction() as session:
        person = session.merge(person)
        person.phone = "+6281234567899"
    return person
