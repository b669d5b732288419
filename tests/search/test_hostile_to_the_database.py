"""Texts and filters made to hurt reach PostgreSQL as values only, and are answered."""

import pytest

from marketplace.database import db
from marketplace.search.engine_postgres import PostgresEngine
from marketplace.search.interface import Query
from tests.search.shelf import TODAY, many
from tests.search.test_hostile_queries import WORST

pytestmark = [pytest.mark.parametrize("engine", ["postgresql"], indirect=True)]

FILTERS: list[dict[str, object]] = [
    {"categories": tuple(f"x{n}" for n in range(100)), "places": ("99.99", "'; --", "", "\0")},
    {"price_from": -(10**30), "price_to": 10**30, "page": 10**9},
    {"price_from": 10**18, "sort": "cheapest"},
    {"cooperatives": (0, -1, 10**12, 2**62), "permits": ("halal", "' | '", "nothing")},
    {"availability": ("stock", "x"), "fresh": True, "verified": True, "sort": "dearest"},
]


def test_they_are_answered_and_change_nothing(app) -> None:
    shared = PostgresEngine(db.engine)
    shared.rebuild(many(200))
    for text in WORST:
        for least in (0.6, 0):
            assert shared.search(Query(text, least=least), on=TODAY).total <= 200
        shared.complete(text, at_most=10, on=TODAY)
    for filters in FILTERS:
        for text in ("", "emping", "emping batik gula"):
            shared.search(Query(text, **filters), on=TODAY)  # type: ignore[arg-type]
    assert shared.search(Query(), on=TODAY).total == 200
