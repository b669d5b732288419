"""A suspension with a last day ends when that day is over in Banten, by itself and once."""

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.clock import today
from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import RuleBroken
from marketplace.events import Event
from marketplace.sellers import services
from marketplace.sellers.models import Shop
from tests.afterwards import fresh
from tests.at_once import at_once, refusals
from tests.builders import people

REASON = "Menjual barang tiruan."


def lifted() -> int:
    db.session.rollback()
    wanted = sa.select(sa.func.count()).where(Event.name == "shop.suspension_lifted")
    return db.session.scalar(wanted) or 0


@pytest.fixture
def asep(app):
    """An officer of Pandeglang who supervises."""
    return people.appointed(cast.ASEP)


def test_it_ends_at_midnight_in_banten_and_only_once(app, shop, asep, stopped_clock):
    stopped_clock.stand_at("2026-02-26 10:00")
    services.suspend(shop, by=asep, reason=REASON, code="palsu", until=date(2026, 2, 28))
    assert fresh(shop).suspended_until == date(2026, 2, 28)
    stopped_clock.stand_at("2026-02-28 23:59")
    assert services.end_suspensions() == 0
    stopped_clock.stand_at("2026-03-01 00:00")
    assert services.end_suspensions() == 1
    assert fresh(shop).is_open_to_public and fresh(shop).suspended_until is None
    stopped_clock.stand_at("2026-02-27 12:00")
    assert services.end_suspensions() == 0
    assert fresh(shop).is_open_to_public and lifted() == 1


def test_without_a_last_day_it_is_looked_at_again(app, shop, asep, stopped_clock):
    stopped_clock.stand_at("2026-11-25 10:00")
    services.suspend(shop, by=asep, reason=REASON)
    assert fresh(shop).suspension_review_on == date(2027, 2, 23)
    stopped_clock.stand_at("2030-01-01 00:00")
    assert services.end_suspensions() == 0


@pytest.mark.parametrize("days", [{"until": date(2020, 1, 1)}, {"until": date(2099, 1, 1)}])
def test_days_beyond_the_rules_are_refused(shop, asep, days):
    with pytest.raises(RuleBroken, match="hari"):
        services.suspend(shop, by=asep, reason=REASON, **days)
    assert fresh(shop).suspended_at is None


def test_its_end_and_an_officer_at_once_let_it_back_once(app, shop, asep, stopped_clock):
    stopped_clock.stand_at("2026-11-25 10:00")
    services.suspend(shop, by=asep, reason=REASON, until=today())
    stopped_clock.stand_at("2026-11-26 00:00")
    shop_id = shop.id

    def lift() -> None:
        services.lift_suspension(db.session.get(Shop, shop_id), by=asep, reason="Sudah ditarik.")

    answers = at_once(app, lift, services.end_suspensions, lift, services.end_suspensions)
    told = len([one for one in answers if one is None]) + sum(
        one for one in answers if isinstance(one, int)
    )
    assert told == 1 and len(refusals(answers)) in (1, 2)
    assert fresh(shop).is_open_to_public and lifted() == 1
