"""After a person is erased nothing of her is left: no table, file, index, log or later dump."""

import subprocess
from pathlib import Path

import flask_migrate
import pytest

from marketplace.accounts import services
from marketplace.backup import taking
from marketplace.clock import now
from marketplace.database import db
from marketplace.search import queries as searching
from marketplace.search import services as search
from marketplace.search.interface import Query
from tests.accounts import canaries
from tests.backup.keeping import content_of
from tests.builders import people
from tests.databases import SERVER


@pytest.fixture
def planted(app, yayah, worker, caplog):
    """Her, and what stands for her."""
    caplog.set_level("DEBUG")
    user, needles = canaries.plant(app, yayah, worker)
    search.rebuild()
    return user, needles


def carried_away(app, folder: Path) -> bytes:
    """A backup that an operator takes now, with PostgreSQL's part as plain text."""
    flask_migrate.stamp()
    taking.take(app, folder)
    content = content_of(app, folder)
    if db.engine.dialect.name == "sqlite":
        return content
    address = f"{SERVER.replace('+psycopg', '')}/{db.engine.url.database}"
    return content + subprocess.run(["pg_dump", address], check=True, capture_output=True).stdout


def listings_found() -> int:
    """How many listings the search finds under her title."""
    answer = searching.find(Query(canaries.WORDS["judul"]))
    assert not answer.degraded
    return len(answer.ids)


def test_nothing_is_left_of_a_person(app, planted, worker, caplog, capfd, tmp_path):
    user, needles = planted
    before = {n: canaries.tables_with(w) | canaries.files_with(app, w) for n, w in needles.items()}
    assert [name for name, places in before.items() if not places] == [], "planted nowhere"
    assert len(set().union(*before.values())) > 25
    earlier = carried_away(app, tmp_path / "earlier").lower()
    assert [name for name, needle in needles.items() if needle.lower() not in earlier] == []
    assert listings_found() == 1
    services.ask_to_be_erased(user, people.PASSWORD, "", now())
    worker()
    assert {n: found for n, w in needles.items() if (found := canaries.tables_with(w))} == {}
    assert listings_found() == 0
    services.apply_retention(now())
    left = {n: found for n, w in needles.items() if (found := canaries.files_with(app, w))}
    assert left == {}
    carried = carried_away(app, tmp_path / "later").lower()
    said = (caplog.text + capfd.readouterr().err).encode()
    for name, needle in needles.items():
        assert needle.lower() not in carried, name
        assert needle.lower() not in said.lower(), name


def test_what_is_never_kept_stands_nowhere_even_before(app, planted):
    for needle in (canaries.USER_AGENT.encode(), b"kenariagen", canaries.EXIF.encode()):
        assert canaries.tables_with(needle) == set()
        assert canaries.files_with(app, needle) == set()
