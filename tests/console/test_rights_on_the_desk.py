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
    assert "tidak ada yang menunggu" in desk.visit("console.queue").text
    asked = services.ask_about_data(sari, "objection", "Saya menolak keputusan itu.", now())
    page = desk.visit("console.queue")
    assert "Permintaan data" in page.text and not page.all(".stat__note--late")
    with transaction() as session:
        session.get_one(RightsRequest, asked.id).due_at = now() - timedelta(hours=1)
    assert desk.visit("console.queue").all(".stat__note--late")


def test_an_officer_without_that_duty_sees_none(browser, yayah):
    desk = browser.as_(yayah)
    assert "Permintaan data" not in desk.visit("console.queue").text
    desk.visit("console.rights_requests", status=403)
