"""Approve, reject, the owner's answer and a newer register at once: two hundred rounds.

Two server processes on one database, on each engine; the verdict counts rows, not answers.
"""

import contextlib
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace import create_app
from marketplace.database import db
from tests.conftest import load_reference_data, settings_for
from tests.databases import ENGINES, create_schema, url_of
from tests.deciders import Contest
from tests.stand_ins import free_port, process, python, wait_for

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("ROUNDS", "200"))
SECRET = "kunci-dua-penentu-1234567890-abcdefgh"
DATA_KEY = "kunci-data-dua-penentu-0987654321-abcd"
SEED = 20261125

pytestmark = pytest.mark.proof


@contextlib.contextmanager
def offices(engine: str, home: Path) -> Iterator[Contest]:
    """Two web processes that share a database and a home, and an application beside them."""
    url = url_of(engine, home, "deciders")
    keys = {"secret_key": SECRET, "data_keys": (DATA_KEY,)}
    app = create_app(settings_for(home, url, **keys))
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
    shared = {
        "DATABASE_URL": url, "SECRET_KEY": SECRET, "DATA_KEYS": DATA_KEY, "DEMO": "1",
        "MARKETPLACE_HOME": str(home), "BEHIND_PROXIES": "1", "SITE_URL": "http://localhost",
        "PYTHONPATH": str(ROOT), "FLASK_APP": str(ROOT / "wsgi.py"),
    }  # fmt: skip
    ports = [free_port(), free_port()]
    with contextlib.ExitStack() as running:
        for port in ports:
            running.enter_context(process(*python("-m", "flask", "web"), **shared, PORT=str(port)))
        for port in ports:
            wait_for(port, within=60)
        with app.app_context():
            yield Contest(app, [f"http://127.0.0.1:{port}" for port in ports], random.Random(SEED))
            db.session.remove()
            db.engine.dispose()


@pytest.mark.parametrize("engine", ENGINES)
def test_two_hundred_rounds(engine, tmp_path, capsys):
    with offices(engine, tmp_path) as contest:
        contest.prepare()
        for number in range(ROUNDS):
            contest.round(number)
        contest.end()
    with capsys.disabled():
        print(f"\n{engine}, {ROUNDS} rounds; answers {dict(contest.answers)}")
        for how, times in sorted(contest.outcomes.items()):
            print(f"  {times:4} {how}")
