"""Two machines that share only PostgreSQL, Redis and S3, and people who wander between them."""

import contextlib
import http.cookiejar
import itertools
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.datastructures import FileMultiDict
from werkzeug.test import encode_multipart

from marketplace import create_app
from marketplace.config import Bucket
from marketplace.database import db
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema, url_of
from tests.stand_ins import free_port, make_bucket, process, python, redis_url, s3_server, wait_for

ROOT = Path(__file__).parents[1]
SECRET = "kunci-bersama-dua-mesin-1234567890-abcdef"
DATA_KEY = "kunci-data-bersama-dua-mesin-0987654321"
_addresses = (f"10.1.{number}.1" for number in itertools.count())


@dataclass
class Answer:
    """What came back: status, headers, the bytes."""

    status: int
    headers: Any
    body: bytes
    url: str

    @property
    def text(self) -> str:
        """What a person reads, single spaces."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def soup(self) -> BeautifulSoup:
        """The page, parsed."""
        return BeautifulSoup(self.body, "lxml")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Visitor:
    """A browser with cookies; both machines are one site to it."""

    address: str = field(default_factory=lambda: next(_addresses))

    def __post_init__(self) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(jar, _NoRedirect())

    def get(self, machine: str, path: str) -> Answer:
        """Ask one machine for a page; redirects are not followed."""
        return self._ask(urllib.request.Request(urljoin(machine, path)))

    def send(self, machine: str, path: str, **fields: Any) -> Answer:
        """Send a form; a tuple of bytes and name is a file."""
        files = FileMultiDict()
        for name, value in fields.items():
            if isinstance(value, tuple):
                files.add_file(name, *_opened(value))
            else:
                files.add(name, value)
        boundary, body = encode_multipart(files)
        kind = f"multipart/form-data; boundary={boundary}"
        headers = {"Content-Type": kind, "Sec-Fetch-Site": "same-origin"}
        return self._ask(urllib.request.Request(urljoin(machine, path), body, headers))

    def fill(self, machine: str, path: str, css: str, **fields: Any) -> Answer:
        """Open a page, fill in the form that matches, and send it."""
        (form,) = self.get(machine, path).soup.select(css)
        hidden = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
        return self.send(machine, str(form.get("action") or path), **{**hidden, **fields})

    def sign_in(self, machine: str, identity: str, password: str) -> Answer:
        """Give a name and a password."""
        return self.send(machine, "/masuk", identity=identity, password=password)

    def _ask(self, request: urllib.request.Request) -> Answer:
        request.add_header("X-Forwarded-For", self.address)
        try:
            with self._browser.open(request, timeout=30) as found:
                return Answer(found.status, found.headers, found.read(), request.full_url)
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read(), request.full_url)


def _opened(value: tuple[bytes, str]) -> tuple[Any, str]:
    import io

    return io.BytesIO(value[0]), value[1]


@dataclass
class Town:
    """The two machines' addresses and homes, and an application on the same database."""

    app: Flask
    a: str
    b: str
    homes: list[Path]


@contextlib.contextmanager
def two_machines(home: Path) -> Iterator[Town]:
    """Machine A (granian) and machine B (waitress), each with a worker and a home of its own."""
    with s3_server() as endpoint, contextlib.ExitStack() as running:
        shared = _shared(url_of("postgresql", home, "machines"), make_bucket(endpoint, "pasar"))
        keys = {"secret_key": SECRET, "data_keys": (DATA_KEY,)}
        app = create_app(settings_for(home / "test", shared["DATABASE_URL"], **keys))
        with app.app_context():
            create_schema(db.engine)
            load_reference_data()
        homes = [home / "a", home / "b"]
        ports = [free_port(), free_port()]
        granian = ("granian", "--interface", "wsgi", "--port", str(ports[0]), "wsgi:app")
        for place, command in enumerate((granian, ("flask", "web"))):
            own = {"MARKETPLACE_HOME": str(homes[place]), "PORT": str(ports[place])}
            for each in (command, ("flask", "work")):
                running.enter_context(process(*python("-m", *each), **shared, **own))
        for port in ports:
            wait_for(port, within=60)
        with app.app_context():
            yield Town(app, *(f"http://127.0.0.1:{port}" for port in ports), homes)
            db.session.remove()
            db.engine.dispose()


def _shared(database: str, bucket: Bucket) -> dict[str, str]:
    return {
        "DATABASE_URL": database,
        "REDIS_URL": redis_url(3),
        "STORAGE_URL": f"s3://{bucket.name}/{bucket.prefix}",
        "S3_ENDPOINT": bucket.endpoint,
        "S3_ACCESS_KEY_ID": bucket.access_key,
        "S3_SECRET_ACCESS_KEY": bucket.secret_key,
        "SECRET_KEY": SECRET,
        "DATA_KEYS": DATA_KEY,
        "DEMO": "0",
        "BEHIND_PROXIES": "1",
        "PYTHONPATH": str(ROOT),
        "FLASK_APP": str(ROOT / "wsgi.py"),
        "PATH": os.environ["PATH"],
    }


def within(seconds: float, true: Callable[[], Any]) -> float:
    """Ask until the answer is yes; how long it took, AssertionError when it takes too long."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it takes too long"
        time.sleep(0.05)
    return time.monotonic() - began
