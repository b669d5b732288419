"""A newer index is opened aside: there at once when it is small, waited for by nobody when not."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.engine_whoosh import engine as engine_whoosh
from marketplace.search.engine_whoosh.state import State
from marketplace.search.interface import Query
from tests.search.shelf import EMPING, SHELF, TODAY


@pytest.fixture
def engines(tmp_path: Path) -> tuple[WhooshEngine, WhooshEngine]:
    writer, reader = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    writer.rebuild(SHELF)
    assert reader.search(Query(), on=TODAY).total == len(SHELF)
    return writer, reader


def total(engine: WhooshEngine) -> int:
    return engine.search(Query(), on=TODAY).total


def test_while_a_newer_state_opens_the_older_answers_under_its_own_version(
    engines: tuple[WhooshEngine, WhooshEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = engines
    before = reader.version()
    monkeypatch.setattr(engine_whoosh, "PATIENCE", 0.02)
    may_open, opened = threading.Event(), WhooshEngine._open

    def slowly(self: WhooshEngine) -> State:
        state = opened(self)
        may_open.wait(10)
        return state

    monkeypatch.setattr(WhooshEngine, "_open", slowly)
    writer.replace([replace(EMPING, listing_id=50)])
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        assert (reader.version(), total(reader)) == (before, len(SHELF))
        took.append(time.perf_counter() - begun)
    assert sum(took) < 1, "all of them together wait no longer than one"
    may_open.set()
    until = time.monotonic() + 5
    while reader.version() == before and time.monotonic() < until:
        time.sleep(0.01)
    assert total(reader) == len(SHELF) + 1


def test_an_answer_is_never_older_than_the_version_asked_before(
    engines: tuple[WhooshEngine, WhooshEngine],
) -> None:
    writer, reader = engines
    for number in range(100, 112):
        writer.replace([replace(EMPING, listing_id=number)])
        assert reader.version() == writer.version()
        assert number in reader.search(Query("emping"), on=TODAY).ids


def test_a_state_that_cannot_be_opened_leaves_the_older_one(
    engines: tuple[WhooshEngine, WhooshEngine], tmp_path: Path
) -> None:
    writer, reader = engines
    writer.replace([replace(EMPING, listing_id=60)])
    for arrays in tmp_path.glob("*/*.arrays"):
        arrays.write_bytes(b"rusak")
    assert total(reader) == len(SHELF)
    assert not reader.health().usable
