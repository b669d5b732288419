"""Pages for strangers hold nothing of who looks: no cookie, no token, the same bytes."""

import re
from typing import Any

import pytest

from marketplace.demo import cast
from tests.builders import goods, shops

PATHS = [
    "/",
    "/produk/{slug}",
    "/cara-belanja",
    "/cara-berjualan",
    "/lencana",
    "/pengaduan",
    "/privasi",
    "/ketentuan",
    "/cari?q=tidak+ada+yang+menjual",
    "/permintaan?q=kopi",
    "/permintaan/tercatat?kategori=kopi",
    "/urutan-hasil",
]


@pytest.mark.parametrize("path", PATHS)
def test_two_strangers_read_the_same_bytes(listing: Any, shop: Any, app: Any, path: str) -> None:
    address = path.format(slug=listing.slug)
    first = app.test_client().get(
        address, headers={"User-Agent": "Ponsel", "Accept-Language": "id"}
    )
    second = app.test_client().get(
        address,
        headers={"User-Agent": "Laptop", "Accept-Language": "en", "Referer": "https://x.id/"},
    )
    assert first.status_code == 200
    assert first.get_data() == second.get_data()
    for answer in (first, second):
        assert "Set-Cookie" not in answer.headers
        assert b"csrf_token" not in answer.get_data()


@pytest.mark.parametrize("path", ["/", "/produk/{slug}"])
def test_the_first_view_is_light_without_its_pictures(listing: Any, client: Any, path: str) -> None:
    html = client.get(path.format(slug=listing.slug)).get_data(as_text=True)
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    fonts = re.findall(r'<link rel="preload" href="([^"]+)"', html)
    scripts = re.findall(r'<script type="module" src="([^"]+)"', html)
    icons = {address.partition("#")[0] for address in re.findall(r'<use href="([^"]+)"', html)}
    assert styles and fonts and scripts and icons
    files = [*styles, *fonts, *scripts, *icons]
    weights = {
        address: len(client.get(address, headers={"Accept-Encoding": "gzip"}).get_data())
        for address in [path.format(slug=listing.slug), *files]
    }
    assert sum(weights.values()) <= 60_000, weights


def test_pictures_below_the_fold_wait_and_keep_their_place(
    listing: Any, worker: Any, browser: Any
) -> None:
    for one in (cast.DEWI, cast.UJANG, cast.MAMAN, cast.HENDRA):  # a shelf holds one of a shop
        goods.on_the_street(*shops.shop_and_owner(one))
    worker()
    images = browser.visit("/").all(".listing-card img")
    assert len(images) >= 8
    assert all(image["width"].isdigit() and image["height"].isdigit() for image in images)
    assert all("320w" in image["srcset"] and image["sizes"] for image in images)
    waiting = [image.get("loading") == "lazy" for image in images]
    assert waiting[:2] == [False, False] and all(waiting[2:])
