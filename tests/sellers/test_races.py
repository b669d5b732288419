"""Two at the same moment: one shop, one waiting claim, one decision, one badge."""

import threading
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import RuleBroken
from marketplace.sellers import services
from marketplace.sellers.models import Badge, Claim, Shop
from tests.sellers import world

TIMES = 8


def at_once(app: Any, *calls: Callable[[], Any]) -> list[Any]:
    """What each call answers or raises, all begun at the same moment."""
    gate = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        with app.app_context():
            gate.wait()
            try:
                answers[place] = call()
            except Exception as error:
                answers[place] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    db.session.rollback()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def one_won(answers: list[Any]) -> None:
    """Exactly one call worked; every other heard a sentence, not a traceback."""
    failed = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(failed) == len(answers) - 1, failed
    assert all(isinstance(answer, RuleBroken) for answer in failed), failed


def count(model: type, *conditions: Any) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


def test_two_submits_open_one_shop(app, owner):
    def submit() -> Shop:
        return services.open_shop(by=owner, name="Emping", village_code="36.01.13.2011")

    one_won(at_once(app, *[submit] * TIMES))
    assert count(Shop) == 1


def test_shops_of_one_name_opened_at_once_all_stand(app):
    people = [world.person(one) for one in cast.OWNERS]

    def open_for(person: Any) -> Callable[[], Shop]:
        return lambda: services.open_shop(
            by=person, name="Warung Berkah", village_code="36.01.13.2011"
        )

    answers = at_once(app, *[open_for(person) for person in people])
    assert [a for a in answers if isinstance(a, Exception)] == []
    db.session.rollback()
    assert len(set(db.session.scalars(sa.select(Shop.slug)))) == len(people)


def test_two_submits_leave_one_claim_waiting(app, owner, shop, cooperative):
    shop_id = shop.id

    def submit() -> Claim:
        return world.claim_of(db.session.get(Shop, shop_id), owner)

    one_won(at_once(app, *[submit] * TIMES))
    assert count(Claim, Claim.state == "waiting") == 1
    evidence = app.config["SETTINGS"].home / "files" / "private" / "evidence"
    assert len(list(evidence.iterdir())) == 1


def test_two_approvals_give_one_badge(app, claim, yayah):
    halimah = world.officer(cast.HALIMAH)
    claim_id = claim.id

    def approve(by: Any) -> Callable[[], Badge]:
        return lambda: services.approve(
            db.session.get(Claim, claim_id), by=by, reason="Kartu cocok.", version=1
        )

    one_won(at_once(app, *[approve(yayah), approve(halimah)] * (TIMES // 2)))
    assert count(Badge) == 1


def test_approval_and_rejection_at_once_leave_one_decision(app, claim, yayah):
    claim_id = claim.id

    def decide(verb: Callable[..., Any]) -> Callable[[], Any]:
        return lambda: verb(
            db.session.get(Claim, claim_id), by=yayah, reason="Sudah dicocokkan.", version=1
        )

    one_won(at_once(app, decide(services.approve), decide(services.reject)))
    approved = count(Claim, Claim.state == "approved")
    assert count(Badge) == approved and count(Claim, Claim.state == "waiting") == 0


def test_withdrawal_and_approval_at_once_leave_one_answer(app, claim, owner, yayah):
    claim_id = claim.id

    def approve() -> Badge:
        return services.approve(
            db.session.get(Claim, claim_id), by=yayah, reason="Kartu cocok.", version=1
        )

    def withdraw() -> Claim:
        return services.withdraw(db.session.get(Claim, claim_id), by=owner)

    one_won(at_once(app, approve, withdraw))
    assert count(Badge) == count(Claim, Claim.state == "approved")


def test_the_database_itself_refuses_a_second_waiting_claim(claim):
    import pytest

    from marketplace.clock import now
    from marketplace.database import transaction

    facts = {
        name: getattr(claim, name)
        for name in (
            "shop_id", "submitted_by_id", "cooperative_number", "cooperative_id", "role",
            "member_number", "evidence_key", "evidence_type",
        )
    }  # fmt: skip
    with pytest.raises(sa.exc.IntegrityError), transaction() as session:
        session.add(Claim(**facts, submitted_at=now()))
        session.flush()
