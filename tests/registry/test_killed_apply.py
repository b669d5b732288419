"""A process killed while it applies an import leaves the register old or new, never half."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace.clock import today
from marketplace.database import db
from marketplace.registry import queries, services
from marketplace.registry.models import Cooperative
from tests.registry.desk import imported, preview, text_of

ROOT = Path(__file__).parents[2]
ROWS = 60


def register(count: int, grade: str) -> bytes:
    """So many invented cooperatives of Lebak."""
    line = "{number},KSP Uji {i},{i}/BH/KDK.10/I/2001,KAB.LEBAK,{grade},Aktif,2028-01-01,"
    rows = [line.format(number=3602010000001 + i, i=i, grade=grade) for i in range(count)]
    return text_of(*rows)


def facts_resting_on(import_id: int) -> int:
    """How many facts of the register rest on an import."""
    found = queries.sources_of(db.session.scalars(sa.select(Cooperative.id)).all())
    told = (source for facts in found.values() for source in facts.values())
    return sum(source.import_id == import_id for source in told)


def kill_and_look(app: Flask, point: str, rows: int) -> str:
    """Kill an apply that changes half of the rows and adds the other half; say what is left."""
    imported(register(rows // 2, "B"))
    staged = preview(register(rows, "A"))
    assert (staged.summary["changed"], staged.summary["added"]) == (rows // 2, rows // 2)
    url = db.engine.url.render_as_string(hide_password=False)
    arguments = [url, str(app.config["SETTINGS"].home), str(staged.id), point]
    db.session.rollback()
    done = subprocess.run(
        [sys.executable, "-m", "tests.registry.killed", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, -9), done.stderr[-2000:]
    found = {
        "state": queries.import_of(staged.id, None).state,
        "version": queries.version(),
        "records": queries.search(on=today())[1],
        "changed": db.session.scalar(sa.select(sa.func.count()).where(Cooperative.grade == "A")),
        "sources": facts_resting_on(staged.id),
    }
    old = {"state": "staged", "version": 1, "records": rows // 2, "changed": 0, "sources": 0}
    if found == old:
        services.apply(queries.import_of(staged.id, None), by=None)
        assert queries.search(on=today())[1] == rows
        return "old"
    new = {"state": "applied", "version": 2, "records": rows, "changed": rows}
    assert {name: found[name] for name in new} == new
    assert found["sources"] > rows
    return "new"


@pytest.mark.parametrize(("point", "left"), [("s7", "old"), ("commit", "old"), ("s99", "new")])
def test_what_is_left_is_the_old_register_or_the_new_one(app, point, left):
    assert kill_and_look(app, point, ROWS) == left
