"""What is searched for, counted in the process until the worker writes it down.

Measurements, not facts: what a process holds when it ends is lost. A kept page is asked for
without being made, so what was found is remembered by the question that its address carries.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.engine import Engine

from marketplace import jobs
from marketplace.clock import today
from marketplace.database import db
from marketplace.search.interface import Answer
from marketplace.search.measures.countable import countable

MEASURED = "asked_queries"
HANDED_AFTER = 10.0  # seconds that a process holds a count
MOST_TEXTS = 500  # different ones that a process holds; what comes beyond is not counted
MOST_QUESTIONS, LONGEST_QUESTION = 2_000, 400
LAST_RANK = 1_000


@dataclass(slots=True)
class Tally:
    """Counts of one text; in the order in which the worker is handed them."""

    asked: int = 0
    without_results: int = 0
    relaxed: int = 0
    corrected: int = 0
    results: int | None = None
    clicks: int = 0
    ranked: int = 0
    rank_sum: int = 0
    best_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found for a text."""

    text: str
    results: int | None
    relaxed: bool
    corrected: bool


class Counter:
    """The counts of one process, bounded in number and size."""

    def __init__(self, hand: Callable[[Any], None], after: float = HANDED_AFTER) -> None:
        self._hand, self._after = hand, after
        self._lock = threading.Lock()
        self._tallies: dict[tuple[date, str], Tally] = {}
        self._outcomes: OrderedDict[str, Outcome] = OrderedDict()
        self._timer: threading.Timer | None = None

    def answered(self, question: str, text: str, answer: Answer) -> None:
        """A page was made for a text; `question` is how its address asks for it."""
        said = countable(text)
        if said is None:
            return
        found = None if answer.degraded else answer.total
        outcome = Outcome(said, found, answer.relaxed, bool(answer.tree.corrections))
        with self._lock:
            if len(question) <= LONGEST_QUESTION:
                self._remember(question, outcome)
            self._count(outcome)

    def repeated(self, address: tuple[str, ...], _request: object = None) -> None:
        """A kept page was sent: host, path, question, language."""
        outcome = self._outcomes.get(address[2])
        if outcome is not None:
            with self._lock:
                self._count(outcome)

    def clicked(self, text: str, rank: int | None) -> None:
        """One of the results was opened, at a rank from 1 on where only the words chose it."""
        said = countable(text)
        if said is None:
            return
        with self._lock:
            tally = self._tally(said)
            if tally is None:
                return
            tally.clicks += 1
            if rank is not None and 1 <= rank <= LAST_RANK:
                tally.ranked += 1
                tally.rank_sum += rank
                tally.best_rank = min(rank, tally.best_rank or rank)

    def hand_over(self) -> None:
        """Give the worker what was counted so far."""
        with self._lock:
            counted, self._tallies = self._tallies, {}
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        if counted:
            batch = [(day.isoformat(), text, *astuple(t)) for (day, text), t in counted.items()]
            self._hand(batch)

    def _remember(self, question: str, outcome: Outcome) -> None:
        self._outcomes[question] = outcome
        self._outcomes.move_to_end(question)
        if len(self._outcomes) > MOST_QUESTIONS:
            self._outcomes.popitem(last=False)

    def _count(self, outcome: Outcome) -> None:
        tally = self._tally(outcome.text)
        if tally is None:
            return
        tally.asked += 1
        tally.without_results += outcome.results == 0
        tally.relaxed += outcome.relaxed
        tally.corrected += outcome.corrected
        tally.results = outcome.results

    def _tally(self, text: str) -> Tally | None:
        key = today(), text
        tally = self._tallies.get(key)
        if tally is None and len(self._tallies) < MOST_TEXTS:
            tally = self._tallies[key] = Tally()
            self._wait()
        return tally

    def _wait(self) -> None:
        """Hand over a while after the first count, whether anybody asks again or not."""
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
