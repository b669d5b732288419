"""The market on a home screen: manifest, icons, and the page for when there is no connection."""

import io
import json
import re
from typing import Any

from PIL import Image


def test_the_manifest_names_icons_that_are_what_it_says(client: Any, browser: Any) -> None:
    address = browser.visit("/").one('link[rel="manifest"]')["href"]
    answer = client.get(address)
    told = json.loads(answer.get_data())
    assert answer.mimetype == "application/manifest+json"
    assert told["name"] == "Pasar Banten" and told["start_url"] == "/" and told["scope"] == "/"
    assert told["display"] == "standalone" and told["lang"] == "id"
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    for icon in told["icons"]:
        with Image.open(io.BytesIO(client.get(icon["src"]).get_data())) as drawn:
            assert drawn.format == "PNG" and f"{drawn.width}x{drawn.height}" == icon["sizes"]


def test_an_iphone_finds_its_icon(client: Any, browser: Any) -> None:
    address = browser.visit("/").one('link[rel="apple-touch-icon"]')["href"]
    with Image.open(io.BytesIO(client.get(address).get_data())) as drawn:
        assert drawn.size == (180, 180)


def kept_by(script: str) -> list[str]:
    found = re.search(r"^const KEPT = (\[.*\]);$", script, re.M)
    assert found
    kept: list[str] = json.loads(found[1])
    return kept


def test_the_worker_keeps_the_offline_page_and_static_files_only(client: Any) -> None:
    answer = client.get("/luring.js")
    assert answer.mimetype == "text/javascript" and answer.headers["Cache-Control"] == "no-cache"
    kept = kept_by(answer.get_data(as_text=True))
    assert [path for path in kept if not path.startswith(("/static/", "/aset/"))] == ["/luring"]
    assert [path for path in kept if client.get(path).status_code != 200] == []


def test_the_offline_page_needs_nothing_that_is_not_kept(client: Any, browser: Any) -> None:
    kept = kept_by(client.get("/luring.js").get_data(as_text=True))
    page = browser.visit("/luring")
    needed = [one["href"] for one in page.all('link[rel="stylesheet"], link[rel="preload"]')]
    needed += [one["src"] for one in page.all("script[src], img[src]")]
    needed += [one["href"].partition("#")[0] for one in page.all("use")]
    assert set(needed) <= set(kept)


def test_a_changed_page_makes_another_version(client: Any, app: Any, monkeypatch: Any) -> None:
    def version() -> str:
        found = re.search(r'VERSION = "(\w+)"', client.get("/luring.js").get_data(as_text=True))
        assert found
        return found[1]

    before = version()
    known = client.get("/luring.js", headers={"If-None-Match": f'"{before}"'})
    assert known.status_code == 304 and known.get_data() == b""
    monkeypatch.setitem(app.jinja_env.globals, "site_name", "Pasar Lain")
    assert version() != before
