"""Whose badge runs out is told so at 60, 30 and 7 days, each once for each last day."""

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.events import Event
from marketplace.mail import Mail
from marketplace.sellers.models import Badge
from marketplace.sellers.services import badge_warnings
from tests.at_once import at_once
from tests.builders import memberships

LAST = date(2028, 2, 29)


@pytest.fixture
def badge(shop, owner, cooperative, yayah) -> Badge:
    with transaction() as session:
        owner = session.merge(owner)
        owner.email, owner.email_confirmed_at = "rohayati@contoh.test", now()
    return memberships.badge_of(shop, owner, yayah, expires_on=LAST)


def told() -> list[tuple[str, int]]:
    db.session.rollback()
    names = ("badge.runs_out", "badge.expired")
    of_badges = sa.select(Event).where(Event.name.in_(names)).order_by(Event.id)
    return [(event.name, event.details["days"]) for event in db.session.scalars(of_badges)]


def letters() -> list[str]:
    return list(db.session.scalars(sa.select(Mail.subject).order_by(Mail.id)))


def night(clock, at: str) -> int:
    clock.stand_at(at)
    return badge_warnings.warn_of_expiry()


def test_each_threshold_once_then_that_it_ran_out(badge, stopped_clock):
    nights = {
        "2027-12-30 23:59": 0, "2027-12-31 00:00": 1, "2027-12-31 03:00": 0,
        "2028-01-30 02:00": 1, "2028-02-22 02:00": 1, "2028-02-29 23:59": 0,
        "2028-03-01 00:00": 1, "2028-03-02 02:00": 0,
    }  # fmt: skip
    assert {at: night(stopped_clock, at) for at in nights} == nights
    runs_out = [("badge.runs_out", days) for days in (60, 30, 7)]
    assert told() == [*runs_out, ("badge.expired", 0)]
    assert letters()[0] == "Lencana Emping Rohayati berakhir pada 29 Februari 2028"
    assert letters()[3] == "Lencana Emping Rohayati sudah berakhir"


def test_a_clock_that_jumps_tells_of_the_nearest_and_backwards_of_nothing(badge, stopped_clock):
    assert night(stopped_clock, "2028-02-25 02:00") == 1
    assert night(stopped_clock, "2028-01-02 02:00") == 0
    assert night(stopped_clock, "2028-02-10 02:00") == 0
    assert told() == [("badge.runs_out", 7)]
    assert night(stopped_clock, "2028-03-01 00:00") == 1
    assert night(stopped_clock, "2028-02-28 02:00") == night(stopped_clock, "2028-03-01 02:00") == 0


def test_a_renewed_badge_begins_anew_and_a_revoked_one_is_not_warned_of(badge, stopped_clock):
    assert night(stopped_clock, "2028-02-20 02:00") == 1
    with transaction() as session:
        session.get_one(Badge, badge.id).expires_on = date(2028, 4, 1)
    assert night(stopped_clock, "2028-02-21 02:00") == 1
    assert told() == [("badge.runs_out", 30), ("badge.runs_out", 60)]
    with transaction() as session:
        session.get_one(Badge, badge.id).revoked_at = now()
    assert night(stopped_clock, "2028-03-30 02:00") == 0


def test_two_workers_warn_once(app, badge, stopped_clock):
    stopped_clock.stand_at("2028-02-25 02:00")
    at_once(app, *[badge_warnings.warn_of_expiry] * 3)
    assert told() == [("badge.runs_out", 7)] and today() == date(2028, 2, 25)
