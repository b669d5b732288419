"""`flask search`: rebuild the index and ask it, by hand."""

import json
from typing import Any

import pytest

from marketplace.search import queries
from marketplace.search.interface import EngineUnavailable
from tests.builders import goods

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def run(app: Any, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=["search", *words])


def test_an_operator_rebuilds_and_asks(app: Any) -> None:
    goods.open_street()
    result = run(app, "rebuild")
    assert result.exit_code == 0, result.output
    assert "4 listings indexed" in result.output
    assert queries.trouble() is None
    asked = ("query", "emping", "--regency", "kabupaten-pandeglang", "--category", "camilan")
    found = json.loads(run(app, *asked, "--json").stdout)
    assert (found["total"], found["degraded"]) == (2, False)
    assert {one["title"] for one in found["listings"]} == {"Emping manis", "Emping asin pedas"}
    assert found["facets"]["places"]["36.01"] == 2
    assert json.loads(run(app, *asked, "--verified", "--json").stdout)["total"] == 0
    assert "2 found" in run(app, "query", "emping", "--regency", "36.01").output


def test_a_rebuild_shows_how_far_it_is(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    goods.open_street()
    monkeypatch.setattr("click._termui_impl.isatty", lambda _: True)
    shown = run(app, "rebuild").stderr
    assert "Indexing" in shown and "4/4" in shown


def test_the_doctor_says_when_there_are_too_many_listings_for_files(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> str:
        lines: str = app.test_cli_runner().invoke(args=["doctor"]).output
        (line,) = (one for one in lines.splitlines() if one.startswith("search "))
        return line

    assert told().endswith("whoosh, files in the home")
    monkeypatch.setattr("marketplace.search.queries.documents", lambda: 120_000)
    assert "120000 listings, more than 100000: keep the index in PostgreSQL" in told()


def test_a_question_without_an_index_is_answered_plainly(app: Any) -> None:
    goods.open_street()
    result = run(app, "query", "emping")
    assert result.exit_code == 0
    assert "(degraded)" in result.output


def test_a_rebuild_that_cannot_write_says_why(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> int:
        raise EngineUnavailable("another process is writing the index")

    monkeypatch.setattr("marketplace.search.services.rebuild", refuse)
    result = run(app, "rebuild")
    assert result.exit_code == 1
    assert "another process is writing" in result.output
