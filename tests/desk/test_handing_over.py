"""An officer leaves: her work goes to a colleague or her office at once, and nothing is lost."""

import pytest
import sqlalchemy as sa

from marketplace.accounts import services as accounts
from marketplace.accounts.models import Officer, User
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.demo import cast
from marketplace.desk import queries, services
from marketplace.desk.models import Assignment
from marketplace.desk.queries import Wanted
from marketplace.errors import RuleBroken
from marketplace.events import Event
from marketplace.sellers import services as claims
from tests.at_once import at_once
from tests.builders import memberships, people
from tests.desk.conftest import number


def holders() -> dict[str, int]:
    """Who has what."""
    db.session.rollback()
    return {f"{one.kind}-{one.subject_id}": one.officer_id for one in _assignments()}


def _assignments() -> list[Assignment]:
    return list(db.session.scalars(sa.select(Assignment).order_by(Assignment.id)))


def is_present(officer_id: int) -> bool:
    """Whether an appointment holds."""
    db.session.rollback()
    return db.session.get_one(Officer, officer_id).is_present


@pytest.fixture
def busy(owner, claim, yayah):
    """Yayah, who has taken on a claim and a number."""
    asked = number(owner)
    services.take_on("claim", claim.id, by=yayah)
    services.take_on("number", asked.id, by=yayah)
    return yayah


def test_her_work_goes_to_a_colleague_when_her_appointment_ends(busy, asep, jajang):
    done = services.end_and_hand_over(busy.officer, to=asep, by=jajang, at=now())
    assert (done.moved, done.left) == (2, 0)
    assert set(holders().values()) == {asep.id}
    assert not is_present(busy.appointment.id)
    told = db.session.scalars(sa.select(Event).where(Event.name == "desk.handed_over")).one()
    assert told.actor_id == jajang.id and told.details["to_id"] == asep.id


def test_what_is_not_the_colleagues_goes_back_to_the_office(busy, entin, jajang, asep, claim):
    done = services.reassign(busy.officer, to=entin, by=jajang)
    assert (done.moved, done.left) == (1, 1)
    assert is_present(busy.appointment.id)
    assert f"claim-{claim.id}" in {one.key for one in queries.inbox(asep, Wanted()).items}


def test_an_end_without_a_handover_lets_go_of_everything(busy, jajang, worker):
    accounts.end_appointment(busy.officer, by=jajang, at=now())
    worker()
    assert holders() == {}


def test_nobody_hands_over_to_herself_or_to_who_has_left(busy, asep, jajang, owner):
    with pytest.raises(RuleBroken, match="rekan yang lain"):
        services.reassign(busy.officer, to=busy, by=jajang)
    accounts.end_appointment(asep.officer, by=jajang, at=now())
    db.session.expire_all()
    with pytest.raises(RuleBroken, match="tidak lagi bertugas"):
        services.end_and_hand_over(busy.officer, to=asep, by=jajang, at=now())
    assert is_present(busy.appointment.id) and set(holders().values()) == {busy.id}
    with pytest.raises(RuleBroken, match="administrator"):
        services.reassign(busy.officer, to=None, by=busy)


def test_an_office_with_one_officer_of_a_duty_is_told(yayah, asep):
    assert queries.only_she_has(yayah) == ["register"]
    assert queries.only_she_has(asep) == ["supervise", "support"]
    assert queries.successors_of(yayah) == [asep]


def test_a_handover_beside_taking_and_deciding_loses_nothing(app, owner, claim, yayah, asep):
    jajang = people.appointed(cast.JAJANG)
    waiting = [number(owner).id for _ in range(6)]
    ids = {"yayah": yayah.id, "asep": asep.id, "jajang": jajang.id, "officer": yayah.officer.id}

    def who(name):
        return db.session.get_one(User, ids[name])

    def take(number_id):
        return lambda: services.take_on("number", number_id, by=who("yayah"))

    def decide(number_id):
        def act():
            asked = db.session.get_one(queries.SOURCES["number"].model, number_id)
            accounts.refuse_phone(asked, by=who("asep"), at=now())

        return act

    def leave():
        officer = db.session.get_one(Officer, ids["officer"])
        return services.end_and_hand_over(officer, to=who("asep"), by=who("jajang"), at=now())

    at_once(app, *[take(one) for one in waiting], *[decide(one) for one in waiting[:2]], leave)
    assert not is_present(ids["officer"])
    # Whatever she got hold of before she left went with the hand-over; nothing stayed with her.
    assert ids["yayah"] not in holders().values()
    left = {one.key for one in queries.inbox(db.session.get_one(User, ids["asep"]), Wanted()).items}
    assert left == {f"number-{one}" for one in waiting[2:]} | {f"claim-{claim.id}"}


def test_what_she_checked_stays_checked_and_she_never_approves_it(
    owner, claim, yayah, asep, jajang
):
    memberships.checked(claim, by=yayah)
    services.end_and_hand_over(yayah.officer, to=None, by=jajang, at=now())
    back = {"regency_code": None, "duties": ["verify"], "by": jajang, "at": now()}
    accounts.appoint(yayah, is_administrator=False, **back)
    db.session.expire_all()
    assert [one.key for one in queries.inbox(asep, Wanted()).items] == [f"claim-{claim.id}"]
    assert queries.inbox(yayah, Wanted()).items == []
    with transaction():
        locked(claim.shop).whatsapp_confirmed_at = now()
    decision = {"reason": "Cocok dengan register.", "seen": memberships.seen(claim)}
    with pytest.raises(RuleBroken):
        claims.approve(claim, by=yayah, **decision)
    assert claims.approve(claim, by=asep, **decision).shop_id == claim.shop_id
