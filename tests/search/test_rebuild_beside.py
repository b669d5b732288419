"""A rebuild stands beside the live index: others write meanwhile, and nothing of it is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from marketplace.catalog.queries import PublicListing
from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.engine_whoosh import engine as engine_whoosh
from marketplace.search.interface import EngineUnavailable, Query
from tests.search.shelf import EMPING, TODAY, many

ROOT = Path(__file__).parents[2]
NEWER = replace(EMPING, listing_id=500, title="Opak Ketan")
Shop = dict[int, PublicListing]


def found(engine: WhooshEngine, text: str = "") -> set[int]:
    return set(engine.search(Query(text, size=500), on=TODAY).ids)


def meanwhile(shop: Shop, act: Callable[[], None]) -> Iterator[PublicListing]:
    """What a rebuild reads: the state at its beginning; something happens when half is read."""
    before = list(shop.values())
    yield from before[: len(before) // 2]
    act()
    yield from before[len(before) // 2 :]


def of(shop: Shop) -> Callable[[Collection[int]], list[PublicListing]]:
    return lambda ids: [shop[one] for one in sorted(ids) if one in shop]


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path)
    engine.rebuild(many(40))
    return engine


def test_what_changes_during_a_rebuild_is_found_at_once_and_afterwards(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    shop = {one.listing_id: one for one in many(40)}
    other = WhooshEngine(tmp_path)

    def act() -> None:
        changed = {3: None, 38: None, 7: replace(shop[7], title="Wajit Cililin"), 500: NEWER}
        for listing_id, now in changed.items():
            shop.pop(listing_id) if now is None else shop.update({listing_id: now})
            other.replace([now] if now else [], among=[listing_id])
        assert found(other, "wajit") == {7} and found(other, "opak") == {500}
        assert not {3, 38} & found(other)

    assert engine.rebuild(meanwhile(shop, act), again=of(shop)) == 39
    for reader in (engine, WhooshEngine(tmp_path)):
        assert found(reader) == set(shop)
        assert found(reader, "wajit") == {7} and found(reader, "opak") == {500}
    assert not (tmp_path / "changed").exists()


def test_a_rebuild_that_cannot_look_again_makes_writers_wait(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_whoosh, "LOCK_WAIT", 0.05)
    refused = []

    def act() -> None:
        try:
            WhooshEngine(tmp_path).replace([NEWER])
        except EngineUnavailable as error:
            refused.append(str(error))

    engine.rebuild(meanwhile({one.listing_id: one for one in many(40)}, act))
    assert refused == ["another process is writing the index"]


def test_only_one_rebuilds_at_a_time(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_whoosh, "LOCK_WAIT", 0.05)
    shop = {one.listing_id: one for one in many(40)}

    def act() -> None:
        with pytest.raises(EngineUnavailable, match="rebuilding"):
            WhooshEngine(tmp_path).rebuild([], again=of({}))

    assert engine.rebuild(meanwhile(shop, act), again=of(shop)) == 40


def test_a_failed_rebuild_leaves_no_list_behind_that_grows(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    def fail() -> None:
        raise RuntimeError("the source went away")

    shop = {one.listing_id: one for one in many(40)}
    with pytest.raises(RuntimeError):
        engine.rebuild(meanwhile(shop, fail), again=of(shop))
    engine.replace([NEWER])
    assert not (tmp_path / "changed").exists()
    assert found(engine) == {*shop, 500}


REBUILDER = """
import sys, time
from pathlib import Path
from marketplace.search.engine_whoosh import WhooshEngine
from tests.search.shelf import many
def slowly():
    for one in many(1_000_000):
        yield one
        if one.listing_id == 300:
            print("halfway", flush=True)
WhooshEngine(Path(sys.argv[1])).rebuild(slowly(), again=lambda ids: [])
"""


def test_a_rebuild_killed_in_the_middle_leaves_the_old_index_answering(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    rebuilding = subprocess.Popen(
        [sys.executable, "-c", REBUILDER, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    assert rebuilding.stdout and rebuilding.stdout.readline() == b"halfway\n"
    time.sleep(0.1)
    assert (tmp_path / "changed").exists()
    engine.replace([NEWER])
    rebuilding.send_signal(signal.SIGKILL)
    rebuilding.wait()
    rebuilding.stdout.close()
    assert engine.health().usable
    assert found(WhooshEngine(tmp_path)) == {*range(1, 41), 500}
    engine.remove([500])
    assert not (tmp_path / "changed").exists()
    assert engine.rebuild(many(40), again=lambda ids: []) == 40
    assert len(list(tmp_path.glob("g*"))) == 1


def test_an_index_in_many_parts_stays_small_on_the_write_path(engine: WhooshEngine) -> None:
    for number in range(600, 680):
        engine.replace([replace(NEWER, listing_id=number)])
    health = engine.health()
    assert health.parts < 2 * 8 + 2
    assert found(engine, "opak") == set(range(600, 680))
    for number in range(600, 680):
        engine.remove([number])
    assert engine.health().parts < 2 * 8 + 2
    assert found(engine) == set(range(1, 41))
