"""One committed state of an index as arrays: what a query sees from beginning to end."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search import answering, understanding
from marketplace.search.columns import COLUMNS, Columns
from marketplace.search.interface import Answer, Completion, Query
from marketplace.search.ranking import shingles
from marketplace.search.ranking.scoring import FIELDS, NO_POSTINGS, Floats, Ids, Scorer
from marketplace.search.ranking.shingles import Shingles
from marketplace.search.suggesting import completing

VOCABULARIES = ("title", "category", "shop", "place")
LAST = "\U0010ffff"  # behind every letter
MOST_REMEMBERED = 10_000


class Segment(Protocol):
    """A part of the index that never changes; rows are numbered from 0 in each."""

    size: int
    slugs: list[str]
    shingles: Shingles
    shingle_ends: Ids

    def column(self, name: str) -> NDArray[Any]:
        """One property of all rows."""

    def lengths(self, field: str) -> NDArray[Any]:
        """How many terms each row has in a field."""

    def terms(self) -> Sequence[str]:
        """All terms, sorted."""

    def counts(self, field: str, live: NDArray[np.bool_]) -> Ids:
        """How many live rows have each of the terms in a field."""

    def having(self, term: str) -> NDArray[Any]:
        """Rows that have the term in any field, deleted ones included."""

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term in the field, deleted ones included, and how often."""


@dataclass(frozen=True, slots=True)
class Words:
    """Terms of titles, categories, shops and places, sorted, and how many titles have each."""

    terms: list[str]
    titles: Ids

    def beginning_with(self, prefix: str) -> slice:
        """Where the terms stand that begin so."""
        return slice(bisect_left(self.terms, prefix), bisect_left(self.terms, prefix + LAST))


class State:
    """All segments of one committed state, numbered through: what one query sees."""

    def __init__(
        self,
        segments: Sequence[Segment],
        deleted: Iterable[Iterable[int]],
        before: "State | None" = None,
    ) -> None:
        self._segments = segments
        self._words_before = before and before.__dict__.get("_words")
        sizes = [segment.size for segment in segments]
        self._starts = np.cumsum([0, *sizes]).tolist()
        self.live = np.ones(sum(sizes), np.bool_)
        for start, gone in zip(self._starts, deleted, strict=False):
            self.live[[start + row for row in gone]] = False
        self.lengths = {name: _joined(one.lengths(name) for one in segments) for name in FIELDS}
        slugs = {slug for segment in segments for slug in segment.slugs}
        properties = {name: _joined(one.column(name) for one in segments) for name in COLUMNS}
        self.columns = Columns(properties, self.live, slugs)
        self._documents = int(np.count_nonzero(self.live))
        self._frequencies: dict[str, int] = {}
        self.scorer = Scorer(self, self)

    def _parts(self) -> Iterator[tuple[Segment, int, NDArray[np.bool_]]]:
        """Each segment, the number of its first row, and which of its rows are live."""
        for segment, start in zip(self._segments, self._starts, strict=False):
            yield segment, start, self.live[start : start + segment.size]

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        held = []
        for segment, start in zip(self._segments, self._starts, strict=False):
            rows, counts = segment.postings(field, term)
            if len(rows):
                held.append((rows + start if start else rows, counts))
        if len(held) < 2:
            return held[0] if held else NO_POSTINGS
        return np.concatenate([rows for rows, _ in held]), np.concatenate([c for _, c in held])

    def shingles(self, rows: Ids) -> tuple[Shingles, Ids]:
        """The shingles of the rows' titles in one run, and where each row's end in it."""
        which = np.searchsorted(self._starts[1:], rows, "right")
        values, sizes = [np.zeros(0, np.uint16)], [np.zeros(0, np.int64)]
        for at in np.unique(which).tolist():
            segment, own = self._segments[at], rows[which == at] - self._starts[at]
            found, ends = shingles.of_rows(segment.shingles, segment.shingle_ends, own)
            values.append(found)
            sizes.append(np.diff(ends, prepend=0))
        # They stand by segment now: once more, in the order that was asked for.
        asked = np.argsort(np.argsort(which, kind="stable"))
        return shingles.of_rows(np.concatenate(values), np.cumsum(np.concatenate(sizes)), asked)

    # what is known of all words

    @property
    def documents(self) -> int:
        """How many listings there are."""
        return self._documents

    def usual_length(self, field: str) -> float:
        """How many terms the field has on average."""
        return float(self.lengths[field][self.live].mean()) if self._documents else 0.0

    def frequency(self, term: str) -> int:
        """How many listings have the term in any field; 0 when nobody has it."""
        known = self._frequencies.get(term)
        if known is None:
            parts = self._parts()
            known = sum(int(live[one.having(term)].sum()) for one, _, live in parts)
            if len(self._frequencies) >= MOST_REMEMBERED:
                self._frequencies.clear()
            self._frequencies[term] = known
        return known

    def look_up(self, terms: Iterable[str]) -> None:
        """All is at hand already."""

    def beginning_with(self, prefix: str, at_most: int) -> list[str]:
        """Terms of titles, categories, shops and places that begin so, in alphabetical order."""
        return self._words.terms[self._words.beginning_with(prefix)][:at_most]

    def commonest(self, prefix: str, at_most: int) -> list[str]:
        """Of the terms that begin so those that most titles have, the commonest first."""
        within = self._words.beginning_with(prefix)
        best = np.argsort(-self._words.titles[within], kind="stable")[:at_most]
        return [self._words.terms[within.start + place] for place in best.tolist()]

    def words(self) -> list[str]:
        """All terms of titles, categories, shops and places, sorted."""
        return self._words.terms

    @cached_property
    def _words(self) -> Words:
        """Worked out when first asked for; what only deleted rows have is not among them."""
        titles: dict[str, int] = {}
        for segment, _, live in self._parts():
            counted = {name: segment.counts(name, live) for name in VOCABULARIES}
            named = np.flatnonzero(sum(counted.values())).tolist()
            terms, often = segment.terms(), counted["title"].tolist()
            if not titles:
                titles = {terms[place]: often[place] for place in named}
                continue
            for place in named:
                titles[terms[place]] = titles.get(terms[place], 0) + often[place]
        ordered = sorted(titles)
        if self._words_before and self._words_before.terms == ordered:
            # The very same list: what others worked out for it is good for this state too.
            ordered = self._words_before.terms
        self._words_before = None
        return Words(ordered, np.array([titles[term] for term in ordered], np.int64))

    def answer(self, query: Query, on: date) -> Answer:
        """Answer a query from these rows."""
        tree = understanding.understand(query.text, self, literal=query.literal)
        return answering.answer(self, self.scorer, tree, query, on)

    def complete(self, text: str, at_most: int, on: date) -> Completion:
        """Look in these rows where a text leads that is still being typed."""
        tree = completing.unfinished(text, self)
        return completing.complete(self, self.scorer, tree, at_most, on)


def _joined(parts: Iterable[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, np.int8), *parts])
