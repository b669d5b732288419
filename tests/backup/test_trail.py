"""A restored backup shows what the trail lost, openly; who puts one back in secret is found."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from marketplace.audit import sealing
from marketplace.backup.engines import engine_of
from marketplace.database import db
from tests.audit.trail import attack, found, happen, kinds, lines, sealed


def run(app: Flask, *words: object, code: int = 0) -> str:
    db.session.rollback()
    result: Any = app.test_cli_runner().invoke(args=[str(word) for word in words])
    assert result.exit_code == code, result.output
    db.session.rollback()
    return str(result.output)


@pytest.fixture
def lost(app: Flask, tmp_path: Path) -> Path:
    """A backup after five events; ten more were sealed since, and one waits for its seal."""
    sealed(5)
    run(app, "backup", tmp_path / "copy")
    sealed(4)
    sealed(6)
    happen(1)
    assert [line.split()[2] for line in lines()] == ["5", "9", "15"]
    return tmp_path / "copy"


def test_what_a_restore_lost_is_told_openly(app: Flask, lost: Path) -> None:
    told = run(app, "restore", lost, "--replace")
    assert "10 sealed events are not in the backup" in told
    verdict = found()
    assert verdict.is_sound and [one.own for one in verdict.restorations] == [5]
    assert [line.head.sequence for line, _ in verdict.lost if line.head] == [9, 15]
    said = run(app, "audit", "verify")
    assert "A backup was put back" in said and said.count("lost by the restore") == 2
    sealed(20)
    assert found().is_sound and len(found().lost) == 2


def test_an_end_that_was_cut_after_a_restore_is_not_excused_by_it(app: Flask, lost: Path) -> None:
    run(app, "restore", lost, "--replace")
    sealed(4)
    attack("DELETE FROM event_seals WHERE sequence > 8", "DELETE FROM events WHERE id > 8")
    assert "cut off" in kinds()


def test_a_copy_that_was_put_back_in_secret_is_found(
    app: Flask, lost: Path, tmp_path: Path
) -> None:
    engine = engine_of(db.engine)
    engine.copy(tmp_path / "secret")
    sealed(3)
    db.session.remove()
    db.engine.dispose()
    engine.put_back(tmp_path / "secret")
    assert kinds() == {"cut off"}
    happen(6)
    sealing.seal_within(5)
    assert kinds() == {"replaced"}


def test_nobody_excuses_a_cut_end_by_telling_of_a_restore_herself(app: Flask) -> None:
    sealed(5)
    sealed(4)
    told = '{"own": 5, "own_mac": null, "outside": 9, "outside_mac": null}'
    attack(
        "DELETE FROM event_seals WHERE sequence > 5",
        "DELETE FROM events WHERE id > 5",
        "INSERT INTO events (name, subject_kind, subject_id, details, at) VALUES "
        f"('database.restored', 'Database', '', '{told}', '2100-01-01 00:00:00.000000')",
    )
    sealing.seal_within(5)
    assert kinds() >= {"restore forged", "cut off"}
    assert "is told of" in run(app, "audit", "verify", code=1)


def test_what_a_true_restore_told_excuses_nothing_that_was_cut_later(
    app: Flask, lost: Path
) -> None:
    run(app, "restore", lost, "--replace")
    chosen = "SELECT CAST(details AS text) FROM events WHERE name = 'database.restored'"
    told = db.session.connection().exec_driver_sql(chosen).scalar_one()
    db.session.rollback()
    sealed(2)
    attack(
        "DELETE FROM event_seals WHERE sequence > 5",
        "DELETE FROM events WHERE id > 5",
        "INSERT INTO events (name, subject_kind, subject_id, details, at) VALUES "
        f"('database.restored', 'Database', '', '{told}', '2100-01-01 00:00:00.000000')",
    )
    sealing.seal_within(5)
    assert kinds() & {"cut off", "replaced"}
