"""Two web processes and a worker, as in operation: listings change, the index is rebuilt."""

import http.client
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marketplace import create_app
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.config import Settings
from marketplace.database import db
from tests.kept_pages import street, web_process
from tests.stand_ins import process, python

WORDS = ("wajit", "opak", "sagon", "ranginang", "dodol", "gipang", "sate", "rabeg", "sesate")


@dataclass
class Market:
    """What runs: the application that writes here, and the ports of the processes that answer."""

    app: Any
    listing_id: int
    ports: list[int]
    environment: dict[str, str] = field(default_factory=dict)


@contextmanager
def market(home: Path) -> Iterator[Market]:
    """A street on SQLite, two web processes that keep pages, one worker."""
    with street("sqlite", home) as (made, listing):
        url, listing_id = made.config["SQLALCHEMY_DATABASE_URI"], listing.id
        environment = {
            "MARKETPLACE_HOME": str(home),
            "DATABASE_URL": url,
            "DEMO": "0",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        # Not the one for tests: what happens is told to a worker that is another process.
        app = create_app(Settings.from_env(environment))
        worker = process(*python("-m", "flask", "work"), **environment)
        with web_process(home, url) as one, web_process(home, url) as other, worker:
            yield Market(app, listing_id, [one, other], environment)


def seconds_to_follow(running: Market, changes: int) -> list[float]:
    """Rename a listing so many times; how long until each process finds it, and by that alone.

    A first time is not counted: worker and pages are still coming up.
    """
    times = []
    for number in range(changes + 1):
        word = f"{WORDS[number % len(WORDS)]} {'abcdefghijklmnopqrstuvwxyz'[number % 26] * 4}"
        title = f"Emping {word}".title()
        with running.app.app_context():
            listing = db.session.get_one(Listing, running.listing_id)
            said = catalog.Words(title=title, category_slug="emping", unit="bungkus")
            owner = listing.shop.members[0].user
            catalog.edit(listing, by=owner, words=said, version=listing.version)
        begun = time.monotonic()
        for port in running.ports:
            while not (_shows(port, word, title) and _shows(port, "emping", title)):
                assert time.monotonic() - begun < 30, f"{title} is not found after 30 s"
                time.sleep(0.02)
        times.append(time.monotonic() - begun)
    return times[1:]


def _shows(port: int, text: str, title: str) -> bool:
    status, page = asked(port, text)
    assert status == 200
    return title in page


def asked(port: int, text: str) -> tuple[int, str]:
    """A page of results."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", f"/cari?q={urllib.parse.quote(text)}")
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@dataclass
class Verdict:
    """What happened to queries meanwhile."""

    answered: int = 0
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def asked_during_rebuilds(running: Market, rebuilds: int, per_second: int = 50) -> Verdict:
    """Ask at an even pace, each query a new one, while the index is rebuilt so many times."""
    verdict, done, lock = Verdict(), threading.Event(), threading.Lock()
    askers = 10

    def ask(place: int) -> None:
        turn = place
        while not done.is_set():
            begun = time.monotonic()
            status, page = asked(running.ports[turn % 2], f"keripik pisang {turn}")
            took = time.monotonic() - begun
            with lock:
                verdict.answered += 1
                verdict.seconds.append(took)
                if status != 200 or "Keripik pisang" not in page:
                    verdict.failures.append(f"{status} at {turn}")
            turn += askers
            done.wait(max(askers / per_second - took, 0))

    threads = [threading.Thread(target=ask, args=[place]) for place in range(askers)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(rebuilds):
            subprocess.run(
                python("-m", "flask", "search", "rebuild"),
                env={**running.environment, "PATH": "/usr/bin:/bin"},
                capture_output=True,
                check=True,
                timeout=120,
            )
    finally:
        done.set()
        for thread in threads:
            thread.join()
    return verdict
