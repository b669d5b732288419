"""Filters by permits, stock, cooperative and novelty: the same sets and counts in every engine."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from marketplace.search.interface import FRESH_DAYS, Engine, Facets, Query
from tests.search.shelf import BATIK, CHIPS, EMPING, SUGAR, TODAY, many
from tests.search.test_engine_contract import engine, ids

__all__ = ["engine"]

TOMORROW = TODAY + timedelta(days=1)
NEW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def shelf(engine: Engine) -> Engine:
    """Four listings that differ in everything one may choose by."""
    engine.rebuild(
        [
            replace(EMPING, permits={"halal": TODAY, "pirt": date.max}, cooperative_id=7),
            replace(CHIPS, permits={"halal": date.max}, made_to_order=True, cooperative_id=8),
            replace(BATIK, permits={"merek": date.max}, in_stock=False, cooperative_id=7),
            replace(SUGAR, permits={}, published_at=NEW),
        ]
    )
    return engine


def facets(engine: Engine, **filters: object) -> Facets:
    return engine.search(Query(**filters), on=TODAY).facets  # type: ignore[arg-type]


def test_any_of_the_chosen_permits_is_enough(shelf: Engine) -> None:
    assert set(ids(shelf, permits=("halal",))) == {1, 2}
    assert set(ids(shelf, permits=("pirt", "merek"))) == {1, 3}
    assert set(ids(shelf, permits=("halal", "halal"))) == {1, 2}
    assert ids(shelf, permits=("bpom",)) == []


def test_a_permit_counts_until_the_end_of_its_last_day(shelf: Engine) -> None:
    assert set(ids(shelf, permits=("halal",), on=TOMORROW)) == {2}
    assert shelf.search(Query(), on=TOMORROW).facets.permits["halal"] == 1


def test_what_is_made_to_order_is_neither_in_stock_nor_sold_out(shelf: Engine) -> None:
    assert set(ids(shelf, availability=("stock",))) == {1, 4}
    assert ids(shelf, availability=("order",)) == [2]
    assert set(ids(shelf, availability=("stock", "order"))) == {1, 2, 4}


def test_a_cooperative_is_that_of_shops_whose_badge_counts_today(shelf: Engine) -> None:
    assert ids(shelf, cooperatives=(7,)) == [1]
    assert set(ids(shelf, cooperatives=(7, 8))) == {1, 2}
    assert ids(shelf, cooperatives=(8,), on=TOMORROW) == []
    assert ids(shelf, cooperatives=(0,)) == ids(shelf, cooperatives=(99,)) == []


def test_what_came_within_a_month_is_new(shelf: Engine) -> None:
    assert ids(shelf, fresh=True) == [4]
    assert ids(shelf, fresh=True, on=TODAY + timedelta(days=FRESH_DAYS)) == []


def test_every_choice_is_counted(shelf: Engine) -> None:
    counted = facets(shelf)
    assert counted.permits == {"halal": 2, "pirt": 1, "merek": 1}
    assert counted.availability == {"stock": 2, "order": 1}
    assert counted.cooperatives == {7: 1, 8: 1}
    assert (counted.verified, counted.fresh) == (2, 1)


def test_a_choice_does_not_shrink_the_counts_of_its_own_group(shelf: Engine) -> None:
    assert facets(shelf, permits=("pirt",)).permits == {"halal": 2, "pirt": 1, "merek": 1}
    assert facets(shelf, availability=("order",)).availability == {"stock": 2, "order": 1}
    assert facets(shelf, cooperatives=(8,)).cooperatives == {7: 1, 8: 1}
    assert facets(shelf, fresh=True).fresh == 1
    assert facets(shelf, verified=True).verified == 2


def test_a_choice_shrinks_the_counts_of_all_other_groups(shelf: Engine) -> None:
    chosen = facets(shelf, permits=("halal",), availability=("order",))
    assert chosen.permits == {"halal": 1}
    assert chosen.availability == {"stock": 1, "order": 1}
    assert chosen.cooperatives == {8: 1}
    assert chosen.categories == {"keripik": 1, "camilan": 1}
    assert (chosen.verified, chosen.fresh) == (1, 0)


@pytest.mark.parametrize(
    "filters",
    [
        {"permits": ("halal",), "verified": True},
        {"availability": ("stock",), "places": ("36.02",), "fresh": True},
        {"cooperatives": (1, 2), "categories": ("camilan",), "price_to": 60_000},
        {"permits": ("pirt", "merek"), "availability": ("order",), "cooperatives": (2,)},
    ],
)
def test_counts_are_what_choosing_would_give(engine: Engine, filters: dict[str, object]) -> None:
    mixed = [
        replace(
            one,
            permits={"halal": date.max} if at % 2 else {"pirt": TODAY, "merek": date.max},
            made_to_order=at % 5 == 0,
            in_stock=at % 3 > 0,
            cooperative_id=at % 4 or None,
            verified_until=TODAY if at % 7 else None,
            published_at=NEW if at % 6 == 0 else one.published_at,
            price_min=10_000 * (1 + at % 9),
            price_max=10_000 * (1 + at % 9),
            sale_from=None,
        )
        for at, one in enumerate(many(120))
    ]
    engine.rebuild(mixed)
    counted = facets(engine, **filters)

    def total(**choice: object) -> int:
        asked = Query(**{**filters, **choice})  # type: ignore[arg-type]
        return engine.search(asked, on=TODAY).total

    for kind in ("halal", "pirt", "bpom", "merek"):
        assert counted.permits.get(kind, 0) == total(permits=(kind,))
    for how in ("stock", "order"):
        assert counted.availability.get(how, 0) == total(availability=(how,))
    for cooperative in (1, 2, 3):
        assert counted.cooperatives.get(cooperative, 0) == total(cooperatives=(cooperative,))
    for place in ("36.01", "36.02", "36.73"):
        assert counted.places.get(place, 0) == total(places=(place,))
    assert (counted.verified, counted.fresh) == (total(verified=True), total(fresh=True))
