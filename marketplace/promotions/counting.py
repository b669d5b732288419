"""What was seen, opened and asked about, counted in the process until the worker writes it down.

Measurements, not facts: what a process holds when it ends is lost. A kept page is sent without
being made, so what stands on it is remembered by its path. Nothing is known of who looks.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.engine import Engine

from marketplace import jobs
from marketplace.clock import today
from marketplace.database import db

MEASURED = "shelf_measures"
HANDED_AFTER = 10.0  # seconds that a process holds a count
MOST_TALLIES = 4_000  # different ones that a process holds; what comes beyond is not counted
MOST_PATHS = 500
KINDS = ("impressions", "visits", "inquiries")
# Programs that say so; a rough sieve, since anybody may call herself a browser.
_PROGRAM = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|scan|monitor|lighthouse|headless|whatsapp|telegram"
    r"|facebookexternalhit|curl|wget|python|httpx|go-http|java/|okhttp|axios",
    re.IGNORECASE,
)

# Shelf, slot from 1 on, listing, shop, kab/kota.
Entry = tuple[str, int, int, int, str]


def looks(user_agent: str, purpose: str = "") -> bool:
    """Whether a request is a person's look, as far as it says itself."""
    return bool(user_agent) and not purpose and _PROGRAM.search(user_agent) is None


class Counter:
    """The counts of one process, bounded in number and size."""

    def __init__(self, hand: Callable[[Any], None], after: float = HANDED_AFTER) -> None:
        self._hand, self._after = hand, after
        self._lock = threading.Lock()
        self._tallies: dict[tuple[date, Entry], list[int]] = {}
        self._shown: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
        self._timer: threading.Timer | None = None

    def shows(self, path: str, entries: Iterable[Entry]) -> None:
        """A page was made: this is what stands on it until it is made again."""
        with self._lock:
            self._shown[path] = tuple(entries)
            self._shown.move_to_end(path)
            if len(self._shown) > MOST_PATHS:
                self._shown.popitem(last=False)

    def sent(self, path: str) -> None:
        """A page was sent to somebody who looks at it."""
        entries = self._shown.get(path)
        if entries:
            with self._lock:
                for entry in entries:
                    self._count(entry, 0)

    def told(self, entry: Entry, kind: str) -> None:
        """A browser says that something which stood there was opened, or asked about."""
        with self._lock:
            self._count(entry, KINDS.index(kind))

    def kept_page_sent(self, address: Sequence[str], environ: dict[str, Any]) -> None:
        """A kept page was sent: host, path, question, language; and the request."""
        agent, purpose = environ.get("HTTP_USER_AGENT", ""), environ.get("HTTP_SEC_PURPOSE", "")
        if looks(agent, purpose):
            self.sent(address[1])

    def hand_over(self) -> None:
        """Give the worker what was counted so far."""
        with self._lock:
            counted, self._tallies = self._tallies, {}
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        if counted:
            self._hand([(day.isoformat(), *e, *counts) for (day, e), counts in counted.items()])

    def _count(self, entry: Entry, kind: int) -> None:
        key = today(), entry
        counts = self._tallies.get(key)
        if counts is None:
            if len(self._tallies) >= MOST_TALLIES:
                return
            counts = self._tallies[key] = [0, 0, 0]
            self._wait()
        counts[kind] += 1

    def _wait(self) -> None:
        """Hand over a while after the first count, whether anybody looks again or not."""
        if self._timer is None:
            self._timer = threading.Timer(self._after, self.hand_over)
            self._timer.daemon = True
            self._timer.start()


def counter() -> Counter:
    """The counter of the present application in this process."""
    return _counter_of(db.engine)


@cache
def _counter_of(_database: Engine) -> Counter:
    return Counter(jobs.handing(MEASURED))
