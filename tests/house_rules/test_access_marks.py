"""Every address carries exactly one access mark, and one without is closed."""

import pytest
from flask import Flask

from marketplace.web import access


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


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_reading_changes_nothing_by_its_address(app):
    """An address whose name is a verb would be a GET that does something."""
    both = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and rule.rule in ("/keluar", "/akun/keluar")
        and "GET" in (rule.methods or ())
    ]
    assert both == []


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
