"""The index is built anew by itself, not only when it is broken: when it is scattered too."""

from dataclasses import replace
from typing import Any

import pytest

from marketplace.search import engines, services
from marketplace.search.interface import Health
from marketplace.search.services import indexing
from tests.builders import goods

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
WELL = Health(usable=True, documents=10)


@pytest.fixture
def rebuilt(app: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with every rebuild that the services begin."""
    seen: list[int] = []
    monkeypatch.setattr(indexing, "rebuild", lambda: seen.append(1))
    return seen


def told(monkeypatch: pytest.MonkeyPatch, health: Health) -> None:
    monkeypatch.setattr(engines.engine(), "health", lambda: health)


@pytest.mark.parametrize(
    ("changes", "at_once", "at_night"),
    [
        ({}, 0, 0),
        ({"parts": 9}, 0, 1),
        ({"wasted": 0.3}, 0, 1),
        ({"parts": 49}, 1, 1),
        ({"stale": True}, 1, 0),
        ({"usable": False, "trouble": "gone"}, 1, 0),
        ({"usable": False, "trouble": "gone", "rebuilding": True}, 0, 0),
        ({"parts": 49, "rebuilding": True}, 0, 0),
    ],
)
def test_what_is_wrong_says_when_it_is_rebuilt(
    rebuilt: list[int],
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, Any],
    at_once: int,
    at_night: int,
) -> None:
    told(monkeypatch, replace(WELL, **changes))
    services.keep_whole()
    assert len(rebuilt) == at_once
    services.tidy()
    assert len(rebuilt) == at_once + at_night


def test_a_night_leaves_one_part_without_waste(app: Any, worker: Any) -> None:
    _, _, listings = goods.open_street()
    services.rebuild()
    for _ in range(3):
        for listing in listings[1:]:
            services.index_listings([listing.id])
    before = engines.engine().health()
    assert before.wasted > indexing.TIDY_WASTE
    services.tidy()
    after = engines.engine().health()
    assert (after.parts, after.wasted, after.documents) == (1, 0, len(listings))
