"""Text travels compressed to those who ask for it, and never beside a secret."""

import gzip
from typing import Any

import pytest

GZIP = {"Accept-Encoding": "br;q=1, gzip;q=0.8"}


def test_a_page_arrives_in_a_third_of_its_bytes(client: Any) -> None:
    plain = client.get("/privasi")
    small = client.get("/privasi", headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert gzip.decompress(small.get_data()) == plain.get_data()
    assert int(small.headers["Content-Length"]) == len(small.get_data())
    assert len(small.get_data()) * 3 < len(plain.get_data()) * 2
    assert client.get("/privasi", headers=GZIP).get_data() == small.get_data()


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "x-gzip-not"])
def test_nobody_gets_what_she_cannot_read(client: Any, accepted: str) -> None:
    answer = client.get("/privasi", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers


def test_html_beside_a_cookie_stays_as_it_is(client: Any) -> None:
    client.set_cookie("pasar", "x")
    answer = client.get("/privasi", headers=GZIP)
    assert "Content-Encoding" not in answer.headers


def test_static_text_is_compressed_and_told_apart_by_a_weak_tag(client: Any) -> None:
    first = client.get("/static/icons.svg", headers=GZIP)
    assert first.headers["Content-Encoding"] == "gzip"
    assert first.headers["ETag"].startswith("W/")
    again = client.get(
        "/static/icons.svg", headers={**GZIP, "If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304 and again.get_data() == b""


@pytest.mark.parametrize(
    "path", ["/static/fonts/plus-jakarta-sans.woff2", "/favicon.ico", "/healthz"]
)
def test_what_would_gain_nothing_is_left_alone(client: Any, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers=GZIP).headers


def test_errors_are_compressed_like_pages(client: Any) -> None:
    answer = client.get("/tidak-ada", headers=GZIP)
    assert answer.status_code == 404
    assert b"Tidak ada di sini" in gzip.decompress(answer.get_data())
