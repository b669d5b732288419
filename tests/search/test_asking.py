"""A place in the words narrows only where something is found there, in every engine."""

import json
from dataclasses import replace
from typing import Any

import pytest

from marketplace.demo import cast
from marketplace.search import queries, services
from marketplace.search.asking import ask
from marketplace.search.interface import Answer, Query
from tests.builders import goods
from tests.builders.shops import shop_and_owner


@pytest.fixture
def street(app: Any) -> dict[str, int]:
    """Goods of Menes, of Sobang in Lebak and of Kota Serang, by their titles."""
    listings = list(goods.open_street()[2])
    shop, owner = shop_and_owner(cast.UJANG, "Sobang Manis")
    listings.append(goods.sell(shop, owner, "Gula aren semut", "gula-aren", "kemasan", 30_000))
    listings.append(goods.sell(shop, owner, "Kemiri kupas", "rempah-kering", "kemasan", 20_000))
    shop, owner = shop_and_owner(cast.SARI, "Dapur Sari")
    listings.append(goods.sell(shop, owner, "Emping gurih", "emping", "bungkus", 22_000))
    services.rebuild()
    return {listing.title: listing.id for listing in listings}


def found(street: dict[str, int], text: str, **filters: Any) -> tuple[set[str], Answer]:
    answer = queries.find(Query(text, **filters))
    return {title for title, id_ in street.items() if id_ in answer.ids}, answer


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("emping pandeglang", {"Emping manis", "Emping asin pedas"}),
        ("emping dekat menes", {"Emping manis", "Emping asin pedas"}),
        ("emping serang", {"Emping gurih"}),
        ("emping dekat pandeglang", {"Emping manis", "Emping asin pedas", "Emping gurih"}),
        ("gula sobang", {"Gula aren semut"}),
        ("lebak", {"Gula aren semut", "Kemiri kupas"}),
        ("gula tangsel atau lebak", {"Gula aren semut"}),
    ],
)
def test_a_place_narrows_where_something_is_found(
    street: dict[str, int], text: str, titles: set[str]
) -> None:
    titles_found, answer = found(street, text)
    assert titles_found == titles
    assert answer.reading is not None and answer.reading.where == "there"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("kemiri", {"Kemiri kupas"}),
        ("gula aren sobang manis", {"Gula aren semut"}),
        ("sobang manis gula", {"Gula aren semut"}),
        ("emping", {"Emping manis", "Emping asin pedas", "Emping gurih"}),
    ],
)
def test_a_good_or_a_shop_of_that_name_is_found_by_its_words(
    street: dict[str, int], text: str, titles: set[str]
) -> None:
    titles_found, answer = found(street, text)
    first = [title for id_ in answer.ids for title, own in street.items() if own == id_]
    assert set(first[: len(titles)]) == titles <= titles_found
    assert answer.whole == len(titles)
    assert answer.reading is None


def test_where_nothing_is_there_it_is_looked_for_around_and_then_elsewhere(
    street: dict[str, int],
) -> None:
    titles, answer = found(street, "emping labuan")
    assert titles == {"Emping manis", "Emping asin pedas"}
    assert answer.reading is not None
    assert (answer.reading.where, answer.reading.places) == ("around", ("36.01",))
    titles, answer = found(street, "gula aren tangsel")
    assert titles == {"Gula aren semut"}
    assert answer.reading is not None and answer.reading.where == "elsewhere"


def test_the_words_can_be_taken_as_words(street: dict[str, int]) -> None:
    titles, answer = found(street, "emping serang", as_words=True)
    assert titles == {"Emping gurih"}  # its shop's place is one of its words
    assert answer.reading is None
    assert found(street, "gula tangsel", as_words=True)[1].total == 0


def test_chosen_places_win_over_the_words(street: dict[str, int]) -> None:
    titles, answer = found(street, "emping pandeglang", places=("36.73",))
    assert titles == {"Emping gurih"}
    assert answer.reading is None


def test_a_filter_does_not_make_a_place_a_word(street: dict[str, int]) -> None:
    titles, answer = found(street, "emping pandeglang", verified=True)
    assert titles == set()
    assert answer.reading is not None and answer.reading.where == "there"
    near = queries.near(Query("emping pandeglang", verified=True), answer)
    assert near is not None and near.kind == "unfiltered"
    assert near.answer.reading == answer.reading


def test_without_an_index_places_are_read_as_well(app: Any) -> None:
    goods.open_street()
    answer = queries.find(Query("emping pandeglang"))
    assert answer.degraded and answer.total == 2
    assert answer.reading is not None


def test_a_misspelt_place_is_a_place(street: dict[str, int]) -> None:
    """An engine that takes `pandeglnag` for pandeglang finds the word; here it becomes a place."""
    wrong = (("pandeglnag", "pandeglang"),)

    def search(query: Query) -> Answer:
        if "pandeglnag" in query.text.lower():
            answer = queries.find(Query("emping pandeglang", as_words=True))
            return replace(answer, tree=replace(answer.tree, corrections=wrong))
        return queries.find(replace(query, as_words=True))

    answer = ask(Query("Emping Pandeglnag"), search)
    assert answer.reading is not None
    assert (answer.reading.words, answer.reading.places) == ("Emping", ("36.01",))
    assert answer.tree.corrections == wrong
    assert ask(Query("Emping Pandeglnag", as_words=True), search).reading is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_operator_sees_what_was_taken_for_a_place(app: Any, street: dict[str, int]) -> None:
    run = app.test_cli_runner().invoke
    told = run(args=["search", "query", "emping serang"]).output
    assert "“emping” in Kota Serang, Kabupaten Serang" in told
    told = json.loads(run(args=["search", "query", "emping serang", "--json"]).stdout)
    assert told["place"] == {
        "words": "emping",
        "named": ["36.73", "36.04"],
        "searched": ["36.73", "36.04"],
        "where": "there",
        "choices": ["36.73", "36.04"],
    }
    told = json.loads(run(args=["search", "query", "emping serang", "--as-words", "--json"]).stdout)
    assert told["place"] is None
