"""A real browser at phone size, before a real server with a worker, on loopback."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from marketplace.demo import world
from tests.journeys.person import Person
from tests.journeys.serving import Site, serving
from tests.needs import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = chromium()
    if path is None:
        pytest.fail("no Chromium: run `python -m tests.needs`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class WhatsApp(HTTPServer):
    """Stands in for wa.me: remembers what it was asked."""

    asked: list[str]


@pytest.fixture
def whatsapp() -> Iterator[WhatsApp]:
    """Another site on loopback that a POST of ours leads to."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/favicon.ico":
                server.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>WhatsApp</title><h1>Chat</h1>")

        def log_message(self, *_args: Any) -> None:
            pass

    server = WhatsApp(("127.0.0.1", 0), Answer)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(tmp_path: Path, whatsapp: WhatsApp) -> Iterator[Site]:
    """A server with an empty world and a worker beside it."""
    with serving(tmp_path, f"http://127.0.0.1:{whatsapp.server_port}") as site:
        yield site


@pytest.fixture
def demo_site(tmp_path: Path, whatsapp: WhatsApp) -> Iterator[Site]:
    """The same, with the demo world on the shelves."""
    with serving(tmp_path, f"http://127.0.0.1:{whatsapp.server_port}", world.load) as site:
        yield site


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts."""
    on: bool = request.param
    return on


@pytest.fixture
def person(chrome: Browser, script: bool, request: pytest.FixtureRequest) -> Iterator[Any]:
    """`person("Rohayati")` opens a phone of her own; each has its own cookies."""
    contexts: list[BrowserContext] = []
    name_of_site = "demo_site" if "demo_site" in request.fixturenames else "site"
    site: Site = request.getfixturevalue(name_of_site)

    def arrive(name: str, *, width: int = 360) -> Person:
        context = chrome.new_context(
            viewport={"width": width, "height": 740},
            has_touch=width < 800,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            java_script_enabled=script,
            base_url=site.url,
        )
        context.set_default_timeout(8000)
        contexts.append(context)
        return Person(name, context.new_page(), script=script)

    yield arrive
    for context in contexts:
        context.close()
