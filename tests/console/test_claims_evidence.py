"""The photo of a card: for officers who decide about it, and for nobody else."""

import pytest

from marketplace.demo import cast
from marketplace.sellers import services
from tests.builders import people


def photo_as(browser, claim):
    return browser.client.get(f"/dinas/klaim/{claim.id}/bukti/{claim.evidence[0].id}")


def test_an_officer_of_this_office_sees_the_photo(browser, claim, yayah, statements):
    answer = photo_as(browser.as_(yayah), claim)
    assert answer.status_code == 200 and answer.data[:4] == b"RIFF"
    headers = answer.headers
    assert headers["Content-Type"] == "image/webp"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert claim.evidence[0].key not in str(headers)


def test_looking_writes_nothing(browser, claim, yayah, statements):
    desk = browser.as_(yayah)
    photo_as(desk, claim)
    with statements() as seen:
        photo_as(desk, claim)
    assert seen and all(statement.lstrip().startswith("SELECT") for statement in seen)


@pytest.mark.parametrize(
    ("who", "status"),
    [(cast.HALIMAH, 200), (cast.ENTIN, 404), (cast.DEDI, 404), (cast.LILIS, 403),
     (cast.ARIF, 403), (cast.JAJANG, 403)],
    ids=lambda one: getattr(one, "key", one),
)  # fmt: skip
def test_other_officers_see_what_their_office_and_duty_allow(browser, claim, who, status):
    assert photo_as(browser.as_(people.appointed(who)), claim).status_code == status


def test_nobody_else_sees_it_not_even_its_owner(browser, claim, owner, stranger):
    assert photo_as(browser, claim).status_code == 302
    for person in (owner, stranger, people.person(cast.SARI)):
        assert photo_as(browser.as_(person), claim).status_code == 403


def test_an_officer_whose_appointment_ended_sees_nothing(browser, claim, yayah):
    from marketplace.clock import now
    from marketplace.database import transaction

    desk = browser.as_(yayah)
    assert photo_as(desk, claim).status_code == 200
    with transaction() as session:
        session.get_one(type(yayah), yayah.id).appointment.end(now())
    assert photo_as(desk, claim).status_code in (302, 403)


def test_a_deleted_photo_is_not_found(browser, claim, owner, yayah, worker):
    services.withdraw(claim, by=owner)
    worker()
    assert photo_as(browser.as_(yayah), claim).status_code == 404
