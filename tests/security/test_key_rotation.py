"""A new SECRET_KEY: nobody is signed out, every authenticator goes on, and the old key can go."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from marketplace import create_app
from marketplace.accounts.models import User
from marketplace.config import Settings
from marketplace.database import db
from marketplace.errors import ConfigurationError
from tests.afterwards import fresh
from tests.builders import people
from tests.conftest import settings_for
from tests.core.test_settings import GOOD
from tests.page import Client

OLD = settings_for(Path(), "").secret_key
NEW = "kunci-baru-untuk-pengujian-0987654321-xyz"


@pytest.fixture
def with_keys(app: Flask) -> Any:
    """The same database, served with other keys."""

    def made(present: str, *old: str) -> Flask:
        home = app.config["SETTINGS"].home
        url = app.config["SETTINGS"].database_url
        other = create_app(settings_for(home, url, secret_key=present, old_secret_keys=old))
        other.test_client_class = Client
        opened.append(other)
        return other

    opened: list[Flask] = []
    yield made
    for other in opened:
        with other.app_context():
            db.engine.dispose()


def cookie_of(client: Any) -> str:
    return str(client.get_cookie("pasar").value)


def carrying(app: Flask, cookie: str) -> Any:
    client = app.test_client()
    client.set_cookie("pasar", cookie)
    return client


@pytest.fixture
def signed_in(client: Any) -> str:
    """The cookie of Sari, signed with the old key."""
    people.by_phone("Sari", "+6281234567890")
    client.post("/masuk", data={"identity": "081234567890", "password": people.PASSWORD})
    assert client.get("/akun/").status_code == 200
    return cookie_of(client)


def test_who_was_signed_in_stays_so_and_gets_a_cookie_of_the_new_key(
    with_keys: Any, signed_in: str
) -> None:
    during = carrying(with_keys(NEW, OLD), signed_in)
    assert during.get("/akun/").status_code == 200
    renewed = cookie_of(during)
    assert renewed != signed_in
    assert "Set-Cookie" not in during.get("/akun/").headers
    after = with_keys(NEW)
    assert carrying(after, renewed).get("/akun/").status_code == 200
    assert carrying(after, signed_in).get("/akun/").status_code == 302


def test_a_form_that_was_opened_before_is_taken_after(
    app: Flask, with_keys: Any, signed_in: str
) -> None:
    from bs4 import BeautifulSoup

    page = BeautifulSoup(carrying(app, signed_in).get("/akun/").get_data(), "lxml")
    token = page.select_one("form[action='/keluar'] input[name=csrf_token]")
    assert token is not None
    during = carrying(with_keys(NEW, OLD), signed_in)
    assert during.post("/keluar", data={"csrf_token": token["value"]}).status_code == 302
    assert during.get("/akun/").status_code == 302


def enters(app: Flask) -> bool:
    """Whether Lina's password and code open the console."""
    client = app.test_client()
    client.post("/masuk", data={"identity": "lina@dinas.id", "password": people.PASSWORD})
    with app.app_context():
        code = people.gateway.present_code(people.gateway.known_code_secret(people.KEY))
    step = client.get("/masuk/kode")
    assert step.status_code == 200
    client.post("/masuk/kode", data={"code": code})
    return bool(client.get("/dinas/").status_code == 200)


def renew(app: Flask) -> str:
    db.session.rollback()
    with app.app_context():
        return str(app.test_cli_runner().invoke(args=["keys", "renew"]).output)


def forget_the_last_code(lina: User) -> None:
    from marketplace.database import locked, transaction

    with transaction():
        locked(lina).totp_last_counter = None


def test_an_authenticator_goes_on_and_needs_the_old_key_until_it_is_renewed(
    app: Flask, with_keys: Any
) -> None:
    lina = people.officer("Lina", "lina@dinas.id", is_administrator=True)
    locked_before = lina.tf_totp_secret
    during = with_keys(NEW, OLD)
    assert enters(during)
    assert renew(during).startswith("1 authenticators")
    assert renew(during).startswith("0 authenticators")
    lina = fresh(lina)
    assert lina.tf_totp_secret != locked_before
    forget_the_last_code(lina)
    assert enters(with_keys(NEW))


def test_keys_change_again_and_again(app: Flask, with_keys: Any) -> None:
    third = "kunci-ketiga-untuk-pengujian-55555-abcdef"
    lina = people.officer("Lina", "lina@dinas.id", is_administrator=True)
    assert enters(with_keys(third, NEW, OLD))
    assert renew(with_keys(third, NEW, OLD)).startswith("1 authenticators")
    forget_the_last_code(fresh(lina))
    assert enters(with_keys(third))


def test_a_secret_of_the_time_before_keys_had_names_still_opens(app: Flask, with_keys: Any) -> None:
    from passlib.totp import TOTP

    from marketplace.database import locked, transaction

    lina = people.officer("Lina", "lina@dinas.id", is_administrator=True)
    before = TOTP.using(secrets={"1": OLD}, issuer="x")(key=people.KEY, format="raw")
    with transaction():
        locked(lina).tf_totp_secret = before.to_json(encrypt=True)
    assert enters(app)
    forget_the_last_code(fresh(lina))
    assert enters(with_keys(NEW, OLD))


def test_a_new_key_is_printed(app: Flask) -> None:
    key = app.test_cli_runner().invoke(args=["keys", "new"]).output.strip()
    assert len(key) >= 60


@pytest.mark.parametrize("old", ["pendek", GOOD["SECRET_KEY"], f"{OLD} pendek"])
def test_a_wrong_old_key_is_named(tmp_path: Path, old: str) -> None:
    env = {**GOOD, "MARKETPLACE_HOME": str(tmp_path), "SECRET_KEY_OLD": old}
    with pytest.raises(ConfigurationError, match="SECRET_KEY_OLD"):
        Settings.from_env(env)
    assert Settings.from_env({**env, "SECRET_KEY_OLD": f"{OLD} {NEW}"}).old_secret_keys == (
        OLD,
        NEW,
    )
