"""Every engine offers the shingles of titles for any rows, through changes and merges."""

from dataclasses import replace

import numpy as np
import pytest

from marketplace.database import db
from marketplace.search.engine_postgres import PostgresEngine
from marketplace.search.engine_postgres.pool import Pool
from marketplace.search.engine_postgres.reading import reading
from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.engine_whoosh.state import State
from marketplace.search.interface import Query
from marketplace.search.ranking import shingles
from marketplace.search.tree import Tree
from tests.search.shelf import SHELF, TODAY, many


def told(state: State | Pool) -> dict[int, list[int]]:
    """The shingles of every live row, by listing."""
    rows = np.flatnonzero(state.live)[::-1]
    values, ends = state.shingles(rows)
    each = np.split(values, ends[:-1]) if len(rows) else []
    ids = state.columns.listing[rows].tolist()
    return {id_: one.tolist() for id_, one in zip(ids, each, strict=True)}


def expected(documents) -> dict[int, list[int]]:
    return {one.listing_id: shingles.of_title(one).tolist() for one in documents}


def test_files_keep_them_through_changes(tmp_path) -> None:
    engine = WhooshEngine(tmp_path)
    documents = {one.listing_id: one for one in many(30)}
    engine.rebuild(documents.values())
    assert told(engine._newest()) == expected(documents.values())
    for number in (3, 40, 41):
        documents[number] = replace(SHELF[1], listing_id=number, title=f"Kue {number} !")
        engine.replace([documents[number]], among=[5])
    del documents[5]
    assert told(engine._newest()) == expected(documents.values())


def test_a_title_without_a_letter_has_those_of_nothing(tmp_path) -> None:
    engine = WhooshEngine(tmp_path)
    documents = [replace(SHELF[0], title="!!!"), SHELF[1]]
    engine.rebuild(documents)
    assert told(engine._newest()) == expected(documents)
    assert expected(documents)[1] == []


def test_picking_no_rows_gives_nothing(tmp_path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.rebuild([])
    values, ends = engine._newest().shingles(np.zeros(0, np.int64))
    assert (len(values), len(ends)) == (0, 0)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_database_keeps_them_through_changes(app) -> None:
    engine = PostgresEngine(db.engine)
    documents = {one.listing_id: one for one in many(30)}
    engine.rebuild(documents.values())
    documents[3] = replace(SHELF[1], listing_id=3, title="Kue 3 !")
    engine.replace([documents[3]], among=[5])
    del documents[5]
    with reading(db.engine, engine._spelling) as asked:
        pool = asked.candidates([], Tree(), Query(), TODAY, most=100).pool
        assert told(pool) == expected(documents.values())


def test_alike_titles_share_more_of_them() -> None:
    titles = ("emping melinjo", "empng melinjo", "kain batik")
    whole, slip, other = (set(shingles.of(title.split()).tolist()) for title in titles)
    assert len(whole & slip) > len(whole & other)
