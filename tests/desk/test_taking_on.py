"""Taking on, letting go and handing on: a hint to colleagues that never stops a decision."""

import pytest
import sqlalchemy as sa

from marketplace import nightly
from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.desk import services
from marketplace.desk.models import Assignment
from marketplace.desk.services import AlreadyDecided, HeldByAnother
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from tests.at_once import at_once, refusals
from tests.desk.conftest import number

TIMES = 6


def holder(kind: str, subject_id: int) -> int | None:
    """Who has it."""
    db.session.rollback()
    return db.session.scalar(
        sa.select(Assignment.officer_id).where(
            Assignment.kind == kind, Assignment.subject_id == subject_id
        )
    )


def story() -> list[str]:
    """What the trail tells of the desk."""
    names = sa.select(Event.name).where(Event.name.like("desk.%")).order_by(Event.id)
    return list(db.session.scalars(names))


def test_an_officer_takes_on_and_lets_go(claim, yayah):
    services.take_on("claim", claim.id, by=yayah)
    services.take_on("claim", claim.id, by=yayah)
    assert holder("claim", claim.id) == yayah.id
    services.release("claim", claim.id, by=yayah)
    services.release("claim", claim.id, by=yayah)
    assert holder("claim", claim.id) is None
    assert story() == ["desk.taken", "desk.released"]


def test_what_a_colleague_holds_is_refused_with_her_name(claim, yayah, asep):
    services.take_on("claim", claim.id, by=yayah)
    for verb in (services.take_on, services.release):
        with pytest.raises(HeldByAnother, match=yayah.name):
            verb("claim", claim.id, by=asep)
    assert holder("claim", claim.id) == yayah.id


def test_it_is_handed_to_a_colleague_who_may_decide_on_it(owner, claim, yayah, asep, entin):
    services.take_on("claim", claim.id, by=yayah)
    services.hand_to("claim", claim.id, to=asep, by=yayah)
    assert holder("claim", claim.id) == asep.id
    with pytest.raises(RuleBroken, match="tidak bertugas untuk ini"):
        services.hand_to("claim", claim.id, to=entin, by=yayah)
    assert story() == ["desk.taken", "desk.handed"]


def test_a_stranger_office_finds_nothing_to_take(claim, entin):
    with pytest.raises(NotFound):
        services.take_on("claim", claim.id, by=entin)
    with pytest.raises(NotFound):
        services.take_on("made-up", claim.id, by=entin)


def test_what_is_decided_is_not_taken_and_is_tidied_away_at_night(owner, yayah, asep):
    asked = number(owner)
    services.take_on("number", asked.id, by=yayah)
    accounts.refuse_phone(asked, by=asep, at=now())
    with pytest.raises(AlreadyDecided):
        services.take_on("number", asked.id, by=asep)
    assert holder("number", asked.id) == yayah.id
    nightly.run_due(now())
    assert holder("number", asked.id) is None


def test_several_are_answered_for_one_by_one(owner, claim, yayah, asep):
    free, decided = number(owner), number(owner)
    accounts.refuse_phone(decided, by=asep, at=now())
    services.take_on("claim", claim.id, by=yayah)
    keys = [("number", free.id), ("number", decided.id), ("claim", claim.id), ("number", free.id)]
    outcome = services.several(
        keys, lambda kind, id_: services.take_on(kind, id_, by=asep), by=asep
    )
    assert (outcome.done, outcome.decided, outcome.held) == (1, 1, 1)
    assert holder("number", free.id) == asep.id


def test_nothing_is_done_when_one_of_several_is_not_hers(owner, claim, entin):
    asked = number(owner)
    with pytest.raises(NotFound):
        services.several(
            [("number", asked.id), ("claim", claim.id)],
            lambda kind, id_: services.take_on(kind, id_, by=entin),
            by=entin,
        )
    assert holder("number", asked.id) is None


def test_two_who_take_it_at_once_have_one_holder(app, claim, yayah, asep):
    claim_id, theirs = claim.id, (yayah.id, asep.id)

    def take(officer_id):
        return lambda: services.take_on("claim", claim_id, by=db.session.get(User, officer_id))

    answers = at_once(app, *[take(one) for one in theirs] * (TIMES // 2))
    assert len(refusals(answers)) == TIMES // 2
    assert holder("claim", claim_id) in theirs
    assert story() == ["desk.taken"]


def test_an_officer_who_left_takes_nothing_on(claim, yayah, jajang):
    with transaction():
        accounts.end_appointment(yayah.appointment, by=jajang, at=now())
    with pytest.raises((NotFound, RuleBroken)):
        services.take_on("claim", claim.id, by=yayah)
