"""Pages for strangers, kept in the process until the street changes.

A page is kept under its address and language, with the version that it shows: the day in
Banten, the street's generation and what other rooms add (the search index). The version is
read before the page is made, so a page that is newer than its version is only ever thrown
away, never shown as older than it is.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, request
from werkzeug.wrappers import Response

from marketplace.clock import today
from marketplace.database import db
from marketplace.generations import Numbers, reader_of
from marketplace.web import languages
from marketplace.web.fragments import VERSION
from marketplace.web.kept_pages import Address, Headers, Page, PageCache, Version

MARK = "X-Keep-Page"
WANTED = "marketplace.wanted_page"
LARGEST_PAGE = 512 * 1024
LONGEST_ADDRESS = 1000  # addresses take memory too, and are whatever a stranger writes
# Addresses with a question are endless: they may flush each other, but not the street.
SHARE_OF_QUESTIONS = 0.25
FILES = ("/static/", "/aset/", "/media/")

Listener = Callable[[Address, dict[str, Any]], None]


class KeepPages:
    """WSGI middleware: answers strangers with kept pages, outside of everything else."""

    def __init__(self, app: Flask, most_bytes: int) -> None:
        self._versions = app.extensions["page_cache.versions"]
        self._numbers = app.extensions["page_cache.numbers"]
        self._hours = app.extensions["page_cache.hours"]
        self._told = app.extensions["page_cache.told"]
        self.make = Maker(app.wsgi_app, self)
        self.inner: Any = self.make
        asked = int(most_bytes * SHARE_OF_QUESTIONS)
        self._asked, self._named = PageCache(asked), PageCache(most_bytes - asked)
        self.hits = self.misses = 0  # for /metrics: a race may lose one now and then

    @property
    def weight(self) -> int:
        """Bytes that all kept pages take."""
        return self._asked.bytes + self._named.bytes

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        address = _address(environ)
        version = self._version() if address else None
        if address is None or version is None:
            return self.inner(environ, start_response)
        kept = self.share(address).get(address, version)
        if kept is None:
            self.misses += 1
            environ[WANTED] = address, version
            environ[VERSION] = version
            return self.inner(environ, start_response)
        self.hits += 1
        if (tell := self._listener(address[1])) is not None:
            tell(address, environ)
        if kept.is_known_to(environ):
            return kept.unchanged(start_response)
        return self.share(address).send(address, environ, kept, start_response)

    def share(self, address: Address) -> PageCache:
        """The part of the memory that an address has a share in."""
        return self._asked if address[2] else self._named

    def _version(self) -> Version | None:
        numbers = self._numbers.present()
        if numbers is None:
            return None
        hours = [passed(numbers) for passed in self._hours]
        return (numbers, today(), *hours, *[version() for version in self._versions])

    def _listener(self, path: str) -> Listener | None:
        """Who is told of a path, or of the folder that it lies in."""
        return self._told.get(path) or self._told.get(path[: path.rfind("/") + 1])


class Maker:
    """WSGI middleware right around the application: keeps what views marked."""

    def __init__(self, app: Any, pages: KeepPages) -> None:
        self._app, self._pages = app, pages

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        wanted = environ.pop(WANTED, None)
        said: list[Any] = []

        def listen(status: str, headers: Headers, error: Any = None) -> Any:
            said[:] = [status, headers]
            return _never_written

        answer = self._app(environ, listen)
        status, headers = said
        ours = [pair for pair in headers if pair[0] != MARK]
        marked = len(ours) < len(headers) and status.startswith("200") and wanted
        # The cookie of a changed session is added after every view has spoken: look again here.
        if not marked or any(name.lower() == "set-cookie" for name, _ in headers):
            start_response(status, ours)
            return answer
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return self._kept(wanted, environ, start_response, ours, body)

    def _kept(
        self,
        wanted: tuple[Address, Version],
        environ: dict[str, Any],
        start_response: Any,
        headers: Headers,
        body: bytes,
    ) -> Iterable[bytes]:
        address, version = wanted
        page = Page(version, headers, body)
        if len(body) <= LARGEST_PAGE:
            self._pages.share(address).put(address, page)
        if page.is_known_to(environ):
            return page.unchanged(start_response)
        own = [pair for pair in headers if pair[0].lower() == "x-request-id"]
        start_response("200 OK", [*page.headers(len(body)), *own])
        return [body]


def _address(environ: dict[str, Any]) -> Address | None:
    """Host, path, question and language; None where nothing may be kept, nor for programs."""
    if environ["REQUEST_METHOD"] != "GET" or "json" in environ.get("HTTP_ACCEPT", ""):
        return None
    language = languages.of_stranger(environ.get("HTTP_COOKIE"))
    path, question = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if language is None or len(path) + len(question) > LONGEST_ADDRESS or path.startswith(FILES):
        return None
    # A stranger may write any port behind a host that is ours: pages do not depend on it.
    host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
    return host, path, question, language


def _never_written(_data: bytes) -> None:
    raise RuntimeError("an application here answers by what it returns")


def keeps(app: Flask, *endpoints: str) -> None:
    """Let the pages of these endpoints be kept: they show only what `generations` watches."""
    app.extensions["page_cache.endpoints"].update(endpoints)


def depends_on(app: Flask, version: Callable[[], object]) -> None:
    """Keep pages under one more version: a cheap call that changes when they may."""
    app.extensions["page_cache.versions"].append(version)


def ends_by(app: Flask, passed: Callable[[Numbers], object]) -> None:
    """Keep pages until a value changes which the clock moves, in the state that numbers name.

    It is asked for each page, free of the application's context: it is cheap.
    """
    app.extensions["page_cache.hours"].append(passed)


def tells(app: Flask, path: str, listener: Listener) -> None:
    """Tell a function of each kept page of a path that was sent, and of the request for it.

    A path that ends in `/` stands for what lies right below it too. The function is quick and
    never raises.
    """
    app.extensions["page_cache.told"][path] = listener


def init_app(app: Flask) -> None:
    """Put the cache around the application; PAGE_CACHE_MB=0 leaves it out."""
    endpoints: set[str] = set()
    app.extensions["page_cache.endpoints"] = endpoints
    app.extensions["page_cache.versions"] = []
    app.extensions["page_cache.hours"] = []
    app.extensions["page_cache.told"] = {}
    most_bytes = app.config["SETTINGS"].page_cache_mb * 1024 * 1024
    if not most_bytes:
        return
    with app.app_context():
        app.extensions["page_cache.numbers"] = reader_of(db.engine)

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

    pages = KeepPages(app, most_bytes)
    app.extensions["page_cache.pages"] = pages
    app.wsgi_app = pages.make  # type: ignore[method-assign]


def surround(app: Flask) -> None:
    """Answer with kept pages before anything else is asked, once all other middleware stands."""
    pages: KeepPages | None = app.extensions.get("page_cache.pages")
    if pages is not None:
        pages.inner = app.wsgi_app
        app.wsgi_app = pages  # type: ignore[method-assign]
