"""Turns as the worker takes them: written once, kept in step, and shown to everybody alike."""

from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.demo import cast
from marketplace.promotions import services
from marketplace.promotions.models import Shelf, ShelfExposure
from marketplace.promotions.queries.window import window
from tests.at_once import at_once
from tests.builders import goods, people, promoted, shops

OWNERS = (cast.ROHAYATI, cast.DEWI, cast.UJANG, cast.MAMAN, cast.HENDRA, cast.NURLELA)


def six_shops() -> list[Any]:
    """One listing each of the first five, and of one whose number nobody confirmed."""
    stalls = [shops.shop_and_owner(one, f"Lapak {one.key}") for one in OWNERS]
    return [goods.on_the_street(*stall) for stall in stalls]


def exposures(shelf: str = "terbaru") -> dict[int, int]:
    rows = sa.select(ShelfExposure.shop_id, ShelfExposure.turns).where(ShelfExposure.shelf == shelf)
    return dict(db.session.execute(rows).tuples().all())


def test_a_turn_ends_at_the_hour_and_is_charged_once(app: Any, stopped_clock: Any) -> None:
    stopped_clock.stand_at("2026-11-25 10:10")
    listings = six_shops()
    assert "terbaru" in services.take_turns()
    assert services.take_turns() == [] and exposures() == {}
    stopped_clock.stand_at("2026-11-25 10:59")
    assert services.take_turns() == []
    stopped_clock.stand_at("2026-11-25 11:00")
    assert "terbaru" in services.take_turns() and services.take_turns() == []
    # Nobody may ask Nurlela yet, so she does not stand there.
    assert exposures() == {one.shop_id: 1 for one in listings[:5]}


def test_a_clock_put_back_charges_nothing_twice_and_never_stands_still(
    app: Any, stopped_clock: Any
) -> None:
    stopped_clock.stand_at("2026-11-25 10:10")
    six_shops()
    services.take_turns()
    stopped_clock.stand_at("2026-11-25 11:00")
    services.take_turns()
    once = exposures()
    stopped_clock.stand_at("2026-11-25 10:50")
    services.take_turns()
    assert exposures() == once
    stopped_clock.stand_at("2027-11-25 10:50")  # a wrong clock, for a minute
    services.take_turns()
    stopped_clock.stand_at("2026-11-25 11:01")
    services.take_turns()
    db.session.rollback()
    assert db.session.get_one(Shelf, "terbaru").ends_at.year == 2026


def test_two_workers_charge_a_turn_once(app: Any, stopped_clock: Any) -> None:
    stopped_clock.stand_at("2026-11-25 10:10")
    six_shops()
    at_once(app, services.take_turns, services.take_turns)
    stopped_clock.stand_at("2026-11-25 11:00")
    at_once(app, services.take_turns, services.take_turns, services.take_turns)
    db.session.rollback()
    assert set(exposures().values()) == {1}


def test_the_worker_and_a_first_page_draw_the_same(app: Any, stopped_clock: Any) -> None:
    at = stopped_clock.stand_at("2026-11-25 10:10")
    six_shops()
    before = window(at).newest.cards
    services.take_turns()
    assert window(at).newest.cards == before


def test_a_collection_on_the_home_page_takes_turns_too(app: Any, stopped_clock: Any) -> None:
    at = stopped_clock.stand_at("2026-11-25 10:10")
    listings = six_shops()[:5]
    arif = people.appointed(cast.ARIF)
    made = promoted.running(arif, listings)
    services.take_turns()
    firsts = set()
    for hour in range(11, 16):
        at = stopped_clock.stand_at(f"2026-11-25 {hour}:00")
        services.take_turns()
        (shelf,) = window(at).collections
        assert sorted(card.id for card in shelf.cards) == sorted(one.id for one in listings)
        firsts.add(shelf.cards[0].id)
    assert len(firsts) > 2
    services.end(made, version=made.version, by=arif, reason_code="done")
    services.take_turns()
    db.session.rollback()
    assert db.session.get(Shelf, f"koleksi:{made.id}") is None
    assert exposures(f"koleksi:{made.id}") == {}


def test_what_is_new_need_not_wait_for_the_end_of_a_turn(app: Any, stopped_clock: Any) -> None:
    at = stopped_clock.stand_at("2026-11-25 10:10")
    one = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    goods.on_the_street(*one)
    services.take_turns()
    stopped_clock.stand_at("2026-11-25 10:20")
    fresh = goods.on_the_street(*shops.shop_and_owner(cast.DEWI, "Batik Dewi"))
    services.take_turns()
    assert fresh.id in [card.id for card in window(at).newest.cards]
