"""What every search engine promises; a further engine joins by one more line in ENGINES."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from marketplace.database import db
from marketplace.search.engine_postgres import PostgresEngine
from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.interface import Engine, Query
from tests import databases
from tests.databases import empty
from tests.search.shelf import BATIK, CHIPS, EMPING, SHELF, SUGAR, TODAY, many


def whoosh(request: pytest.FixtureRequest) -> Engine:
    return WhooshEngine(request.getfixturevalue("tmp_path") / "index")


def postgres(request: pytest.FixtureRequest) -> Engine:
    app: Flask = request.getfixturevalue("applications")["postgresql"]
    with app.app_context():
        empty(db.engine)
        return PostgresEngine(db.engine)


ENGINES = [whoosh, pytest.param(postgres, marks=databases.ENGINES[1].marks, id="postgresql")]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    engine: Engine = request.param(request)
    engine.rebuild(SHELF)
    return engine


def ids(engine: Engine, text: str = "", on: date = TODAY, **filters: object) -> list[int]:
    return list(engine.search(Query(text, **filters), on=on).ids)  # type: ignore[arg-type]


def test_words_in_the_title_lead_before_words_in_the_description(engine: Engine) -> None:
    assert ids(engine, "emping") == [EMPING.listing_id, BATIK.listing_id]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kripik pisang", CHIPS),
        ("KERIPIK", CHIPS),
        ("emping 250 gr", EMPING),
        ("gula sem", SUGAR),
        ("pandeglang emping", EMPING),
        ("sobang manis", SUGAR),
        ("menggoreng melinjo", EMPING),
    ],
)
def test_a_thing_is_found_however_it_is_typed(engine: Engine, typed: str, found: object) -> None:
    assert ids(engine, typed)[0] == found.listing_id  # type: ignore[attr-defined]


def test_a_beginning_does_not_stretch_a_word_that_exists(engine: Engine) -> None:
    stew = replace(SUGAR, listing_id=9, title="Gulai Kambing", category_names=("Gulai",))
    engine.replace([stew])
    assert 9 not in ids(engine, "gula")
    assert 9 in ids(engine, "gulai")


def test_most_of_the_words_are_enough_when_nobody_has_them_all(engine: Engine) -> None:
    answer = engine.search(Query("gula aren semut organik"), on=TODAY)
    assert answer.ids == (SUGAR.listing_id,)
    assert answer.relaxed
    assert not engine.search(Query("gula organik"), on=TODAY).ids
    assert engine.search(Query("gula organik", least=0), on=TODAY).ids == (SUGAR.listing_id,)


def test_filters_narrow_and_choices_in_one_group_add_up(engine: Engine) -> None:
    assert set(ids(engine, categories=("camilan",))) == {1, 2}
    assert ids(engine, categories=("emping",)) == [1]
    assert set(ids(engine, places=("36.02", "36.73"))) == {2, 3, 4}
    assert ids(engine, places=("36.02.22",)) == [4]
    assert set(ids(engine, price_from=40_000)) == {1, 3}
    assert ids(engine, price_to=20_000) == [2]
    assert ids(engine, categories=("tiada",)) == []
    assert ids(engine, places=("99.99", "x'; --", "", "²²²²")) == []


def test_a_badge_counts_until_the_end_of_its_last_day(engine: Engine) -> None:
    assert set(ids(engine, verified=True)) == {EMPING.listing_id, CHIPS.listing_id}
    assert ids(engine, verified=True, on=TODAY + timedelta(days=1)) == [EMPING.listing_id]


def test_a_choice_does_not_shrink_the_counts_of_its_own_group(engine: Engine) -> None:
    facets = engine.search(Query(places=("36.02",), categories=("camilan",)), on=TODAY).facets
    assert facets.places == {"36.01": 1, "36.02": 1, "36.01.13": 1, "36.02.03": 1}
    assert facets.categories == {
        "camilan": 1,
        "keripik": 1,
        "gula-madu-kopi": 1,
        "gula-aren": 1,
    }
    assert facets.verified == 1


def test_lists_are_sorted_as_asked(engine: Engine) -> None:
    assert ids(engine, sort="newest") == [4, 3, 2, 1]
    assert ids(engine, sort="cheapest") == [2, 1, 4, 3]
    assert ids(engine, sort="dearest") == [3, 4, 1, 2]


def test_without_words_the_better_offered_lead(engine: Engine) -> None:
    assert set(ids(engine)[:2]) == {EMPING.listing_id, CHIPS.listing_id}  # they have a badge
    engine.replace([replace(EMPING, in_stock=False), replace(SUGAR, picture_count=3)])
    assert ids(engine)[:2] == [CHIPS.listing_id, SUGAR.listing_id]
    assert ids(engine, on=TODAY + timedelta(days=1))[0] == SUGAR.listing_id


def test_pages_follow_each_other_without_a_gap_or_a_repeat(engine: Engine) -> None:
    engine.rebuild(many(103))
    for sort in ("relevance", "newest", "cheapest", "dearest"):
        for text in ("", "emping"):
            whole = ids(engine, text, sort=sort, size=200)
            pages = [ids(engine, text, sort=sort, size=10, page=page) for page in range(1, 13)]
            assert [found for page in pages for found in page] == whole
            assert len(set(whole)) == engine.search(Query(text), on=TODAY).total
    assert ids(engine, page=10**9) == []


def test_a_replaced_listing_is_found_by_its_new_words_only(engine: Engine) -> None:
    engine.replace([replace(CHIPS, title="Sale Pisang", shop_name="Bayah", price_min=1)])
    assert CHIPS.listing_id not in ids(engine, "madu")
    assert ids(engine, "sale") == [CHIPS.listing_id]
    assert engine.search(Query(), on=TODAY).total == len(SHELF)
    assert engine.health().documents == engine.documents() == len(SHELF)


def test_a_removed_listing_is_gone_and_removing_twice_is_no_error(engine: Engine) -> None:
    engine.remove([EMPING.listing_id, 999])
    engine.remove([EMPING.listing_id])
    assert ids(engine, "melinjo") == []
    assert "emping" not in engine.search(Query(), on=TODAY).facets.categories


def test_an_empty_index_answers_with_nothing(engine: Engine) -> None:
    assert engine.rebuild([]) == 0
    assert engine.search(Query("emping"), on=TODAY).total == 0
    assert engine.search(Query(), on=TODAY).total == 0
    engine.replace([EMPING])
    assert ids(engine, "emping") == [EMPING.listing_id]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine: Engine) -> None:
    def broken() -> object:
        yield EMPING
        raise RuntimeError("the source went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())  # type: ignore[arg-type]
    assert engine.search(Query(), on=TODAY).total == len(SHELF)
    engine.replace([EMPING])


def test_the_version_changes_with_each_change_and_only_then(engine: Engine) -> None:
    seen = [engine.version(), engine.version()]
    assert seen[0] == seen[1]
    engine.replace([EMPING])
    seen.append(engine.version())
    engine.remove([EMPING.listing_id])
    seen.append(engine.version())
    engine.rebuild(SHELF)
    seen.append(engine.version())
    assert len(set(seen)) == 4


def test_words_still_being_typed_lead_to_listings_shops_places_and_categories(
    engine: Engine,
) -> None:
    found = engine.complete("emping mel", at_most=10, on=TODAY)
    assert found.best == found.sample == (EMPING.listing_id,)
    assert found.places == {"36.01": 1, "36.01.13": 1}
    assert found.categories == {"emping": 1, "camilan": 1}
    assert not found.shops
    assert engine.complete("pandeg", at_most=10, on=TODAY).best == (EMPING.listing_id,)
    assert not engine.complete("pandeg", at_most=10, on=TODAY).sample  # no title has it
    assert not engine.complete("gorenga", at_most=10, on=TODAY).best  # in a description only
    shops = {"bu iy": 10, "kripik ba": 11, "kas": 12, "manis": 13}
    for typed, shop in shops.items():
        assert engine.complete(typed, at_most=10, on=TODAY).shops == (shop,)


def test_a_finished_word_is_not_stretched_but_an_unfinished_one_is(engine: Engine) -> None:
    stew = replace(SUGAR, listing_id=9, title="Gulai Kambing", category_names=("Masakan",))
    engine.replace([stew])
    assert set(engine.complete("gula", at_most=10, on=TODAY).sample) == {4, 9}
    assert set(engine.complete("gula ", at_most=10, on=TODAY).sample) == {4}


def test_what_is_being_typed_never_leads_to_what_was_removed(engine: Engine) -> None:
    engine.remove([EMPING.listing_id])
    found = engine.complete("emp", at_most=10, on=TODAY)
    assert (found.best, found.sample, found.shops) == ((), (), ())
    assert engine.complete("bu iy", at_most=10, on=TODAY).shops == ()


def test_nothing_typed_leads_nowhere_and_a_sample_is_drawn_evenly(engine: Engine) -> None:
    for text in ("", "   ", "?!", "\0"):
        assert not engine.complete(text, at_most=10, on=TODAY).best
    engine.rebuild(many(103))
    sample = engine.complete("emp", at_most=10, on=TODAY).sample
    assert len(set(sample)) == 10
    assert max(sample) > 90
    assert min(sample) < 10
    assert {number % len(SHELF) for number in sample} == {1}
