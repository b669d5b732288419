"""What shoppers type finds what they mean among the first three, on every engine.

The answers were judged by hand from the goods of the demo world, before any engine was asked.
"""

import csv
from pathlib import Path

import pytest

from marketplace.search.interface import Engine, Query
from tests.search.demo_shelf import documents
from tests.search.shelf import TODAY
from tests.search.test_engine_contract import ENGINES

FIRST = 3
ENOUGH = 0.95
QUERIES = Path(__file__).with_name("shopper_queries.csv")


def judged() -> list[tuple[str, str, set[str]]]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [(row["query"], row["kind"], set(row["answers"].split("|"))) for row in rows]


@pytest.fixture(params=ENGINES)
def searched(request: pytest.FixtureRequest) -> Engine:
    engine: Engine = request.param(request)
    engine.rebuild(documents())
    return engine


def test_the_queries_are_as_many_and_as_mixed_as_promised() -> None:
    queries = judged()
    titles = {document.title for document in documents()}
    assert len({query for query, _, _ in queries}) == len(queries) == 120
    assert sum(kind != "words" for _, kind, _ in queries) * 3 >= len(queries)
    assert all(2 <= len(query.split()) <= 3 for query, _, _ in queries)
    assert not set().union(*(answers for _, _, answers in queries)) - titles


def test_what_a_shopper_means_is_among_the_first_three(searched: Engine) -> None:
    titles = {document.listing_id: document.title for document in documents()}
    missed = []
    for query, _, answers in judged():
        found = searched.search(Query(query, size=FIRST), on=TODAY).ids
        if not {titles[id_] for id_ in found} & answers:
            missed.append((query, [titles[id_] for id_ in found]))
    assert len(missed) <= (1 - ENOUGH) * len(judged()), missed
