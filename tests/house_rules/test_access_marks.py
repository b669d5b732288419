"""Every address carries exactly one access mark, and one without is closed."""

import ast

import pytest
from flask import Flask

from marketplace.web import access
from tests.house_rules.code import Module, modules


def unmarked(app: Flask) -> list[str]:
    """Endpoints whose view says nobody may call it, or nothing at all."""
    return [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    ]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_view_carries_a_mark(app):
    assert unmarked(app) == []


def services_of(module: Module) -> set[str]:
    """Names under which a module knows services, or functions of theirs."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("marketplace.")
        for alias in node.names
        if alias.name == "services" or ".services" in (node.module or "")
    }


def readers_that_act(module: Module) -> list[str]:
    """Views that answer GET alone and call a service, themselves or by a helper beside them."""
    functions = {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}
    breaches = []
    for view in functions.values():
        if not any(ast.unparse(mark).startswith("bp.get(") for mark in view.decorator_list):
            continue
        waiting, seen = [view], set()
        while waiting:
            function = waiting.pop()
            seen.add(function.name)
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                root = ast.unparse(call.func).split(".")[0]
                if root in services_of(module):
                    breaches.append(f"{module.name}:{call.lineno} {view.name} calls a service")
                elif root in functions and root not in seen:
                    waiting.append(functions[root])
    return breaches


def test_reading_changes_nothing():
    assert [b for module in modules() for b in readers_that_act(module)] == []


def test_a_view_without_a_mark_is_closed_and_seen(tmp_path):
    from marketplace import create_app
    from tests.conftest import settings_for

    app = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path}/x.sqlite3"))
    app.add_url_rule("/tanpa-tanda", "unmarked", lambda: "secret")
    assert unmarked(app) == ["unmarked"]
    assert app.test_client().get("/tanpa-tanda").status_code == 403


def test_a_view_takes_one_mark_only():
    with pytest.raises(TypeError):
        access.public(access.signed_in(lambda: ""))
    with pytest.raises(ValueError):
        access.officer("no such duty")


def test_a_reader_that_acts_is_seen():
    head = "from marketplace.sellers import services as shops\n@bp.get('/x')\n"
    at_once = Module("marketplace.workspace.x", head + "def x():\n    shops.close(1)")
    helper = "def x():\n    return _page()\ndef _page():\n    shops.close(1)"
    assert readers_that_act(at_once)
    assert readers_that_act(Module("marketplace.workspace.x", head + helper))
    posted = at_once.text.replace("bp.get", "bp.post")
    assert not readers_that_act(Module("marketplace.workspace.x", posted))
