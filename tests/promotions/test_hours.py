"""Collections begin and end at their minute in Banten, each once, whatever the clock does."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace import create_app
from marketplace.clock import WIB, now
from marketplace.database import db
from marketplace.demo import cast
from marketplace.events import Event
from marketplace.promotions import services
from marketplace.promotions.models import Collection
from marketplace.promotions.queries import collections as queries
from marketplace.promotions.queries.desk import counts
from tests.at_once import at_once
from tests.builders import goods, people, promoted, shops
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema, url_of

MOMENTS = [
    # a day, a month's end, 29 February, a year's end
    ("2026-11-25 07:00", "2026-11-25 16:59"),
    ("2026-11-30 00:00", "2026-11-30 23:59"),
    ("2028-02-29 00:00", "2028-02-29 23:59"),
    ("2026-12-31 23:59", "2027-01-01 00:00"),
]


def told() -> list[str]:
    chosen = sa.select(Event.name).where(Event.name.in_(("collection.begun", "collection.ended")))
    return list(db.session.scalars(chosen.order_by(Event.id)))


def standing(made: Collection) -> str:
    """As the record, its condition in the database, and the desk's counts say alike."""
    db.session.rollback()
    one = db.session.get_one(Collection, made.id)
    said = one.standing(now())
    assert bool(queries.addresses(now())) == (said == "running")
    assert counts(now())[said] == 1
    return said


def made_for(first: str, last: str, listing: Any, by: Any) -> Collection:
    days = [datetime.fromisoformat(one).replace(tzinfo=WIB) for one in (first, last)]
    return promoted.running(by, [listing], period=promoted.period(*days))


@pytest.fixture
def arif(app: Any) -> Any:
    """The officer of the province who curates."""
    return people.appointed(cast.ARIF)


@pytest.mark.parametrize(("first", "last"), MOMENTS)
def test_it_runs_from_its_first_minute_through_its_last(
    first: str, last: str, arif: Any, listing: Any, stopped_clock: Any
) -> None:
    stopped_clock.stand_at("2026-11-24 12:00")
    made = made_for(first, last, listing, arif)
    minutes = (made.begins_at, made.ends_at)
    seen = []
    a_second = timedelta(seconds=1)
    for instant in (minutes[0] - a_second, minutes[0], minutes[1] - a_second, minutes[1]):
        stopped_clock.stand_at(instant.astimezone(WIB).strftime("%Y-%m-%d %H:%M:%S"))
        seen.append(standing(made))
        services.begin_and_end()
        assert standing(made) == seen[-1]
        services.begin_and_end()
    assert seen == ["planned", "running", "running", "ended"]
    assert told() == ["collection.begun", "collection.ended"]


def test_a_clock_put_back_begins_and_ends_nothing_twice(
    arif: Any, listing: Any, stopped_clock: Any
) -> None:
    stopped_clock.stand_at("2026-11-24 12:00")
    made = made_for("2026-11-25 08:00", "2026-11-25 17:00", listing, arif)
    expected = ("07:59 planned", "08:00 running", "07:30 running", "17:01 ended", "16:00 ended")
    for moment, said in map(str.split, expected):
        stopped_clock.stand_at(f"2026-11-25 {moment}")
        services.begin_and_end()
        assert standing(made) == said, moment
    assert told() == ["collection.begun", "collection.ended"]


def test_two_workers_end_it_once(app: Any, arif: Any, listing: Any, stopped_clock: Any) -> None:
    stopped_clock.stand_at("2026-11-24 12:00")
    made = made_for("2026-11-24 13:00", "2026-11-25 17:00", listing, arif)
    stopped_clock.stand_at("2026-11-26 00:00")
    results = at_once(app, *[services.begin_and_end] * 3)
    assert sum(results) == 2 and told() == ["collection.begun", "collection.ended"]
    assert standing(made) == "ended"


def test_it_may_run_again_with_another_period(arif: Any, listing: Any, stopped_clock: Any) -> None:
    stopped_clock.stand_at("2026-11-24 12:00")
    made = made_for("2026-11-24 13:00", "2026-11-25 17:00", listing, arif)
    stopped_clock.stand_at("2026-11-26 00:00")
    services.begin_and_end()
    db.session.refresh(made)
    days = services.Period(date(2026, 12, 1), time(8), date(2026, 12, 2), time(8))
    made = services.edit(made, promoted.said(period=days), version=made.version, by=arif)
    services.publish(made, version=made.version, by=arif)
    assert standing(made) == "planned"
    stopped_clock.stand_at("2026-12-01 08:00")
    services.begin_and_end()
    assert standing(made) == "running"
    assert told() == ["collection.begun", "collection.ended", "collection.begun"]


@pytest.fixture
def keeping(tmp_path: Any) -> Any:
    """An application that keeps pages, with a listing and whoever curates."""
    app: Flask = create_app(settings_for(tmp_path, url_of("sqlite", tmp_path), page_cache_mb=4))
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        listing = goods.on_the_street(*shops.shop_and_owner(cast.ROHAYATI))
        yield app, listing, people.appointed(cast.ARIF)
        db.session.rollback()
        db.engine.dispose()


def test_kept_pages_follow_the_minute_without_a_write(keeping: Any, stopped_clock: Any) -> None:
    app, listing, arif = keeping
    client = app.test_client()
    stopped_clock.stand_at("2026-11-24 12:00")
    made = made_for("2026-11-25 08:00", "2026-11-25 17:00", listing, arif)
    url = made.url
    db.session.rollback()
    seen = {}
    for moment in ("07:59:59", "08:00:00", "17:00:59", "17:01:00"):
        stopped_clock.stand_at(f"2026-11-25 {moment}")
        for _ in range(2):  # made, then kept
            home, page = client.get("/").get_data(as_text=True), client.get(url)
            seen[moment] = (url in home, page.status_code)
    assert seen == {
        "07:59:59": (False, 404),
        "08:00:00": (True, 200),
        "17:00:59": (True, 200),
        "17:01:00": (False, 410),
    }
    assert app.extensions["page_cache.pages"].hits > 0
