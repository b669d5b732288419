"""What is known of all indexed words, asked of the table that is written with the listings."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

MOST_AGE = 60.0  # seconds that words for corrections may lag behind what was written
FEW = 10_000  # so many are read anew at once
MOST_TALK = 8  # of so many listings with a term, one is called so; else it is mere talk
# No term goes on with it, and it sorts behind all that do.
LAST = "\U0010ffff"

Rows = list[tuple[Any, ...]]
Ask = Callable[[str, dict[str, Any]], Rows]


@dataclass
class Spelling:
    """The words that corrections are taken from, kept in the process for a while."""

    words: list[str] = field(default_factory=list)
    number: int = -1
    read_at: float = float("-inf")
    reading: threading.Lock = field(default_factory=threading.Lock)

    def present(self, number: int, read: Callable[[], list[str]]) -> list[str]:
        """The words as they are, or as they were within the last minute.

        Where they were never read, or the database went back to an older day, all wait for them;
        else one reads them anew and the others go on with those they have.
        """
        if number == self.number:
            return self.words
        missing = number < self.number or self.number < 0
        missing = missing or len(self.words) < FEW
        if not missing and time.monotonic() - self.read_at < MOST_AGE:
            return self.words
        if self.reading.acquire(blocking=missing):
            try:
                if number != self.number:
                    words = read()
                    # The same list where nothing is new: what was made of it is used again.
                    self.words = self.words if words == self.words else words
                    self.number, self.read_at = number, time.monotonic()
            finally:
                self.reading.release()
        return self.words


class Words:
    """The vocabulary of one state of the index; what it was asked once it remembers."""

    def __init__(
        self, ask: Ask, table: str, documents: int, totals: dict[str, int], number: int,
        spelling: Spelling,
    ) -> None:  # fmt: skip
        self._ask = ask
        self._table = table
        self._documents = documents
        self._totals = totals
        self._number = number
        self._spelling = spelling
        self._known: dict[str, int] = {}
        self._naming: dict[str, int] = {}

    @property
    def documents(self) -> int:
        """How many listings there are."""
        return self._documents

    def usual_length(self, field: str) -> float:
        """How many terms the field has on average."""
        return self._totals.get(field, 0) / self._documents if self._documents else 0.0

    def frequency(self, term: str) -> int:
        """How many listings have the term in any field; 0 when nobody has it."""
        if term not in self._known:
            self.look_up([term])
        return self._known[term]

    def look_up(self, terms: Iterable[str]) -> None:
        """Ask for all at once, so that each is known afterwards."""
        unknown = [term for term in set(terms) if term not in self._known]
        if not unknown:
            return
        sql = f"SELECT term, listings FROM {self._table} WHERE term = ANY(%(terms)s)"
        self._known |= dict.fromkeys(unknown, 0) | dict(self._ask(sql, {"terms": unknown}))

    def beginning_with(self, prefix: str, at_most: int) -> list[str]:
        """Terms of titles, categories, shops and places that begin so, in alphabetical order."""
        return self._beginning(prefix, at_most, "term")

    def commonest(self, prefix: str, at_most: int) -> list[str]:
        """Of the terms that begin so those that most titles have, the commonest first."""
        return self._beginning(prefix, at_most, "titles DESC, term")

    def _beginning(self, prefix: str, at_most: int, order: str) -> list[str]:
        sql = f"""SELECT term, listings, naming FROM {self._table}
            WHERE term >= %(prefix)s AND term < %(last)s AND naming > 0
            ORDER BY {order} LIMIT %(most)s"""
        found = self._ask(sql, {"prefix": prefix, "last": prefix + LAST, "most": at_most})
        self._known |= {term: listings for term, listings, _ in found}
        self._naming |= {term: naming for term, _, naming in found}
        return [term for term, _, _ in found]

    def names_things(self, term: str) -> bool:
        """Whether it names many of the listings that have it, of a beginning that was asked for."""
        return self._naming.get(term, 0) * MOST_TALK >= self._known.get(term, 0)

    def words(self) -> list[str]:
        """All terms of titles, categories, shops and places, sorted; a minute old at most."""
        return self._spelling.present(self._number, self._all_words)

    def _all_words(self) -> list[str]:
        # As one text: two hundred thousand rows would take ten times as long to come over.
        sql = f"SELECT string_agg(term, ' ' ORDER BY term) FROM {self._table} WHERE naming > 0"
        return (self._ask(sql, {})[0][0] or "").split(" ")
