"""Pages for strangers, kept in the process until the street changes.

A page is kept under its address and language, the day in Banten, the street's generation and
the versions that other rooms add (the search index). The generation is read before the page is
made, so a page that is newer than its key is only ever thrown away, never shown as older than
it is.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from marketplace import generations
from marketplace.clock import today
from marketplace.database import db
from marketplace.web import languages

MARK = "X-Keep-Page"
LARGEST_PAGE = 512 * 1024
LONGEST_ADDRESS = 1000  # addresses take memory too, and are whatever a stranger writes

Key = tuple[Any, ...]
Kept = tuple[list[tuple[str, str]], bytes]
Version = Callable[[], object]


class PageCache:
    """The kept pages of one process, the least recently used forgotten first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        """A kept page."""
        with self._lock:
            if key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def put(self, key: Key, page: Kept) -> None:
        """Keep a page, and forget old ones until all fit."""
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self.bytes += len(page[1])
            while self.bytes > self.most_bytes:
                self._forget(next(iter(self._pages)))

    def _forget(self, key: Key) -> None:
        if (old := self._pages.pop(key, None)) is not None:
            self.bytes -= len(old[1])


class KeepPages:
    """WSGI middleware: answers strangers from the cache, and keeps what views marked."""

    def __init__(self, app: Flask, most_bytes: int) -> None:
        self.app = app
        self.wsgi_app = app.wsgi_app
        self.cache = PageCache(most_bytes)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        language = languages.of_stranger(environ.get("HTTP_COOKIE"))
        if environ["REQUEST_METHOD"] != "GET" or language is None:
            return self.wsgi_app(environ, start_response)
        if len(environ["PATH_INFO"]) + len(environ.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
            return self.wsgi_app(environ, start_response)
        key = self._key(environ, language)
        if key is None:
            return self.wsgi_app(environ, start_response)
        if (kept := self.cache.get(key)) is not None:
            start_response("200 OK", kept[0])
            return [kept[1]]
        return self._make(key, environ, start_response)

    def _key(self, environ: dict[str, Any], language: str) -> Key | None:
        try:
            street = generations.present(self.app.extensions["page_cache.engine"])
        except SQLAlchemyError:
            return None
        return (
            environ.get("HTTP_HOST"),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            language,
            street,
            today(),
            *(version() for version in self.app.extensions["page_cache.versions"]),
        )

    def _make(self, key: Key, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        said: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            said[:] = [status, [pair for pair in headers if pair[0] != MARK], len(headers)]
            return start_response(status, said[1], *error)

        answer = self.wsgi_app(environ, listen)
        status, headers, were = said
        named = {name.lower() for name, _ in headers}
        # The cookie of a changed session is added after every view has spoken: look again here.
        if were == len(headers) or not status.startswith("200") or "set-cookie" in named:
            return answer
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        if len(body) <= LARGEST_PAGE:
            own = {"x-request-id", "date", "server"}
            self.cache.put(key, ([pair for pair in headers if pair[0].lower() not in own], body))
        return [body]


def keeps(app: Flask, *endpoints: str) -> None:
    """Let the pages of these endpoints be kept: they show only what `generations` watches."""
    app.extensions["page_cache.endpoints"].update(endpoints)


def depends_on(app: Flask, version: Version) -> None:
    """Keep pages under one more version: a cheap call that changes when they may."""
    app.extensions["page_cache.versions"].append(version)


def init_app(app: Flask) -> None:
    """Put the cache before the application; PAGE_CACHE_MB=0 leaves it out."""
    endpoints: set[str] = set()
    app.extensions["page_cache.endpoints"] = endpoints
    app.extensions["page_cache.versions"] = []
    most_bytes = app.config["SETTINGS"].page_cache_mb * 1024 * 1024
    if not most_bytes:
        return
    with app.app_context():
        app.extensions["page_cache.engine"] = db.engine

    @app.after_request
    def mark(response: Response) -> Response:
        if (
            request.method == "GET"
            and request.endpoint in endpoints
            and response.mimetype == "text/html"
            and "Set-Cookie" not in response.headers
        ):
            response.headers[MARK] = "1"
        return response

    app.wsgi_app = KeepPages(app, most_bytes)  # type: ignore[method-assign]
