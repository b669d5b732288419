"""Every engine offers the shingles of titles for any rows, through changes and merges."""

from dataclasses import replace

import numpy as np

from marketplace.search import shingles
from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.row_segment import made_of, merged
from marketplace.search.state import State
from tests.search.shelf import SHELF, many


def told(state: State) -> dict[int, list[int]]:
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


def test_rows_of_the_database_keep_them_through_merges() -> None:
    from marketplace.search.engine_postgres import _row

    def segment(documents):
        rows = [_row(document, 1) for document in documents]
        return made_of([(row["properties"], row["terms"]) for row in rows])

    parts = [segment(SHELF[:2]), segment(SHELF[2:])]
    whole = merged([(parts[0], np.array([False, True])), (parts[1], np.ones(2, np.bool_))])
    assert told(State(parts, [[], []])) == expected(SHELF)
    assert told(State([whole], [[]])) == expected(SHELF[1:])


def test_alike_titles_share_more_of_them() -> None:
    titles = ("emping melinjo", "empng melinjo", "kain batik")
    whole, slip, other = (set(shingles.of(title.split()).tolist()) for title in titles)
    assert len(whole & slip) > len(whole & other)
