"""The page cache holds nothing of a person, and nothing that a stranger can blow up."""

import pytest
from flask import session

from marketplace import create_app
from marketplace.web import access, page_cache
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema


@pytest.fixture
def kept(tmp_path):
    """An application that keeps pages, one of which begins a session by mistake."""
    from marketplace.database import db

    database = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    app = create_app(settings_for(tmp_path, database, page_cache_mb=1))

    def mistake() -> str:
        session["hers"] = "rahasia"
        return "<p>Halaman</p>"

    app.add_url_rule("/keliru", "mistake", access.public(mistake))
    page_cache.keeps(app, "mistake")
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        yield app
        db.session.remove()
        db.engine.dispose()


def cache_of(app) -> page_cache.KeepPages:
    return app.extensions["page_cache.pages"]


def test_a_page_that_sets_a_cookie_is_never_kept(kept):
    cookies = [kept.test_client().get("/keliru").headers.get("Set-Cookie") for _ in range(2)]
    assert all(cookies)
    assert not cache_of(kept).weight


def test_endless_addresses_are_not_kept(kept):
    client = kept.test_client(use_cookies=False)
    client.get("/cari?q=emping&x=" + "a" * 2000)
    assert not cache_of(kept).weight
    client.get("/cari?q=emping")
    assert cache_of(kept).weight


def test_a_kept_page_is_the_same_for_every_claim_of_a_stranger(kept):
    client = kept.test_client(use_cookies=False)
    plain = client.get("/cari?q=emping")
    claims = {
        "Authorization": "Bearer x",
        "X-Forwarded-Host": "jahat.test",
        "X-Forwarded-Proto": "ftp",
        "Range": "bytes=0-3",
        "If-None-Match": "*",
        "If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT",
    }
    for name, value in claims.items():
        fresh = kept.test_client(use_cookies=False).get(
            f"/cari?q=emping&n={name}", headers={name: value}
        )
        assert fresh.status_code == 200 and b"jahat.test" not in fresh.data
        assert client.get("/cari?q=emping", headers={name: value}).data == plain.data
    assert client.head("/cari?q=emping").data == b""
    assert client.get("/cari?q=emping").data == plain.data


def test_each_language_is_kept_apart(kept):
    def ask(cookie: str, address: str = "/cari?q=emping") -> bytes:
        headers = {"Cookie": cookie} if cookie else {}
        return kept.test_client(use_cookies=False).get(address, headers=headers).data

    indonesian, english = ask(""), ask("lang=en")
    assert b'lang="id"' in indonesian and b'lang="en"' in english
    size = cache_of(kept).weight
    assert ask("") == ask("lang=id") == indonesian and ask("lang=en") == english
    assert cache_of(kept).weight == size
    assert ask("lang=en; pasar=x") == english and ask("lang=fr") == indonesian
    assert cache_of(kept).weight == size


def test_choosing_a_language_is_an_answer_of_ones_own(kept):
    chosen = kept.test_client(use_cookies=False).get("/cari?q=emping&lang=en")
    assert "lang=en" in chosen.headers["Set-Cookie"] and not cache_of(kept).weight


def test_a_host_of_a_strangers_making_never_enters_a_page(kept):
    client = kept.test_client(use_cookies=False)
    refused = client.get("/cari?q=emping", headers={"Host": "jahat.test"})
    assert refused.status_code == 400
    odd = client.get("/cari?q=emping", headers={"Host": "localhost:9"})
    assert b"localhost:9" not in odd.data
    assert b"localhost:9" not in client.get("/cari?q=emping").data


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip;q=0.0", "*;q=0"])
def test_who_cannot_read_gzip_gets_none(kept, accepted):
    client = kept.test_client(use_cookies=False)
    zipped = client.get("/cari?q=emping", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in zipped.headers["Vary"]
    plain = client.get("/cari?q=emping", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in plain.headers and plain.data.startswith(b"<!doctype html>")


def test_endless_ports_in_the_name_of_the_host_flush_nothing(kept):
    client = kept.test_client(use_cookies=False)
    page = client.get("/", headers={"Host": "localhost"})
    size = cache_of(kept).weight
    for port in range(1, 30):
        other = client.get("/", headers={"Host": f"localhost:{port}"})
        assert other.data == page.data
    assert cache_of(kept).weight == size
    assert client.get("/", headers={"Host": "jahat.test"}).status_code == 400
