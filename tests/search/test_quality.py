"""What counts as a well offered listing, and that row and sentence count it the same."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from marketplace.catalog.queries import PublicListing
from marketplace.commands import words
from marketplace.search.columns import Columns, column_values
from marketplace.search.ranking import order, quality
from tests.search.shelf import BATIK, CHIPS, EMPING, SHELF, TODAY

BARE = replace(
    EMPING, title="Emping", description="", verified_until=None, in_stock=False, published_at=
    datetime(2025, 1, 1, tzinfo=UTC), answered_share=0.0,
)  # fmt: skip
BEST = replace(
    EMPING, description="kata " * 30, picture_count=3, answered_share=1.0,
    published_at=datetime(2026, 11, 20, tzinfo=UTC), permits={"halal": date.max},
)  # fmt: skip


def on_day(documents: list[PublicListing], on: date = TODAY) -> list[int]:
    rows = [column_values(document) for document in documents]
    columns = {name: np.array([row[name] for row in rows], np.int64) for name in rows[0]}
    return [
        int(points)
        for points in order.points(Columns(columns, np.ones(len(documents), np.bool_), ()), on)
    ]


def test_the_parts_add_up_to_a_thousand_and_say_what_they_are() -> None:
    assert sum(part.points for part in quality.parts().values()) == quality.MOST
    for part in quality.parts().values():
        assert part.name
        assert part.says.endswith(".")
        assert all(points <= part.points for _, points in part.steps)
        assert 0 <= part.neutral <= part.points


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sentences_name_the_thresholds_that_are_used(language: str) -> None:
    """The public page is made of them: a threshold that changes may not leave them behind."""
    spelt = {1: ("satu", "one"), 2: ("dua", "two"), 3: ("tiga", "three")}
    english = words.written()
    for part in quality.parts().values():
        said = part.says if language == "id" else str(english[part.says].string)
        for threshold in (step for step, points in part.steps if points == part.points):
            named = spelt.get(threshold, (str(threshold), str(threshold)))[language == "en"]
            assert re.search(rf"\b{named}\b", said), said


def test_nothing_counts_nothing_and_all_of_it_counts_all() -> None:
    assert on_day([BARE, BEST]) == [0, quality.MOST]


@pytest.mark.parametrize("later", [0, 1, 9, 14, 40, 400])
def test_a_row_counts_what_the_sentences_say(later: int) -> None:
    expiring = replace(CHIPS, permits={"pirt": TODAY + timedelta(days=9)}, answered_share=0.5)
    documents = [*SHELF, BARE, BEST, expiring, replace(BATIK, picture_count=2)]
    on = TODAY + timedelta(days=later)
    said = [sum(quality.counted(document, on).values()) for document in documents]
    assert on_day(documents, on) == said


def test_a_shop_that_was_hardly_asked_is_neither_favoured_nor_blamed() -> None:
    assert quality.answered_share(asked=4, answered=0) is None
    never, unknown, always = (
        quality.of(replace(EMPING, answered_share=share)) for share in (0.0, None, 1.0)
    )
    assert never < unknown < always


def test_permits_count_only_where_goods_of_a_kind_have_them() -> None:
    most = quality.parts()["permits"].points
    assert quality.counted(BATIK, TODAY)["permits"] == most
    assert quality.counted(EMPING, TODAY)["permits"] == 0
    halal = replace(EMPING, permits={"halal": TODAY})
    assert quality.counted(halal, TODAY)["permits"] == most
    assert quality.counted(halal, TODAY + timedelta(days=1))["permits"] == 0
