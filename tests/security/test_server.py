"""The server in front of the application, and what production refuses."""

import pytest
from werkzeug.test import Client as WsgiClient

from marketplace import create_app
from marketplace.commands.operation import limits
from marketplace.config import MOST_SHEET, MOST_UPLOAD, Settings
from marketplace.errors import ConfigurationError
from marketplace.web.limits import limiter
from tests.conftest import settings_for
from tests.core.test_settings import GOOD


def test_production_refuses_debugging(tmp_path):
    for value in ("1", "true", "on"):
        with pytest.raises(ConfigurationError, match="FLASK_DEBUG"):
            Settings.from_env({**GOOD, "MARKETPLACE_HOME": str(tmp_path), "FLASK_DEBUG": value})
    Settings.from_env({**GOOD, "MARKETPLACE_HOME": str(tmp_path), "FLASK_DEBUG": "0"})


def test_the_server_reads_no_more_than_the_largest_sheet(tmp_path):
    taken = limits(settings_for(tmp_path, "sqlite:///x"))
    assert MOST_SHEET < taken["max_request_body_size"] <= MOST_SHEET + MOST_UPLOAD


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_people_behind_a_proxy_have_addresses_of_their_own(tmp_path, proxies, seen):
    """Else one person's attempts to sign in would use up everybody's."""
    import waitress
    from flask import request

    from marketplace.web.access import public

    database = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    app = create_app(settings_for(tmp_path, database, behind_proxies=proxies))
    app.add_url_rule("/alamat", "address", public(lambda: request.remote_addr or ""))
    server = waitress.create_server(app, host="127.0.0.1", port=0, **limits(app.config["SETTINGS"]))
    try:
        answer = WsgiClient(server.application).get(
            "/alamat",
            headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.9"},
            environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
        )
        assert answer.get_data(as_text=True) == seen
    finally:
        server.close()


@pytest.fixture
def production(tmp_path):
    settings = Settings.from_env(
        {**GOOD, "MARKETPLACE_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/x"}
    )
    yield create_app(settings)
    limiter.enabled = False  # one for all applications: the next one is under test again


def test_production_speaks_to_its_own_name_over_tls_only(production):
    client = production.test_client()
    answer = client.get("/healthz", base_url="https://pasar.contoh.test")
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    for host in ("https://jahat.test", "https://localhost", "https://pasar.contoh.test.jahat.test"):
        assert client.get("/healthz", base_url=host).status_code == 400
    assert production.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert production.config["SESSION_COOKIE_SECURE"] and not production.debug


def test_production_shows_nobody_its_mail(production):
    for path in ("/surat", "/surat/1"):
        answer = production.test_client().get(path, base_url="https://pasar.contoh.test")
        assert answer.status_code == 404


def test_production_takes_forms_from_its_own_address_only(production):
    for origin, status in (("http://pasar.contoh.test", 403), ("https://pasar.contoh.test", 422)):
        context = production.test_request_context(
            "/masuk",
            method="POST",
            base_url="https://pasar.contoh.test",
            headers={"Origin": origin},
        )
        with context:
            assert production.full_dispatch_request().status_code == status


def test_no_error_of_the_database_quotes_what_people_say(app):
    import sqlalchemy as sa

    from marketplace.database import db

    with pytest.raises(sa.exc.SQLAlchemyError) as error:
        db.session.execute(sa.text("SELECT :said FROM tidak_ada"), {"said": "+6281234567890"})
    assert "+6281234567890" not in str(error.value)
