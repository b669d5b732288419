"""Pictures: only those, for ever in a browser's cache, and told apart without being read."""

from typing import Any

import pytest

from marketplace import storage

KEY = "-ab_CD12"


@pytest.fixture
def picture(app: Any) -> bytes:
    data = b"RIFF\x10\x00\x00\x00WEBPVP8 made up"
    storage.public().put(f"pictures/{KEY}/320.webp", data)
    storage.public().put("secret.webp", b"not a picture")
    storage.public().put("pictures/320.webp", b"not one either")
    storage.private().put(f"originals/{KEY}", b"private")
    return data


def test_a_picture_is_kept_for_ever(picture: bytes, client: Any) -> None:
    answer = client.get(f"/media/{KEY}/320.webp")
    assert answer.get_data() == picture
    assert answer.mimetype == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_a_browser_that_has_it_is_told_so(picture: bytes, client: Any) -> None:
    etag = client.get(f"/media/{KEY}/320.webp").headers["ETag"]
    again = client.get(f"/media/{KEY}/320.webp", headers={"If-None-Match": etag})
    assert again.status_code == 304 and again.get_data() == b""
    assert again.headers["ETag"] == etag and "immutable" in again.headers["Cache-Control"]
    other = client.get(f"/media/{KEY}/320.webp", headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"/media/{KEY}/640.webp",
        f"/media/{KEY}/321.webp",
        f"/media/{KEY}/0.webp",
        f"/media/{KEY}/-320.webp",
        f"/media/{KEY}/320.jpg",
        "/media/nobody-knows/320.webp",
        "/media/../320.webp",
        "/media/..%2f..%2fsecret/320.webp",
        "/media/%2e%2e/320.webp",
        "/media/..%2fpictures%2f-ab_CD12/320.webp",
        "/media/-ab_CD12.webp/320.webp",
        "/media/-ab_CD12%5c..%5cx/320.webp",
        f"/media/{'a' * 200}/320.webp",
        f"/media/originals/{KEY}",
    ],
)
def test_nothing_else_is_served(picture: bytes, client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"not" not in answer.get_data()[:20] and b"private" not in answer.get_data()


def test_no_database_is_asked(picture: bytes, client: Any, statements: Any) -> None:
    with statements() as seen:
        client.get(f"/media/{KEY}/320.webp")
    assert seen == []
