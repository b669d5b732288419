"""Without an index the database answers: the same filters, plainer words, never an error."""

from typing import Any

import pytest

from marketplace.clock import today
from marketplace.search import queries
from marketplace.search.interface import SORTS, Query
from tests.builders import goods
from tests.search.test_hostile_queries import WORST


@pytest.fixture
def opened(app: Any) -> Any:
    return goods.open_street()


def found(text: str = "", **filters: Any) -> list[int]:
    answer = queries.find(Query(text, **filters), on=today())
    assert answer.degraded
    assert answer.total >= len(answer.ids)
    return list(answer.ids)


def test_words_and_filters_narrow_as_ever(opened: Any) -> None:
    ids = [listing.id for listing in opened[2]]
    assert set(found("emping")) == {ids[0], ids[1]}
    assert found("EMPING pedas") == [ids[1]]
    assert found("kripik") == [ids[2]]
    assert set(found(categories=("camilan",))) == set(ids[:3])
    assert set(found(places=("36.01",))) == set(ids)
    assert found(places=("36.02",)) == []
    assert found(price_from=100_000) == [ids[3]]
    assert found(price_to=15_000) == [ids[2]]
    assert found(verified=True) == []
    assert found("emping gerabah") == []
    assert len(found("emping gerabah", least=0)) == 2


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_and_page_answers(opened: Any, sort: Any) -> None:
    assert len(found(sort=sort)) == 4
    assert found(sort=sort, page=10**9) == []
    pages = [found(sort=sort, size=3, page=page) for page in (1, 2)]
    assert [len(page) for page in pages] == [3, 1]


@pytest.mark.parametrize("text", WORST)
def test_the_worst_query_is_no_error(opened: Any, text: str) -> None:
    found(text)
    found(text, price_from=-1, price_to=10**18, places=("x%", "36"), categories=("_", "%"))
