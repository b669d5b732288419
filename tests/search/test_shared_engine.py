"""The index in PostgreSQL: the same answers as the files give, and machines that follow at once."""

import random
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.search import engines, services, understanding
from marketplace.search.engine_postgres import PostgresEngine, packing, writing
from marketplace.search.engine_postgres import engine as engine_module
from marketplace.search.engine_postgres.reading import reading
from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.interface import Answer, Engine, EngineUnavailable, Query
from tests.search.shelf import EMPING, SHELF, TODAY, many

pytestmark = [pytest.mark.parametrize("engine", ["postgresql"], indirect=True)]
QUERIES = (
    Query(),
    Query("emping"),
    Query("kripik pisang madu"),
    Query("gula sem"),
    Query("emping batik gula organik"),
    Query("manis", places=("36.02",)),
    Query(categories=("camilan",), verified=True),
    Query(price_from=20_000, price_to=40_000, sort="cheapest"),
)


def told(engine: Engine, query: Query) -> tuple[object, ...]:
    answer: Answer = engine.search(replace(query, size=500), on=TODAY)
    return set(answer.ids), answer.total, answer.facets, answer.relaxed


def test_a_long_life_leaves_the_same_answers_as_the_files_give(app, tmp_path: Path) -> None:
    chance = random.Random(7)
    files, shared, reader = (
        WhooshEngine(tmp_path),
        PostgresEngine(db.engine),
        PostgresEngine(db.engine),
    )
    for engine in (files, shared):
        engine.rebuild(many(60))
    for turn in range(40):
        ids = chance.sample(range(1, 90), chance.choice((1, 1, 2, 30)))
        documents = [replace(chance.choice(SHELF), listing_id=one) for one in ids[::2]]
        for engine in (files, shared):
            engine.replace(documents, among=ids)
        if turn % 5 == 0:
            for query in QUERIES:
                expected = told(files, query)
                assert told(reader, query) == expected
                assert told(PostgresEngine(db.engine), query) == expected


def test_two_writers_at_once_lose_nothing(app) -> None:
    engines = [PostgresEngine(db.engine) for _ in range(2)]
    engines[0].rebuild([])

    def write(engine: PostgresEngine, first: int) -> None:
        for number in range(first, first + 40):
            engine.replace([replace(EMPING, listing_id=number)])

    threads = [
        threading.Thread(target=write, args=(engine, place * 100 + 1))
        for place, engine in enumerate(engines)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        engines[1].search(Query("emping"), on=TODAY)
    for thread in threads:
        thread.join()
    assert [engine.search(Query("emping"), on=TODAY).total for engine in engines] == [80, 80]


def test_an_answer_is_never_older_than_the_version_asked_before(app) -> None:
    writer, reader = PostgresEngine(db.engine), PostgresEngine(db.engine)
    writer.rebuild(SHELF)
    for number in range(10, 20):
        writer.replace([replace(EMPING, listing_id=number)])
        version = writer.version()
        assert reader.version() == version
        assert number in reader.search(Query("emping"), on=TODAY).ids


def test_a_database_put_back_to_an_older_day_is_read_anew(app) -> None:
    reader = PostgresEngine(db.engine)
    reader.rebuild(many(40))
    assert reader.search(Query(), on=TODAY).total == 40
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sa.text("DELETE FROM search_shelf_a WHERE listing_id > 3"))
        connection.execute(sa.text("UPDATE search_terms_a SET naming = 0 WHERE term = 'gula'"))
        connection.execute(sa.text("UPDATE generations SET number = 5 WHERE name = 'search'"))
    assert reader.search(Query(), on=TODAY).total == 3
    with reading(db.engine, reader._spelling) as asked:
        assert "emping" in asked.words.words()
        assert "gula" not in asked.words.words()


def test_what_was_removed_leaves_no_word_behind(app) -> None:
    engine = PostgresEngine(db.engine)
    engine.rebuild([replace(EMPING, title="Kenari rahasia")])
    engine.remove([EMPING.listing_id])
    with db.engine.connect() as connection:
        for table in ("shelf_a", "fresh", "terms_a", "postings_a"):
            assert connection.scalar(sa.text(f"SELECT count(*) FROM search_{table}")) == 0


def test_a_word_that_only_one_had_goes_with_her(app) -> None:
    engine = PostgresEngine(db.engine)
    engine.rebuild([replace(EMPING, listing_id=9, shop_name="Ibu Sarikuning"), *SHELF])
    engine.remove([9])
    with db.engine.connect() as connection:
        for table in ("terms_a", "postings_a"):
            asked = sa.text(
                f"SELECT term FROM search_{table} WHERE term IN ('sarikuning', 'emping')"
            )
            assert set(connection.scalars(asked)) == {"emping"}


def test_listings_apart_from_the_shelf_call_for_a_rebuild_at_night(app, monkeypatch) -> None:
    engine = PostgresEngine(db.engine)
    engine.rebuild(many(20))
    assert engine.health().parts == 1
    monkeypatch.setattr(engine_module, "FRESH_PART", 2)
    engine.replace(many(6))
    assert engine.health().parts == 4
    engine.rebuild(many(20))
    assert (engine.health().parts, engine.health().rebuilding) == (1, False)


def test_who_asks_knows_that_somebody_rebuilds(app) -> None:
    engine = PostgresEngine(db.engine)
    engine.rebuild(many(20))

    def read():
        assert engine.health().rebuilding
        yield from many(20)

    engine.rebuild(read())
    assert not engine.health().rebuilding


def test_without_an_index_nothing_is_read_or_written(app) -> None:
    engine = PostgresEngine(db.engine)
    assert not engine.health().usable
    assert engine.version() == "unavailable"
    with pytest.raises(EngineUnavailable):
        engine.search(Query(), on=TODAY)
    with pytest.raises(EngineUnavailable):
        engine.replace([EMPING])


def test_an_index_locked_by_another_writer_is_unavailable_after_a_while(
    app, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = PostgresEngine(db.engine)
    engine.rebuild(SHELF)
    monkeypatch.setattr(writing, "LOCK_WAIT", 1)
    with writing.changing(db.engine), pytest.raises(EngineUnavailable, match="written"):
        engine.remove([1])
    engine.remove([1])
    assert engine.health().documents == len(SHELF) - 1


def test_an_index_whose_words_were_read_otherwise_is_stale_but_answers(
    app, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = PostgresEngine(db.engine)
    engine.rebuild(SHELF)
    monkeypatch.setattr(understanding, "ANALYSIS", 99)
    assert engine.health().stale
    assert engine.search(Query("emping"), on=TODAY).total == 2


def test_an_index_of_another_shape_is_not_read_and_builds_itself_anew(
    app, monkeypatch: pytest.MonkeyPatch
) -> None:
    PostgresEngine(db.engine).rebuild(SHELF)
    monkeypatch.setattr(packing, "SHAPE", 99)
    engine = engines.engine()
    with pytest.raises(EngineUnavailable, match="shape"):
        engine.search(Query("emping"), on=TODAY)
    assert not engine.health().usable
    services.keep_whole()
    assert engine.search(Query(), on=TODAY).total == engine.health().documents < len(SHELF)
