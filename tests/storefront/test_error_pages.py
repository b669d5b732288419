"""When something is not there or breaks: words, a way on, and no database needed."""

from typing import Any

import pytest
from flask import abort, render_template
from sqlalchemy.exc import OperationalError

from marketplace.database import db
from tests.page import Page


@pytest.mark.parametrize("path", ["/tidak-ada", "/produk/tidak-ada", "/media/x/9.webp"])
def test_what_is_not_there_is_said_with_a_way_on(browser: Any, path: str) -> None:
    page = browser.visit(path, status=404)
    assert page.one("h1").get_text() == "Tidak ada di sini"
    doors = {str(link["href"]) for link in page.all("main a")}
    assert {"/", "/cari"} <= doors


@pytest.mark.parametrize(
    "path",
    [
        "/produk/%00",
        "/daerah/%00",
        "/media/-ab_CD12%00/320.webp",
        "/cari?q=emping%00",
        "/cari?harga_dari=%00&harga_sampai=²",
        "/daerah/cari.json?q=%00",
    ],
)
def test_an_address_that_no_database_can_hold_is_refused_with_words(
    browser: Any, path: str
) -> None:
    page = browser.visit(path, status=400)
    assert page.one("h1").get_text() == "Permintaan tidak terbaca"
    assert "\0" not in page.html
    assert "/" in {str(link["href"]) for link in page.all("main a")}


def test_an_address_typed_with_nonsense_is_not_echoed(browser: Any) -> None:
    page = browser.visit("/produk/<script>alert(1)</script>", status=404)
    assert "alert(1)" not in page.html


def test_a_wrong_method_is_said_in_words(browser: Any) -> None:
    page = browser.visit("/produk/emping/tanya", status=405)
    assert "Caranya tidak cocok" in page.text


def test_a_broken_database_still_gives_a_page(
    client: Any, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("SELECT 1", {}, Exception("disk I/O error at /srv/data"))

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(type(db.session()), "execute", broken)
    answer = client.get("/")
    page = Page(answer).check()
    assert page.status == 503
    assert page.one("h1").get_text() == "Sebentar, belum bisa"
    assert "disk" not in page.html and "SELECT" not in page.html


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_the_page_itself_asks_no_database(app: Any, statements: Any, status: int) -> None:
    with app.test_request_context("/"), statements() as seen:
        html = render_template("errors/error.html", status=status, title="Judul", text="Kata.")
        with pytest.raises(Exception, match=str(status)):
            abort(status)
    assert seen == [] and "Judul" in html
