"""A process killed while it stages a file leaves nothing that anybody sees."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace.clock import now, today
from marketplace.database import db
from marketplace.registry import queries, services
from marketplace.registry.models import ImportRow, RegistryImport
from marketplace.registry.services import decisions
from tests.registry.desk import imported, preview
from tests.registry.test_killed_apply import ROOT, register


def kill_and_look(app: Flask, file: Path, point: str, rows: int) -> str:
    """Kill a preview; say whether an import is left that officers see."""
    imported(register(rows // 2, "B"))
    file.write_bytes(register(rows, "A"))
    url = db.engine.url.render_as_string(hide_password=False)
    arguments = [url, str(app.config["SETTINGS"].home), str(file), point]
    db.session.rollback()
    done = subprocess.run(
        [sys.executable, "-m", "tests.registry.killed", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode in (0, -9), done.stderr[-2000:]
    assert (queries.version(), queries.search(on=today())[1]) == (1, rows // 2)
    seen = [import_ for import_ in queries.imports(None)[0] if import_.state != "applied"]
    services.forget_half_staged(now() + timedelta(hours=2))
    kept = [import_.id for import_ in queries.imports(None)[0]]
    orphans = sa.select(sa.func.count()).where(ImportRow.import_id.not_in(kept))
    assert db.session.scalar(orphans) == 0
    half = sa.select(sa.func.count()).where(RegistryImport.state == "staging")
    assert db.session.scalar(half) == 0
    if not seen:
        return "nothing"
    (staged,) = seen
    assert (staged.summary["changed"], staged.summary["added"]) == (rows // 2, rows - rows // 2)
    assert queries.rows_of(staged)[1] == rows
    services.apply(staged, by=None)
    return "preview"


@pytest.mark.parametrize(
    ("point", "left"), [("s9", "nothing"), ("commit3", "nothing"), ("s999", "preview")]
)
def test_half_a_preview_is_nothing(app, tmp_path, point, left):
    assert kill_and_look(app, tmp_path / "register.csv", point, 60) == left


def test_rows_of_a_preview_that_was_dropped_halfway_go_too(app, monkeypatch):
    staged = preview(register(60, "A"))
    monkeypatch.setattr(decisions, "_forget_rows", lambda *_: False)
    services.discard(staged, by=None)
    assert queries.rows_of(staged)[1] == 60
    monkeypatch.undo()
    services.forget_half_staged(now())
    assert queries.rows_of(staged)[1] == 0
