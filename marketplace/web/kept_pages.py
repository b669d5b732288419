"""Pages ready to send, and how many of them fit."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from marketplace.web.compression import accepts_gzip

Headers = list[tuple[str, str]]
Address = tuple[str, ...]
Version = tuple[object, ...]

LEVEL = 6
WEIGHT_OF_AN_ENTRY = 2_000  # bytes: headers, address and Python's own
# What is said of one answer alone, or is said anew for each form of it.
_OWN = {"x-request-id", "date", "server", "content-length", "etag", "cache-control", "vary"}


class Page:
    """One page as it was in one version of the street: plain, compressed, or both."""

    __slots__ = ("_plain", "_shared", "_vary", "_zipped", "tag", "version")

    def __init__(self, version: Version, headers: Headers, body: bytes) -> None:
        self.version = version
        self.tag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
        vary = [value for name, value in headers if name.lower() == "vary"]
        self._vary = ("Vary", ", ".join([*vary, "Accept-Encoding"]))
        self._shared = [pair for pair in headers if pair[0].lower() not in _OWN]
        # Browsers keep the page and ask each time whether it is still so: 304 costs no bytes.
        self._shared += [("ETag", self.tag), ("Cache-Control", "no-cache"), self._vary]
        self._plain: bytes | None = body
        self._zipped: bytes | None = None

    @property
    def weight(self) -> int:
        """Bytes that it takes."""
        return WEIGHT_OF_AN_ENTRY + len(self._plain or b"") + len(self._zipped or b"")

    def is_known_to(self, environ: dict[str, Any]) -> bool:
        """Whether the browser says that it has this page already."""
        return self.tag in environ.get("HTTP_IF_NONE_MATCH", "")

    def unchanged(self, start_response: Any) -> Iterable[bytes]:
        """Answer a browser that has it."""
        start_response("304 NOT MODIFIED", list(self._shared))
        return []

    def headers(self, length: int, *, zipped: bool = False) -> Headers:
        """The headers of the page in one of its forms."""
        own = [("Content-Length", str(length))]
        return [*self._shared, *own, *([("Content-Encoding", "gzip")] if zipped else [])]

    def form(self, *, zipped: bool) -> bytes | None:
        """The page in the form asked for, if it is there."""
        return self._zipped if zipped else self._plain

    def made(self, *, zipped: bool) -> bytes:
        """The page in the form asked for, from the other."""
        if (present := self.form(zipped=zipped)) is not None:
            return present
        if zipped:
            return gzip.compress(self._plain or self.made(zipped=False), LEVEL, mtime=0)
        return gzip.decompress(self._zipped or b"")

    def keep(self, form: bytes, *, zipped: bool) -> None:
        """Keep a form that was made. The first compressed one takes the place of the plain one."""
        if not zipped:
            self._plain = form
        elif self._zipped is None:
            self._zipped, self._plain = form, None


class PageCache:
    """The kept pages of one process, the least recently used forgotten first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, address: Address, version: Version) -> Page | None:
        """The page at an address, unless it is of another version."""
        with self._lock:
            page = self._pages.get(address)
            if page is None or page.version != version:
                return None
            self._pages.move_to_end(address)
            return page

    def put(self, address: Address, page: Page) -> None:
        """Keep a page in place of an older one, and forget others until all fit."""
        with self._lock:
            self._forget(address)
            self._pages[address] = page
            self.bytes += page.weight
            self._fit()

    def send(
        self, address: Address, environ: dict[str, Any], page: Page, start_response: Any
    ) -> list[bytes]:
        """Answer with a kept page in a form that the browser can read."""
        zipped = accepts_gzip(environ)
        body = page.form(zipped=zipped)
        if body is None:
            body = page.made(zipped=zipped)
            with self._lock:
                before = page.weight
                page.keep(body, zipped=zipped)
                if self._pages.get(address) is page:
                    self.bytes += page.weight - before
                    self._fit()
        start_response("200 OK", page.headers(len(body), zipped=zipped))
        return [body]

    def _fit(self) -> None:
        while self.bytes > self.most_bytes and self._pages:
            self._forget(next(iter(self._pages)))

    def _forget(self, address: Address) -> None:
        if (old := self._pages.pop(address, None)) is not None:
            self.bytes -= old.weight
