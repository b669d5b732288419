"""`flask demo`: loads, shows codes, and stays quiet where it must."""

import dataclasses
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries as accounts
from marketplace.catalog.models import Listing
from marketplace.database import db
from marketplace.demo import cast


@pytest.fixture
def run(app: Any) -> Any:
    return lambda *words: app.test_cli_runner().invoke(args=["demo", *words])


def test_it_loads_once(run):
    first = run("--listings", "40")
    assert first.exit_code == 0, first.output
    assert "40 listings" in first.output
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Listing)) == 40
    second = run()
    assert second.exit_code == 1
    assert "kosong" in second.output


def test_it_prints_an_officer_s_present_code(run):
    run("--listings", "1")
    said = run("code", cast.IMAS.key)
    assert said.exit_code == 0, said.output
    imas = accounts.by_email(cast.IMAS.email)
    assert gateway.step_of_code(imas, said.output.strip()) is not None


def test_it_has_no_code_for_buyers_or_strangers(run):
    run("--listings", "1")
    for name in (cast.SARI.key, "siapa-saja"):
        assert run("code", name).exit_code == 1


def test_it_does_nothing_outside_demo_mode(app, run, monkeypatch):
    quiet = dataclasses.replace(app.config["SETTINGS"], demo=False)
    monkeypatch.setitem(app.config, "SETTINGS", quiet)
    for words in ((), ("code", cast.IMAS.key), ("cast",)):
        said = run(*words)
        assert said.exit_code == 1
        assert "demo mode" in said.output
