"""The index in PostgreSQL through changes, rebuilds and swaps: nothing lost, nothing kept."""

import random
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from marketplace.catalog.queries import PublicListing
from marketplace.database import db
from marketplace.search import understanding
from marketplace.search.engine_postgres import PostgresEngine, reading
from marketplace.search.engine_postgres.packing import quoted
from marketplace.search.interface import Query
from tests.search.shelf import BATIK, CHIPS, EMPING, SHELF, SUGAR, TODAY, many

pytestmark = [pytest.mark.parametrize("engine", ["postgresql"], indirect=True)]


def known() -> dict[str, object]:
    """All that is known of terms and listings, whichever shelf it lies on."""
    with db.engine.connect() as connection:
        shelf = connection.scalar(sa.text("SELECT shelf FROM search_state"))
        terms = connection.execute(sa.text(f"SELECT * FROM search_terms_{shelf} ORDER BY term"))
        state = connection.execute(sa.text("SELECT documents, totals FROM search_state"))
        return {"terms": terms.all(), "state": state.one()._asdict()}


def total(shared: PostgresEngine, text: str = "") -> int:
    return shared.search(Query(text), on=TODAY).total


def test_after_a_long_life_the_terms_are_those_that_a_rebuild_counts(app) -> None:
    dice = random.Random(11)
    shared = PostgresEngine(db.engine)
    documents = {one.listing_id: one for one in many(40)}
    shared.rebuild(documents.values())
    for _ in range(30):
        some = dice.sample(range(1, 60), dice.choice((1, 2, 9)))
        new = {one: replace(dice.choice(SHELF), listing_id=one) for one in some[::2]}
        shared.replace(new.values(), among=some)
        documents = {k: v for k, v in documents.items() if k not in some} | new
        if dice.random() < 0.1:
            shared.rebuild(list(documents.values()))
    lived = known()
    shared.rebuild(documents.values())
    assert known() == lived
    assert total(shared) == len(documents)


def test_what_is_written_while_it_is_rebuilt_is_there_afterwards(app) -> None:
    shared, other = PostgresEngine(db.engine), PostgresEngine(db.engine)
    shared.rebuild(many(40))

    def read() -> Iterator[PublicListing]:
        for one in many(40):
            yield one
            if one.listing_id == 20:  # others write what was read already, and what will be read
                other.remove([3])
                other.replace([replace(BATIK, listing_id=5, title="Sulam usus")])
                other.replace([replace(CHIPS, listing_id=30, title="Rengginang lorjuk")])
                other.replace([replace(SUGAR, listing_id=99, title="Kecap laron")])
                assert total(shared, "laron") == 1

    shared.rebuild(read())
    for text in ("usus", "lorjuk", "laron"):
        assert total(shared, text) == 1
    assert total(shared) == 40
    lived = known()
    told = {one.listing_id: one for one in many(40) if one.listing_id != 3}
    told[5] = replace(BATIK, listing_id=5, title="Sulam usus")
    told[30] = replace(CHIPS, listing_id=30, title="Rengginang lorjuk")
    told[99] = replace(SUGAR, listing_id=99, title="Kecap laron")
    shared.rebuild(told.values())
    assert known() == lived


def test_two_rebuilds_at_once_wait_for_each_other(app) -> None:
    engines = [PostgresEngine(db.engine) for _ in range(2)]
    threads = [threading.Thread(target=one.rebuild, args=(many(60),)) for one in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [total(one) for one in engines] == [60, 60]
    assert known()["state"]["documents"] == 60


def test_a_query_during_which_shelves_are_swapped_is_asked_again(app, monkeypatch) -> None:
    shared, other = PostgresEngine(db.engine), PostgresEngine(db.engine)
    shared.rebuild(many(10))
    understand, swaps = understanding.understand, []

    def slowly(*about, **more):
        if len(swaps) < 2:
            swaps.append(other.rebuild(many(10 + len(swaps))))
        return understand(*about, **more)

    monkeypatch.setattr(understanding, "understand", slowly)
    assert total(shared, "emping") == sum(one.listing_id % 4 in (1, 3) for one in many(11))
    assert len(swaps) == 2


def test_queries_go_on_without_an_error_while_it_is_rebuilt_again_and_again(app) -> None:
    shared = PostgresEngine(db.engine)
    shared.rebuild(many(50))
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            while rebuilding.is_alive():
                assert total(shared, "emping") == 25
        except BaseException as error:
            failed.append(error)

    rebuilding = threading.Thread(target=lambda: [shared.rebuild(many(50)) for _ in range(6)])
    asking = [threading.Thread(target=ask) for _ in range(2)]
    rebuilding.start()
    for thread in asking:
        thread.start()
    for thread in (rebuilding, *asking):
        thread.join()
    assert failed == []


def test_a_lexeme_reaches_postgresql_as_it_stands(app) -> None:
    hurting = ["it's", "a\\b", "'; --", "x' | 'y", "\\", "''", "a:*", "!a & (b)", "ꦧꦠꦶꦏ꧀"]
    with db.engine.connect() as connection:
        for text in hurting:
            vector, query = "CAST(:it AS tsvector)", "CAST(CAST(:it AS text) AS tsquery)"
            asked = sa.text(f"SELECT tsvector_to_array({vector}), {vector} @@ {query}")
            assert connection.execute(asked, {"it": quoted(text)}).one() == ([text], True)


def test_a_word_that_came_a_moment_ago_is_corrected_to(app) -> None:
    shared = PostgresEngine(db.engine)
    shared.rebuild(SHELF)
    with reading.reading(db.engine, shared._spelling) as asked:
        assert "laron" not in asked.words.words()
    shared.replace([replace(EMPING, listing_id=9, title="Laron")])
    with reading.reading(db.engine, shared._spelling) as asked:
        assert "laron" in asked.words.words()


def test_what_was_made_of_the_words_is_used_again_where_none_is_new(app) -> None:
    shared = PostgresEngine(db.engine)
    shared.rebuild(SHELF)
    kept = []
    for _ in range(2):
        shared.replace([EMPING])
        with reading.reading(db.engine, shared._spelling) as asked:
            kept.append(asked.words.words())
    assert kept[0] is kept[1]
