"""Thirty days of shelves of every size: the figures that `docs/operating.md` tells."""

import pytest

from tests.promotions.fair_weeks import Month

pytestmark = pytest.mark.proof


SMALL = [(8, 40), (8, 97), (5, 97), (8, 1000)]
# A month of five thousand shops takes a minute: once is enough.
MONTHS = [(*one, seed) for one in SMALL for seed in (1, 2, 3)] + [(24, 5000, 1)]


@pytest.mark.parametrize(("slots", "shops", "seed"), MONTHS)
def test_a_month_is_fair_for_whoever_stays(slots: int, shops: int, seed: int) -> None:
    month = Month(slots, shops, seed)
    print(f"{slots}/{shops}: {month.turns} turns, spread {100 * month.spread:.1f} %")
    assert month.spread <= 0.10
