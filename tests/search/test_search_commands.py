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
