"""The index in PostgreSQL, where it finds more than it looks at: the right ones, and it says so."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from marketplace.catalog.queries import PublicListing
from marketplace.database import db
from marketplace.search.engine_postgres import PostgresEngine, asking, engine
from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.interface import Query
from tests.search.shelf import CHIPS, EMPING, SUGAR, TODAY

CAP = 20
START = datetime(2026, 1, 1, tzinfo=UTC)

pytestmark = [pytest.mark.parametrize("engine", ["postgresql"], indirect=True)]


@pytest.fixture
def shared(app, monkeypatch: pytest.MonkeyPatch) -> PostgresEngine:
    """The engine, which looks at no more than twenty listings."""
    monkeypatch.setattr(engine, "MOST_COUNTED", CAP)
    return PostgresEngine(db.engine)


def emping(number: int, **other: object) -> PublicListing:
    """A listing of the word that all here have; the higher its number, the newer and cheaper."""
    published = START + timedelta(days=number)
    one = replace(EMPING, listing_id=number, shop_id=number, published_at=published)
    return replace(one, price_min=90_000 - number, price_max=90_000 - number, **other)


def ids(shared: PostgresEngine, text: str = "emping", **asked: object) -> list[int]:
    return list(shared.search(Query(text, size=100, **asked), on=TODAY).ids)  # type: ignore[arg-type]


def test_exactly_so_many_are_counted_and_one_more_is_said_to_be_more(shared) -> None:
    shared.rebuild(emping(number) for number in range(1, CAP + 1))
    answer = shared.search(Query("emping"), on=TODAY)
    assert (answer.total, answer.capped) == (CAP, False)
    shared.replace([emping(CAP + 1)])
    for query in (Query("emping"), Query(), Query("emping", page=10**9)):
        answer = shared.search(query, on=TODAY)
        assert (answer.total, answer.capped) == (CAP, True)


def test_the_best_offered_are_looked_at_wherever_they_stand_on_the_shelf(shared) -> None:
    worse = {"verified_until": None, "in_stock": False, "picture_count": 0}
    best = {7, 33, 58}
    shared.rebuild(emping(n, **({} if n in best else worse)) for n in range(1, 61))
    assert best <= set(ids(shared)[:CAP])
    assert best <= set(ids(shared, "")[:CAP])
    shared.replace([emping(70), emping(33, title="Kain")])
    assert {7, 58, 70} <= set(ids(shared)[:CAP])


@pytest.mark.parametrize("text", ["emping", ""])
def test_the_newest_and_the_cheapest_are_those_of_all(shared, text: str) -> None:
    worse = {"verified_until": None, "in_stock": False}
    shared.rebuild(emping(n, **(worse if n > 40 else {})) for n in range(1, 61))
    shared.replace([emping(n, **worse) for n in (61, 62)])
    for sort in ("newest", "cheapest"):
        assert ids(shared, text, sort=sort)[:5] == [62, 61, 60, 59, 58]
    assert ids(shared, text, sort="dearest")[:5] == [1, 2, 3, 4, 5]


def test_a_narrow_choice_is_not_lost_behind_what_is_better_offered(shared) -> None:
    rare = {"verified_until": None, "in_stock": False, "category_slug": "keripik"}
    shared.rebuild(emping(n, **(rare if n % 20 == 0 else {})) for n in range(1, 101))
    for filters in ({"categories": ("keripik",)}, {"price_to": 89_920}):
        answer = shared.search(Query("emping", size=50, **filters), on=TODAY)
        wanted = {20, 40, 60, 80, 100} if "categories" in filters else set(range(80, 101))
        assert set(answer.ids) <= wanted
        assert (answer.total, answer.capped) == (min(len(wanted), CAP), len(wanted) > CAP)
    both = Query("emping", categories=("keripik",), price_to=89_950)
    answer = shared.search(both, on=TODAY)
    assert set(answer.ids) == {60, 80, 100}
    assert answer.facets.categories["keripik"] == 3


def test_a_choice_counts_what_only_its_own_group_refuses(app) -> None:
    """Drilled sideways: against counting one by one, for any filters over any listings."""
    dice = random.Random(3)
    listings = [
        emping(
            n,
            category_slug=dice.choice(("emping", "keripik", "batik")),
            regency_code=dice.choice(("36.01", "36.02", "36.73")),
            verified_until=dice.choice((None, TODAY)),
            made_to_order=dice.random() < 0.3,
        )
        for n in range(1, 200)
    ]
    shared = PostgresEngine(db.engine)
    shared.rebuild(listings)
    tests: dict[str, Callable[[PublicListing], bool]] = {
        "categories": lambda one: one.category_slug == "keripik",
        "places": lambda one: one.regency_code == "36.02",
        "verified": lambda one: one.verified_until == TODAY,
        "availability": lambda one: one.made_to_order,
    }
    chosen = {"categories": ("keripik",), "places": ("36.02",), "verified": True}
    chosen["availability"] = ("order",)
    for size in (1, 2, 3, 4):
        names = dice.sample(list(tests), size)
        query = Query("emping", size=500, **{name: chosen[name] for name in names})
        answer = shared.search(query, on=TODAY)

        def but(group: str, names: list[str] = names) -> list[PublicListing]:
            left = [tests[name] for name in names if name != group]
            return [one for one in listings if all(test(one) for test in left)]

        assert set(answer.ids) == {one.listing_id for one in but("nothing")}
        kinds = Counter(one.category_slug for one in but("categories"))
        assert {k: answer.facets.categories.get(k, 0) for k in kinds} == kinds
        places = Counter(one.regency_code for one in but("places"))
        assert {k: answer.facets.places.get(k, 0) for k in places} == places
        assert answer.facets.verified == sum(map(tests["verified"], but("verified")))
        made = sum(one.made_to_order for one in but("availability"))
        assert answer.facets.availability.get("order", 0) == made


def test_few_that_fit_the_filters_do_not_let_in_what_lacks_a_word(app) -> None:
    shared = PostgresEngine(db.engine)
    madu = [replace(CHIPS, listing_id=n, title="Keripik Pisang Madu") for n in range(1, 13)]
    plain = replace(CHIPS, listing_id=50, title="Keripik Pisang", verified_until=None)
    shared.rebuild([*madu, plain])
    query = Query("keripik pisang madu", places=("36.73",), verified=True, price_from=10**9)
    assert not shared.search(query, on=TODAY).relaxed
    fits = Query("keripik pisang madu", size=100)
    assert set(shared.search(fits, on=TODAY).ids) == set(range(1, 13))


@pytest.mark.parametrize("most", [0, 5, 9])
def test_enough_of_the_words_are_the_same_as_the_files_find(
    app, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, most: int
) -> None:
    """However it is said in SQL: exactly, or by the most telling words and a second look."""
    monkeypatch.setattr(asking, "MOST_WORDS", most)
    dice = random.Random(most)
    known = ["gula", "aren", "semut", "bubuk", "batu", "madu", "kopi", "bubur", "kering", "manis"]
    listings = [
        replace(SUGAR, listing_id=n, title=" ".join(dice.sample(known[: 3 + n % 8], 3)))
        for n in range(1, 80)
    ]
    shared, files = PostgresEngine(db.engine), WhooshEngine(tmp_path)
    for one in (shared, files):
        one.rebuild(listings)
    found = 0
    for _ in range(25):
        text = " ".join(dice.sample(known, dice.randrange(2, 9)))
        for least in (0, 0.4, 0.6, 0.9):
            query = Query(text, size=100, least=least)
            ours, theirs = (one.search(query, on=TODAY) for one in (shared, files))
            assert ours.ids == theirs.ids
            assert (ours.relaxed, ours.whole) == (theirs.relaxed, theirs.whole)
            assert ours.facets == theirs.facets
            found += ours.relaxed
    assert found > 20


def test_a_text_of_very_many_words_is_found_by_any_of_them(app) -> None:
    words = [
        f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}xq{chr(97 + n // 676)}" for n in range(3000)
    ]
    long = emping(1, description=" ".join(words))
    shared = PostgresEngine(db.engine)
    shared.rebuild([long, emping(2)])
    assert ids(shared, words[0]) == ids(shared, words[2999]) == [1]
    shared.replace([replace(long, listing_id=3)])
    assert set(ids(shared, words[2999])) == {1, 3}
