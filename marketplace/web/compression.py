"""Text travels compressed: a page, its styles and its icons in a third of their bytes.

Styles, scripts and icons are compressed once and kept; a page that is made anew is compressed
fast, and one that is kept (`kept_pages`) well.
Whoever brings a cookie gets HTML as it is: compression beside a secret token would betray it
letter by letter (BREACH).
"""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from flask import Flask

KINDS = ("text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml")
LEAST, MOST = 1024, 2 * 1024 * 1024
KEPT = 100
FAST, WELL = 1, 6

Headers = list[tuple[str, str]]


class Compressed:
    """WSGI middleware around everything else."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or not accepts_gzip(environ):
            return self.app(environ, start_response)
        said: list[Any] = []

        def listen(status: str, headers: Headers, error: Any = None) -> Any:
            said[:] = [status, headers]
            return _never_written

        answer = self.app(environ, listen)
        status, headers = said
        if not _is_worth_it(headers, secret=bool(environ.get("HTTP_COOKIE"))):
            start_response(status, headers)
            return answer
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        if LEAST <= len(body) <= MOST:
            is_page = ("Content-Type", "text/html; charset=utf-8") in headers
            body = gzip.compress(body, FAST, mtime=0) if is_page else self._compressed(body)
            headers = _told(headers, len(body))
        start_response(status, headers)
        return [body]

    def _compressed(self, body: bytes) -> bytes:
        with self._lock:
            if body in self._kept:
                self._kept.move_to_end(body)
                return self._kept[body]
        small = gzip.compress(body, WELL, mtime=0)
        with self._lock:
            self._kept[body] = small
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return small


def accepts_gzip(environ: dict[str, Any]) -> bool:
    """Whether gzip is named, and not with a weight of nothing."""
    for part in environ.get("HTTP_ACCEPT_ENCODING", "").lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _is_worth_it(headers: Headers, *, secret: bool) -> bool:
    said = {name.lower(): value for name, value in headers}
    kind = said.get("content-type", "").partition(";")[0]
    if kind not in KINDS or "content-encoding" in said or "content-range" in said:
        return False
    return not (kind == "text/html" and (secret or "set-cookie" in said))


def _told(headers: Headers, length: int) -> Headers:
    """The headers of the compressed answer: its length, and what it depends on."""
    told = [pair for pair in headers if pair[0].lower() not in ("content-length", "vary", "etag")]
    vary = [value for name, value in headers if name.lower() == "vary"]
    told += [
        ("Content-Encoding", "gzip"),
        ("Content-Length", str(length)),
        ("Vary", ", ".join([*vary, "Accept-Encoding"])),
    ]
    for name, value in headers:
        if name.lower() == "etag":
            # The same thing in other bytes: a weak tag says so.
            told.append((name, value if value.startswith("W/") else f"W/{value}"))
    return told


def _never_written(_data: bytes) -> None:
    raise RuntimeError("an application here answers by what it returns")


def init_app(app: Flask) -> None:
    """Wrap the application, page cache and all."""
    app.wsgi_app = Compressed(app.wsgi_app)  # type: ignore[method-assign]
