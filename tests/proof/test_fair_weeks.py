"""Thirty days of shelves of every size: the figures that `docs/operating.md` tells."""

import pytest

from tests.promotions.fair_weeks import Month

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("slots", "shops"), [(8, 40), (8, 97), (5, 97), (8, 1000), (24, 5000)])
def test_a_month_is_fair_for_whoever_stays(slots: int, shops: int, seed: int) -> None:
    if shops > 1000 and seed > 1:
        pytest.skip("one month of so many takes a minute")
    month = Month(slots, shops, seed)
    print(f"{slots}/{shops}: {month.turns} turns, spread {100 * month.spread:.1f} %")
    assert month.spread <= 0.10
