"""Applications on every engine, emptied before each test, and clients that behave like browsers."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from marketplace import create_app
from marketplace.config import Settings
from marketplace.database import db, transaction
from tests.databases import ENGINES, create_schema, empty, forget_files, url_of
from tests.page import Browser, Client

os.environ.setdefault("TZ", "UTC")
PLUGINS = ("builders.fixtures", "builders.days", "canary", "examples")
pytest_plugins = [f"tests.{name}" for name in PLUGINS]


def settings_for(home: Path, database_url: str, **changes: Any) -> Settings:
    """The settings of an application under test."""
    chosen: dict[str, Any] = {
        "home": home,
        "database_url": database_url,
        "secret_key": "kunci-untuk-pengujian-saja-1234567890",
        "site_url": "http://localhost",
        "demo": True,
        # Tests see each page made; tests of the cache switch it on.
        "page_cache_mb": 0,
        "testing": True,
    }
    return Settings(**{**chosen, **changes})


@pytest.fixture(scope="session")
def applications(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Flask]]:
    """One application for each engine and process, made when first asked for."""
    made: dict[str, Flask] = {}

    class Made(dict[str, Flask]):
        def __missing__(self, engine: str) -> Flask:
            home = tmp_path_factory.mktemp(engine)
            app = create_app(settings_for(home, url_of(engine, home)))
            app.test_client_class = Client
            with app.app_context():
                create_schema(db.engine)
                load_reference_data()
            made[engine] = self[engine] = app
            return app

    yield Made()
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


def load_reference_data() -> None:
    """What every installation has: places and categories."""
    from marketplace.catalog import services as catalog
    from marketplace.places import services as places

    places.sync()
    catalog.sync_categories()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The database engine under test."""
    name: str = request.param
    return name


@pytest.fixture
def app(engine: str, applications: dict[str, Flask]) -> Iterator[Flask]:
    """The application with an empty world: places and categories only."""
    application = applications[engine]
    with application.app_context():
        empty(db.engine)
        forget_files(application)
        yield application
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser without cookies."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Visits pages and checks each of them; `browser.as_(user)` signs in."""
    return Browser(app)


@pytest.fixture
def worker(app: Flask) -> Any:
    """Call it to do what the worker would do by now: waiting tasks and every waiting event."""
    from marketplace import events, tasks

    def work() -> int:
        done = 0
        db.session.rollback()
        while worked := tasks.run_waiting() + events.deliver_waiting():
            done += worked
        db.session.rollback()
        return done

    return work


@pytest.fixture
def statements(app: Flask) -> Any:
    """`with statements() as seen:` collects the SQL that runs inside."""
    from sqlalchemy import event

    @contextlib.contextmanager
    def collect() -> Iterator[list[str]]:
        seen: list[str] = []

        def see(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", see)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", see)

    return collect


@pytest.fixture
def keep(app: Flask) -> Any:
    """`keep(record, …)` saves records made by hand and hands back the first."""

    def save(*records: Any) -> Any:
        with transaction() as session:
            session.add_all(records)
        return records[0]

    return save
