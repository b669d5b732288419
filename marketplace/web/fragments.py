"""Pieces of pages that are drawn once: some for good, some for one state of the street.

A piece that shows what the database holds is kept under the version that was read before it was
made, as pages are (`page_cache`): whoever asks under a later version gets it drawn anew. They
serve signed-in people, whose pages are not kept, and lists that nobody asked for before.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from flask import Flask, current_app, get_template_attribute, request
from markupsafe import Markup, escape

from marketplace.clock import today
from marketplace.web import languages

VERSION = "marketplace.version"
SHARE_OF_PAGES = 0.125
WEIGHT_OF_AN_ENTRY = 300  # bytes: key and Python's own
MOST_FIXED = 200
MOST_LINKS = 1_000
_OWN = ("\ufdd0", "\ufdd1")  # Unicode keeps them out of all text: they stand for nothing else

Key = tuple[Hashable, ...]


class Fragments:
    """Pieces of one version, the least recently used forgotten first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._version: object = None
        self._kept: OrderedDict[Key, Markup] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, version: object, keys: Sequence[Key]) -> list[Markup | None]:
        """The pieces under these keys; None for each that is not there in this version."""
        with self._lock:
            if version != self._version:
                return [None] * len(keys)
            found = [self._kept.get(key) for key in keys]
            for key, piece in zip(keys, found, strict=True):
                if piece is not None:
                    self._kept.move_to_end(key)
            return found

    def put(self, version: object, key: Key, piece: Markup) -> None:
        """Keep a piece that was made after its version was read; another version ends the last."""
        with self._lock:
            if version != self._version:
                self._version, self.bytes = version, 0
                self._kept.clear()
            if (old := self._kept.pop(key, None)) is not None:
                self.bytes -= _weight(old)
            self._kept[key] = piece
            self.bytes += _weight(piece)
            while self.bytes > self.most_bytes:
                self.bytes -= _weight(self._kept.popitem(last=False)[1])


def _weight(piece: str) -> int:
    return WEIGHT_OF_AN_ENTRY + len(piece)


def version() -> object:
    """The street's version for this request, read before anything is shown; None: keep nothing."""
    if VERSION not in request.environ:
        numbers = current_app.extensions.get("page_cache.numbers")
        number = numbers.present() if numbers else None
        request.environ[VERSION] = None if number is None else (number, today(), *_hours(number))
    return request.environ[VERSION]


def _hours(numbers: Any) -> list[object]:
    return [passed(numbers) for passed in current_app.extensions["page_cache.hours"]]


def drawn(keys: Sequence[Key], draw: Callable[[list[Key]], dict[Key, Markup]]) -> list[Markup]:
    """Pieces in the order of their keys; `draw` makes those missing, and may leave some out."""
    present, language = version(), languages.present()
    store: Fragments = current_app.extensions["fragments"]
    own = [(*key, language) for key in keys]
    found = [None] * len(own) if present is None else store.get(present, own)
    missing = [key for key, piece in zip(keys, found, strict=True) if piece is None]
    made = draw(missing) if missing else {}
    if present is not None:
        for key, piece in made.items():
            store.put(present, (*key, language), piece)
    shown = [piece or made.get(key) for key, piece in zip(keys, found, strict=True)]
    return [piece for piece in shown if piece is not None]


def fixed(template: str, *arguments: Hashable, **named: Hashable) -> Markup:
    """A component that shows nothing but its arguments and the language: drawn once."""
    kept: dict[Key, Markup] = current_app.extensions["fragments.fixed"]
    key = template, languages.present(), arguments, tuple(named.items())
    if key not in kept:
        if len(kept) >= MOST_FIXED:
            kept.clear()
        macro = get_template_attribute(template, PurePath(template).stem)
        kept[key] = macro(*arguments, **named)
    return kept[key]


def links(
    template: str, rows: Iterable[Sequence[Any]], *shared: Hashable, apart: int = 1
) -> Markup:
    """A component for each row, whose first argument is where it leads: drawn once around it.

    The first `apart` values of a row (an address, a number) are put in where each was drawn for
    itself; None is told apart from them. The rest, and what all rows share, are words of ours. A
    list of products leads to forty addresses that nobody asked for before, by words that
    everybody has seen.
    """
    language = languages.present()
    drawn = []
    for row in rows:
        own = row[:apart]
        marks = [
            mark if value is not None else None for mark, value in zip(_OWN, own, strict=False)
        ]
        html = _around(template, (*marks, *row[apart:], *shared), language)
        for mark, value in zip(_OWN, own, strict=False):
            html = html.replace(mark, escape(value))
        drawn.append(html)
    return Markup("".join(drawn))  # noqa: S704 - drawn by Jinja, and what is put in is escaped


@lru_cache(maxsize=MOST_LINKS)
def _around(template: str, arguments: tuple[Hashable, ...], _language: str) -> str:
    macro = get_template_attribute(template, PurePath(template).stem)
    return str(macro(*arguments))


def init_app(app: Flask) -> None:
    """Give templates `fixed()` and `links()`."""
    pages = app.config["SETTINGS"].page_cache_mb * 1024 * 1024
    app.extensions["fragments"] = Fragments(int(pages * SHARE_OF_PAGES))
    app.extensions["fragments.fixed"] = {}
    jinja: Any = app.jinja_env
    jinja.globals.update(fixed=fixed, links=links)
