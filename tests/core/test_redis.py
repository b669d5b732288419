"""Redis, for real: limits and hints shared between processes, and what happens without it."""

import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from marketplace import create_app, jobs
from marketplace.database import db
from marketplace.web.limits import limiter
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema
from tests.stand_ins import free_port, own_redis, redis_url


def site(home: Path, redis: str) -> Flask:
    """An application that is not under test: it counts, and its queue is real."""
    home.mkdir(exist_ok=True)
    database = f"sqlite:///{home.parent / 'shared.sqlite3'}"
    app = create_app(settings_for(home, database, redis_url=redis, testing=False))
    with app.app_context():
        if not (home.parent / "made").exists():
            create_schema(db.engine)
            load_reference_data()
            (home.parent / "made").touch()
    return app


@pytest.fixture(autouse=True)
def limits_as_before() -> Any:
    yield
    limiter.enabled = False


def tries(app: Flask, times: int) -> list[int]:
    """Wrong passwords for one account, each from another address."""
    found = []
    for time_ in range(times):
        answer = app.test_client().post(
            "/masuk",
            data={"identity": "081234567890", "password": "salah sekali"},
            headers={"Sec-Fetch-Site": "same-origin"},
            environ_overrides={"REMOTE_ADDR": f"10.0.{time_}.1"},
        )
        found.append(answer.status_code)
    return found


def test_two_processes_count_one_persons_attempts_together(tmp_path: Path) -> None:
    url = redis_url(1)
    first = tries(site(tmp_path / "a", url), 12)
    second = tries(site(tmp_path / "b", url), 10)  # the limiter is opened anew, as in a new process
    assert first == [422] * 12
    assert second == [422] * 8 + [429] * 2


def test_guessing_stays_limited_when_redis_goes_away(tmp_path: Path) -> None:
    with own_redis() as (url, server):
        app = site(tmp_path / "a", url)
        assert tries(app, 3) == [422] * 3
        server.terminate()
        server.wait(10)
        before = time.monotonic()
        assert tries(app, 22) == [422] * 20 + [429] * 2
        assert time.monotonic() - before < 20


def test_a_hint_reaches_the_worker_of_another_process(tmp_path: Path) -> None:
    url = redis_url(2)
    web, worker = site(tmp_path / "a", url), site(tmp_path / "b", url)
    with web.app_context():
        jobs.hint(4_000_000)
    task = worker.extensions["queue"].dequeue()
    assert task.args == (4_000_000,)
    assert jobs.trouble(worker) is None
    assert not list(tmp_path.glob("*/queue.sqlite3"))


def test_a_change_is_kept_when_the_hint_cannot_be_given(tmp_path: Path) -> None:
    app = site(tmp_path / "a", f"redis://127.0.0.1:{free_port()}/0")
    before = time.monotonic()
    with app.app_context():
        jobs.hint(1)  # says so in the log, and does not raise
    assert jobs.trouble(app) == "ConnectionError"
    assert time.monotonic() - before < 10
