"""A missing, damaged or locked index is one clear error, and a rebuild always heals it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.search import understanding
from marketplace.search.engine_whoosh import WhooshEngine
from marketplace.search.engine_whoosh import engine as engine_whoosh
from marketplace.search.interface import EngineUnavailable, Query
from tests.search.shelf import EMPING, SHELF, TODAY

HARM = {
    "deleted": lambda file: file.unlink(),
    "emptied": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "changed": lambda file: file.write_bytes(b"\x07" + file.read_bytes()[1:-1] + b"\x07"),
}
# What answers queries, and what only writers read: as long as that is all, answers go on.
READ = ("live.json", "*/*.arrays")
WRITTEN = ("*/*.toc", "*/*.seg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    WhooshEngine(tmp_path).rebuild(SHELF)
    return tmp_path


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("pattern", READ + WRITTEN)
def test_each_file_damaged_in_each_way_is_noticed_and_healed(
    folder: Path, pattern: str, harm: str
) -> None:
    (file,) = folder.glob(pattern)
    serving = WhooshEngine(folder)
    assert serving.search(Query("emping"), on=TODAY).total == 2
    HARM[harm](file)
    newcomer = WhooshEngine(folder)
    assert not newcomer.health().usable
    with pytest.raises(EngineUnavailable):
        newcomer.replace([EMPING])
    if pattern in WRITTEN:
        assert newcomer.search(Query("emping"), on=TODAY).total == 2
    else:
        with pytest.raises(EngineUnavailable):
            newcomer.search(Query("emping"), on=TODAY)
    if file.exists():
        assert serving.search(Query("emping"), on=TODAY).total == 2, "what was whole still answers"
    newcomer.rebuild(SHELF[1:])
    assert newcomer.health().usable
    assert newcomer.search(Query("emping"), on=TODAY).total == 1
    assert serving.search(Query("emping"), on=TODAY).total == 1


def test_a_folder_without_an_index_is_unavailable_for_reading_and_writing(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "none")
    with pytest.raises(EngineUnavailable):
        engine.search(Query(), on=TODAY)
    with pytest.raises(EngineUnavailable):
        engine.replace([EMPING])
    assert not engine.health().usable


@pytest.mark.parametrize(
    "said",
    [
        {"folder": ".."},
        {"folder": ""},
        {"files": {"../live.json": [1, 1]}, "segments": {"../live.json": []}},
        {"segments": []},
        {"segments": {"x": "y"}},
    ],
)
def test_a_note_that_leads_elsewhere_is_not_followed(folder: Path, said: dict[str, object]) -> None:
    note = folder / "live.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | said))
    newcomer = WhooshEngine(folder)
    assert not newcomer.health().usable
    with pytest.raises(EngineUnavailable):
        newcomer.search(Query("emping"), on=TODAY)
    newcomer.rebuild(SHELF)
    assert newcomer.search(Query("emping"), on=TODAY).total == 2


def test_what_was_typed_does_not_reach_the_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("nama ibu saya")

    engine = WhooshEngine(folder)
    engine.search(Query("emping"), on=TODAY)
    monkeypatch.setattr("marketplace.search.engine_whoosh.state.State.answer", breaks)
    with pytest.raises(EngineUnavailable) as told:
        engine.search(Query("nama ibu saya"), on=TODAY)
    assert "ibu" not in str(told.value)


def test_an_index_locked_by_another_writer_is_unavailable_after_a_while(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_whoosh, "LOCK_WAIT", 0.1)
    engine = WhooshEngine(folder)
    with WhooshEngine(folder)._alone(), pytest.raises(EngineUnavailable):
        engine.remove([1])
    engine.remove([1])
    assert engine.health().documents == len(SHELF) - 1


def test_an_index_whose_words_were_read_otherwise_is_stale_but_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(understanding, "ANALYSIS", 99)
    health = WhooshEngine(folder).health()
    assert (health.usable, health.stale) == (True, True)


def test_an_index_of_another_shape_waits_for_a_rebuild(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_whoosh, "SHAPE", 99)
    engine = WhooshEngine(folder)
    with pytest.raises(EngineUnavailable):
        engine.replace([EMPING])
    engine.rebuild(SHELF)
    assert engine.search(Query(), on=TODAY).total == len(SHELF)


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from marketplace.search.engine_whoosh import WhooshEngine
from tests.search.shelf import EMPING
engine = WhooshEngine(Path(sys.argv[1]))
engine.replace([replace(EMPING, listing_id=77, title="Opak Ketan", shop_name="Baru")])
engine.remove([1])
"""


def test_a_process_sees_what_another_one_wrote(folder: Path) -> None:
    reader = WhooshEngine(folder)
    assert reader.search(Query("opak"), on=TODAY).total == 0
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", WRITER, str(folder)],
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert reader.search(Query("opak"), on=TODAY).ids == (77,)
    assert reader.search(Query("melinjo"), on=TODAY).ids == (77,)
