"""Two web processes that keep pages, while a third changes what they show: is anything old shown?

The processes are granian's, as in operation. Readers know which change was committed before
they ask; an answer that shows an earlier one is stale.
"""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from marketplace import create_app
from marketplace.catalog.models import Listing
from marketplace.database import db, transaction
from marketplace.search import services as search
from tests.builders import goods
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema, url_of
from tests.stand_ins import free_port, process, python, wait_for

TITLE = "Emping melinjo ke "
READERS_OF_EACH = 2
CHECKS_OF_EACH = 20  # between two commits: as many as it takes that pages are kept in between


@dataclass
class Verdict:
    """What the readers saw."""

    checks: int = 0
    kept: int = 0
    stale: int = 0


@contextmanager
def street(engine: str, home: Path) -> Iterator[tuple[Any, Listing]]:
    """A database with a few listings, the application that changes them, and one of them."""
    app = create_app(settings_for(home, url_of(engine, home, "kept")))
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        _, _, listings = goods.open_street()
        search.rebuild()
        try:
            yield app, listings[0]
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def web_process(home: Path, database_url: str) -> Iterator[int]:
    """One granian worker that keeps pages; gives its port."""
    port = free_port()
    command = python("-m", "granian", "--interface", "wsgi", "--workers", "1")
    command += ("--port", str(port), "--blocking-threads", "4", "wsgi:app")
    environment = {
        "MARKETPLACE_HOME": str(home),
        "DATABASE_URL": database_url,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PAGE_CACHE_MB": "8",
        "DEMO": "0",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    with process(*command, **environment):
        wait_for(port, within=60)
        yield port


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bool, str]:
    """Status, whether the page was a kept one (those have no id of a request), and the page."""
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode()
    return answer.status, answer.getheader("X-Request-ID") is None, text


class Readers:
    """Threads that ask every process for the pages of one listing, again and again."""

    def __init__(self, ports: list[int], paths: list[str]) -> None:
        self.committed = -1
        self.verdict = Verdict()
        self._paths = paths
        self._asked = 0
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._read, args=(port,))
            for port in ports
            for _ in range(READERS_OF_EACH)
        ]
        self.failures: list[str] = []

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_until_warm(self) -> None:
        """Return once every page was made: a first one takes a process seconds."""
        while self._asked < 2 * len(self._paths) * len(self._threads):
            assert not self.failures, self.failures[:3]
            time.sleep(0.05)

    def wait_for_checks(self, number: int) -> None:
        """Return after so many more answers."""
        until = self.verdict.checks + number
        while self.verdict.checks < until and not self.failures:
            time.sleep(0.001)

    def _read(self, port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        turn = 0
        while not self._stop.is_set():
            path = self._paths[turn % len(self._paths)]
            turn += 1
            committed = self.committed
            status, kept, text = _get(connection, path)
            shown = [int(number) for number in re.findall(rf"{TITLE}(\d+)", text)]
            with self._lock:
                self._asked += 1
                if status != 200 or (committed >= 0 and not shown):
                    self.failures.append(f"{path}: {status}, {len(shown)} titles")
                elif committed >= 0:
                    self.verdict.checks += 1
                    self.verdict.kept += kept
                    self.verdict.stale += min(shown) < committed


def watched(engine: str, home: Path, commits: int) -> Verdict:
    """Commit so many changes under the eyes of readers at two processes, and count."""
    with street(engine, home) as (app, listing):
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        slug, shop, listing_id = listing.slug, listing.shop.slug, listing.id
        paths = [f"/produk/{slug}", f"/toko/{shop}", "/cari?q=emping", "/", "/kategori/camilan"]
        with web_process(home, url) as one, web_process(home, url) as other:
            with Readers([one, other], paths) as readers:
                readers.wait_until_warm()
                for number in range(commits):
                    with transaction() as session:
                        session.execute(
                            sa.update(Listing)
                            .where(Listing.id == listing_id)
                            .values(title=f"{TITLE}{number}")
                        )
                    readers.committed = number
                    readers.wait_for_checks(CHECKS_OF_EACH)
            assert readers.failures == []
            return readers.verdict
