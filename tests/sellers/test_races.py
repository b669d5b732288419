"""Two at the same moment: one shop, one waiting claim, one decision, one badge."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.sellers import services
from marketplace.sellers.models import Badge, Claim, Shop
from tests.at_once import at_once, refusals
from tests.builders import memberships, people

TIMES = 8


def one_won(answers: list[Any]) -> None:
    """Exactly one call worked; every other heard a sentence."""
    assert len(refusals(answers)) == len(answers) - 1


def count(model: type, *conditions: Any) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


def test_two_submits_open_one_shop(app, owner):
    def submit() -> Shop:
        return services.open_shop(by=owner, name="Emping", village_code="36.01.13.2011")

    one_won(at_once(app, *[submit] * TIMES))
    assert count(Shop) == 1


def test_shops_of_one_name_opened_at_once_all_stand(app):
    owners = [people.person(one) for one in cast.OWNERS]

    def open_for(owner: Any) -> Callable[[], Shop]:
        return lambda: services.open_shop(
            by=owner, name="Warung Berkah", village_code="36.01.13.2011"
        )

    answers = at_once(app, *[open_for(one) for one in owners])
    assert refusals(answers) == []
    db.session.rollback()
    assert len(set(db.session.scalars(sa.select(Shop.slug)))) == len(owners)


def test_two_submits_leave_one_claim_waiting(app, owner, shop, cooperative):
    shop_id = shop.id

    def submit() -> Claim:
        return memberships.claim_of(db.session.get(Shop, shop_id), owner)

    one_won(at_once(app, *[submit] * TIMES))
    assert count(Claim, Claim.state == "waiting") == 1
    evidence = app.config["SETTINGS"].home / "files" / "private" / "evidence"
    assert len(list(evidence.iterdir())) == 1


def test_two_approvals_give_one_badge(app, claim, yayah):
    halimah = people.appointed(cast.HALIMAH)
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
    facts = {
        name: getattr(claim, name)
        for name in (
            "shop_id", "submitted_by_id", "kind", "number", "cooperative_id", "role",
            "member_number", "since",
        )
    }  # fmt: skip
    with pytest.raises(sa.exc.IntegrityError), transaction() as session:
        session.add(Claim(**facts, submitted_at=now()))
        session.flush()
