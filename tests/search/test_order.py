"""The order of results: words first, quality among near ties, and a fair turn for every shop."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import numpy as np
import pytest

from marketplace.search.columns import COLUMNS, Columns
from marketplace.search.interface import Query
from marketplace.search.ranking import order, quality
from tests.search.shelf import TODAY

NOW = round(datetime(2026, 11, 1, tzinfo=UTC).timestamp() * 1_000_000)


def shelf(shops: list[int], **given: object) -> Columns:
    """Listings 1…n of the shops, published one after another; the rest as given."""
    count = len(shops)
    columns = {name: np.zeros(count, np.int64) for name in COLUMNS}
    columns["listing"] = np.arange(1, count + 1)
    columns["shop_id"] = np.array(shops)
    columns["published"] = NOW + np.arange(count)
    columns |= {name: np.array(values, np.int64) for name, values in given.items()}
    return Columns(columns, np.ones(count, np.bool_), ())


def pages(
    columns: Columns, score: np.ndarray | None = None, on: date = TODAY, size: int = 7
) -> list[list[int]]:
    everything = np.ones(len(columns.live), np.bool_)
    count = -(-len(columns.live) // size)
    asked = [Query("kata", page=number + 1, size=size) for number in range(count)]
    return [order.ids(columns, everything, score, one, on) for one in asked]


def drawn(seed: int, count: int) -> tuple[Columns, np.ndarray]:
    """A shelf of few shops, any quality, and scores of which many are close or equal."""
    luck = np.random.default_rng(seed)
    columns = shelf(
        luck.integers(1, 1 + count // 4, count).tolist(),
        quality=luck.integers(0, 411, count),
        verified=TODAY.toordinal() + luck.integers(-2, 2, count),
        stock=luck.integers(0, 2, count),
        published=NOW - luck.integers(0, 200, count) * 86_400_000_000,
    )
    return columns, np.round(1 + luck.random(count) * luck.choice([0.01, 0.1, 3.0]), 2)


@pytest.mark.parametrize("seed", range(30))
def test_a_clearly_better_match_stands_first_whatever_the_quality(seed: int) -> None:
    columns, score = drawn(seed, 120)
    for later in range(3):
        stood = np.concatenate(pages(columns, score, TODAY + timedelta(days=later))) - 1
        best_behind = np.maximum.accumulate(score[stood][::-1])[::-1]
        assert np.all(best_behind <= score[stood] * (1 + quality.margin()) * (1 + 1e-12))


@pytest.mark.parametrize("seed", range(30))
def test_pages_of_a_day_have_no_gap_and_no_repeat(seed: int) -> None:
    columns, score = drawn(seed, 111)
    for words in (score, None):
        whole = pages(columns, words, size=500)[0]
        assert sorted(whole) == list(range(1, 112))
        for size in (1, 7, 24):
            found = [listing for page in pages(columns, words, size=size) for listing in page]
            assert found == whole


def test_the_order_does_not_hang_on_how_the_index_lies_in_memory() -> None:
    columns, score = drawn(5, 80)
    luck = np.random.default_rng(6).permutation(80)
    moved = {name: columns.of(name)[luck] for name in COLUMNS}
    again = Columns(moved, np.ones(80, np.bool_), ())
    assert pages(columns, score) == pages(again, score[luck])


def test_of_equal_matches_the_better_offered_leads_on_every_day() -> None:
    columns = shelf([1, 2], quality=[410, 0], stock=[1, 0], verified=[10**7, 0])
    score = np.array([1.0, 1.0])
    for later in range(60):
        assert pages(columns, score, TODAY + timedelta(days=later))[0] == [1, 2]
        near = np.array([1.0, 1.03])
        assert pages(columns, near, TODAY + timedelta(days=later))[0] == [1, 2]
        clear = np.array([1.0, 1.09])
        assert pages(columns, clear, TODAY + timedelta(days=later))[0] == [2, 1]


def test_equal_shops_lead_about_equally_often() -> None:
    shops = [3, 8, 21, 40, 1007]
    columns = shelf(shops)
    month = Counter(pages(columns, on=TODAY + timedelta(days=d))[0][0] for d in range(30))
    assert len(month) == len(shops)
    assert max(month.values()) <= 12
    years = Counter(pages(columns, on=TODAY + timedelta(days=d))[0][0] for d in range(2000))
    assert all(340 <= years[listing] <= 460 for listing in columns.listing.tolist())


def test_the_shop_before_is_no_better_for_it() -> None:
    """Being second after a given shop must not be a habit: who follows whom changes too."""
    columns = shelf([1, 2, 3])
    days = [tuple(pages(columns, on=TODAY + timedelta(days=d))[0]) for d in range(1200)]
    assert len(set(days)) == 6
    assert all(140 <= often <= 260 for often in Counter(days).values())


def test_one_shop_with_many_equal_listings_does_not_fill_the_first_page() -> None:
    columns = shelf([1] * 200 + [2, 3, 4])
    for later in range(30):
        first = pages(columns, on=TODAY + timedelta(days=later), size=24)[0]
        assert {201, 202, 203} <= set(first[:4])


def test_two_large_shops_alternate_among_equals() -> None:
    columns = shelf([1] * 50 + [2] * 50)
    whole = [1 if listing <= 50 else 2 for listing in pages(columns, size=100)[0]]
    rounds = [set(whole[at : at + 2]) for at in range(0, 60, 2)]
    assert all(each == {1, 2} for each in rounds)


def test_a_sale_that_begins_changes_the_order_of_prices_at_midnight() -> None:
    day = TODAY.toordinal()
    columns = shelf(
        [1, 2], price_min=[900, 1000], sale_min=[900, 500], sale_from=[0, day + 1],
        sale_until=[0, day + 1],
    )  # fmt: skip
    everything = np.ones(2, np.bool_)
    cheapest = Query(sort="cheapest")
    stood = [
        order.ids(columns, everything, None, cheapest, TODAY + timedelta(days=d)) for d in range(3)
    ]
    assert stood == [[1, 2], [2, 1], [1, 2]]


def test_nothing_found_is_no_page() -> None:
    nobody = np.zeros(3, np.bool_)
    assert order.ids(shelf([1, 2, 3]), nobody, None, Query(), TODAY) == []
    assert order.ids(shelf([]), nobody[:0], None, Query(), TODAY) == []


@pytest.mark.parametrize("sort", ["newest", "cheapest", "dearest"])
def test_pages_of_equal_prices_follow_each_other(sort: Literal["newest"]) -> None:
    prices = np.random.default_rng(9).integers(1, 5, 60)
    columns = shelf([1, 2, 3] * 20, price_min=prices)
    everything = np.ones(60, np.bool_)

    def asked(page: int, size: int) -> list[int]:
        query = Query(sort=sort, page=page, size=size)
        return order.ids(columns, everything, None, query, TODAY)

    whole = asked(1, 60)
    sign = {"newest": 0, "cheapest": 1, "dearest": -1}[sort]
    assert whole == sorted(whole, key=lambda id_: (sign * int(prices[id_ - 1]), -id_))
    assert [id_ for page in range(1, 10) for id_ in asked(page, 7)] == whole
