"""Every engine can say why a result stands where it stands, and what it says adds up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace.search.interface import Engine, Query
from marketplace.search.ranking import quality
from marketplace.search.ranking.explanation import Explained
from tests.search.shelf import BATIK, CHIPS, EMPING, SHELF, SUGAR, TODAY, many
from tests.search.test_engine_contract import engine

__all__ = ["engine"]


def explained(engine: Engine, text: str = "", **more: object) -> dict[int, Explained]:
    query = Query(text, explained=True, **more)  # type: ignore[arg-type]
    answer = engine.search(query, on=TODAY)
    assert answer.explanation is not None
    assert tuple(answer.explanation.listings) == answer.ids
    return answer.explanation.listings


def test_nobody_who_did_not_ask_is_told(engine: Engine) -> None:
    assert engine.search(Query("emping"), on=TODAY).explanation is None


def test_each_word_is_shown_where_it_was_found(engine: Engine) -> None:
    why = explained(engine, "emping")
    (title,) = why[EMPING.listing_id].words
    (told,) = why[BATIK.listing_id].words
    assert title.typed == told.typed == "emping"
    assert title.hits[0].fields == ("title", "category", "description")
    assert told.hits[0].fields == ("description",)
    assert title.worth > told.worth > 0


def test_a_word_counts_by_what_stands_for_it(engine: Engine) -> None:
    word = explained(engine, "gula sem")[SUGAR.listing_id].words[-1]
    assert word.typed == "sem"
    assert ("semut",) in [hit.terms for hit in word.hits if "title" in hit.fields]
    assert all(0 < hit.share <= 1 for hit in word.hits)


def test_a_word_that_a_listing_lacks_is_worth_nothing(engine: Engine) -> None:
    words = explained(engine, "gula aren semut organik")[SUGAR.listing_id].words
    (lacking,) = (word for word in words if word.typed == "organik")
    assert (lacking.typed, lacking.hits, lacking.worth) == ("organik", (), 0)


@pytest.mark.parametrize("text", ["emping", "gula semut", "keripik pisang madu", ""])
def test_the_numbers_multiply_to_the_order(engine: Engine, text: str) -> None:
    engine.rebuild(many(60))
    for page in (1, 2):
        why = list(explained(engine, text, page=page, size=10).values())
        assert [one.standing for one in why] == sorted((o.standing for o in why), reverse=True)
        for one in why:
            assert one.standing == pytest.approx(one.score * one.merit * one.lift)
            worth = sum(word.worth for word in one.words) + one.alike
            assert one.score == pytest.approx(worth if text else 1)
            assert 1 <= one.merit * one.lift <= 1 + quality.margin()
            assert one.lift == pytest.approx(1 + quality.turn_margin() * one.turn)
            assert 2 ** -(one.before + 1) <= one.turn <= 2**-one.before


def test_the_points_are_those_of_the_sentences(engine: Engine) -> None:
    better = replace(EMPING, picture_count=3, answered_share=1.0)
    engine.replace([better, replace(CHIPS, permits={"pirt": TODAY - timedelta(days=1)})])
    why = explained(engine)
    assert why[EMPING.listing_id].points == sum(quality.counted(better, TODAY).values())
    for one in (CHIPS, BATIK, SUGAR):
        assert why[one.listing_id].points == sum(quality.counted(one, TODAY).values())
    assert len(why) == len(SHELF)


def test_an_order_by_price_is_not_put_down_to_quality(engine: Engine) -> None:
    answer = engine.search(Query("", sort="cheapest", explained=True), on=TODAY)
    assert answer.explanation is not None
    assert not answer.explanation.by_standing
    assert tuple(answer.explanation.listings) == answer.ids
