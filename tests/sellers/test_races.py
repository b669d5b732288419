"""Two at the same moment: one shop, one waiting claim, one decision, one badge."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.sellers import services
from marketplace.sellers.models import Badge, Claim, ClaimNote, Shop
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


def acting(verb: Callable[..., Any], claim_id: int, by: Any, seen: Any) -> Callable[[], Any]:
    """One officer's step on a claim as it was when all of them opened it."""
    return lambda: verb(
        db.session.get(Claim, claim_id), by=by, reason="Sudah dicocokkan.", seen=seen
    )


def test_two_checks_leave_one(app, claim, yayah):
    halimah, seen = people.appointed(cast.HALIMAH), memberships.seen(claim)
    steps = [acting(services.check, claim.id, by, seen) for by in (yayah, halimah)]
    one_won(at_once(app, *steps * (TIMES // 2)))
    assert count(Claim, Claim.state == "checked") == 1 and count(ClaimNote) == 2


def test_two_approvals_give_one_badge(app, claim, yayah):
    halimah = people.appointed(cast.HALIMAH)
    memberships.checked(claim)
    seen = memberships.seen(claim)
    steps = [acting(services.approve, claim.id, by, seen) for by in (yayah, halimah)]
    one_won(at_once(app, *steps * (TIMES // 2)))
    assert count(Badge) == 1


def test_approval_and_rejection_at_once_leave_one_decision(app, claim, yayah):
    memberships.checked(claim)
    seen = memberships.seen(claim)
    one_won(
        at_once(
            app,
            *[
                acting(verb, claim.id, yayah, seen)
                for verb in (services.approve, services.reject, services.send_back)
            ],
        )
    )
    approved = count(Claim, Claim.state == "approved")
    assert count(Badge) == approved and count(Claim, Claim.state == "checked") == 0


def test_withdrawal_and_approval_at_once_leave_one_answer(app, claim, owner, yayah):
    memberships.checked(claim)
    claim_id, seen = claim.id, memberships.seen(claim)

    def withdraw() -> Claim:
        return services.withdraw(db.session.get(Claim, claim_id), by=owner)

    one_won(at_once(app, acting(services.approve, claim_id, yayah, seen), withdraw))
    assert count(Badge) == count(Claim, Claim.state == "approved")


def test_an_interest_declared_at_the_same_moment_counts(app, claim, shop, yayah):
    memberships.checked(claim)
    seen, shop_id = memberships.seen(claim), shop.id

    def declare() -> Any:
        return services.declare_interest(db.session.get(Shop, shop_id), by=yayah, relation="kin")

    answers = at_once(app, acting(services.approve, claim.id, yayah, seen), declare)
    assert not isinstance(answers[1], Exception)
    assert count(Badge) == int(not refusals(answers))


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
