"""A fair turn: over 30 days nobody who stays is shown a tenth more than anybody else."""

from datetime import date, datetime, timedelta

import pytest

from marketplace.clock import WIB
from marketplace.places import queries as places
from marketplace.promotions.fairness.measures import measures
from marketplace.promotions.fairness.turns import Ledger, drawn, order
from tests.promotions.fair_weeks import Month

ENOUGH = 0.10
# Shops of each kabupaten and kota: from a village's worth to a town's.
REGENCIES = (7, 12, 24, 31, 45, 60, 88, 120)


@pytest.mark.parametrize(("slots", "shops"), [(8, 40), (8, 97), (5, 24), (5, 7)])
def test_thirty_days_are_fair(slots: int, shops: int) -> None:
    assert Month(slots, shops).spread <= ENOUGH


def test_thirty_days_are_fair_in_each_kabupaten_and_kota() -> None:
    assert len(places.regencies()) == len(REGENCIES)
    months = [Month(measures().slots, shops, seed=shops) for shops in REGENCIES]
    assert max(month.spread for month in months) <= ENOUGH


def test_a_newcomer_neither_catches_up_nor_waits_for_ever() -> None:
    """Who came on the fifteenth day was shown about as much since then as everybody else."""
    figures, ledger, at = measures(), Ledger(), datetime(2026, 11, 1, tzinfo=WIB)
    shops, seen = set(range(20)), dict.fromkeys(range(21), 0)
    for turn in range(30 * 24):
        if turn == 15 * 24:
            shops.add(20)
            seen = dict.fromkeys(seen, 0)
        spread = figures.spread(60)
        candidates = dict.fromkeys(shops, (0,))
        first = order(candidates, ledger, shelf="x", day=at.date(), spread=spread, most=5)
        shown, views = (
            [shop for shop, _ in first],
            figures.views_between(at, at + timedelta(hours=1)),
        )
        for slot, shop in enumerate(shown):
            seen[shop] += figures.worth(slot, views)
        ledger.charge(shown, len(shops), views, figures, spread)
        at += timedelta(hours=1)
    others = [seen[shop] for shop in range(20)]
    mean = sum(others) / 20
    assert abs(seen[20] - mean) <= ENOUGH * mean


def test_the_draw_of_a_day_is_the_same_for_everybody_who_checks() -> None:
    day, candidates = date(2026, 11, 25), {shop: (shop,) for shop in range(30)}
    first = order(candidates, Ledger(), shelf="terbaru", day=day, spread=0, most=30)
    backwards = dict(reversed(candidates.items()))
    assert order(backwards, Ledger(), shelf="terbaru", day=day, spread=0, most=30) == first
    tomorrow = order(
        candidates, Ledger(), shelf="terbaru", day=day + timedelta(days=1), spread=0, most=30
    )
    assert tomorrow != first and sorted(tomorrow) == sorted(first)
    assert drawn("terbaru", day, 1) != drawn("daerah:36.01", day, 1)


def test_the_listings_of_a_shop_take_turns() -> None:
    ledger, shown = Ledger(), []
    for _ in range(4):
        (_, listing), *_ = order(
            {1: [30, 10, 20]}, ledger, shelf="x", day=date.min, spread=0, most=1
        )
        shown.append(listing)
        ledger.charge([1], 1, 1.0, measures(), 0)
    assert shown == [10, 20, 30, 10]


def test_a_turn_is_as_long_as_fairness_allows() -> None:
    figures = measures()
    lengths = [figures.minutes_for(shops, 5) for shops in (3, 40, 97, 500, 1000, 5000)]
    assert lengths == sorted(lengths, reverse=True) and lengths[0] == 60
    at = datetime(2026, 11, 25, 23, 40, tzinfo=WIB)
    assert figures.end_of_turn(at, 60) == datetime(2026, 11, 26, tzinfo=WIB)
