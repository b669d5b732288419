"""One committed state of an index as arrays: what a query sees from beginning to end."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search import answering, completing, shingles, understanding
from marketplace.search.columns import COLUMNS, Columns
from marketplace.search.interface import Answer, Completion, Query
from marketplace.search.scoring import FIELDS, NO_POSTINGS, Floats, Ids, Scorer
from marketplace.search.shingles import Shingles

VOCABULARIES = ("title", "category", "shop", "place")
MOST_TERMS = 1_000_000
MOST_COMMONEST = 200


class Segment(Protocol):
    """A part of the index that never changes; rows are numbered from 0 in each."""

    size: int
    columns: dict[str, NDArray[np.int64]]
    slugs: list[str]
    shingles: Shingles
    shingle_ends: Ids

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term in the field, deleted ones included, and how often."""

    def beginning_with(self, field: str, prefix: str, at_most: int) -> list[str]:
        """Terms of the field that begin so, in alphabetical order."""


class State:
    """All segments of one committed state, numbered through: what one query sees."""

    def __init__(self, segments: Sequence[Segment], deleted: Iterable[Iterable[int]]) -> None:
        self._segments = segments
        sizes = [segment.size for segment in segments]
        self._starts = np.cumsum([0, *sizes])
        self.live = np.ones(sum(sizes), np.bool_)
        for start, gone in zip(self._starts, deleted, strict=False):
            self.live[[start + row for row in gone]] = False
        self.lengths = {name: self._joined(f"{name}_length").astype(np.float64) for name in FIELDS}
        slugs = {slug for segment in segments for slug in segment.slugs}
        properties = {name: self._joined(name) for name in COLUMNS}
        self.columns = Columns(properties, self.live, slugs)
        self._documents = int(np.count_nonzero(self.live))
        self._frequencies: dict[str, int] = {}
        self._commonest: dict[str, list[str]] = {}
        self._words: list[str] | None = None
        self.scorer = Scorer(self, self)

    def _joined(self, name: str) -> NDArray[np.int64]:
        parts = [segment.columns[name] for segment in self._segments]
        return np.concatenate([np.zeros(0, np.int64), *parts])

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        if len(self._segments) == 1:
            return self._segments[0].postings(field, term)
        found = [segment.postings(field, term) for segment in self._segments]
        ids = [rows + start for (rows, _), start in zip(found, self._starts, strict=False)]
        if not ids:
            return NO_POSTINGS
        return np.concatenate(ids), np.concatenate([counts for _, counts in found])

    def shingles(self, rows: Ids) -> tuple[Shingles, Ids]:
        """The shingles of the rows' titles in one run, and where each row's end in it."""
        if len(self._segments) == 1:
            (segment,) = self._segments
            return shingles.of_rows(segment.shingles, segment.shingle_ends, rows)
        return shingles.of_rows(*self._all_shingles, rows)

    @cached_property
    def _all_shingles(self) -> tuple[Shingles, Ids]:
        values = [np.zeros(0, np.uint16), *(segment.shingles for segment in self._segments)]
        starts = np.cumsum([len(one) for one in values])
        pairs = zip(self._segments, starts, strict=False)
        ends = [np.zeros(0, np.int64), *(segment.shingle_ends + start for segment, start in pairs)]
        return np.concatenate(values), np.concatenate(ends)

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
        if term not in self._frequencies:
            rows = [self.postings(field, term)[0] for field in FIELDS]
            having = np.unique(np.concatenate(rows))
            self._frequencies[term] = int(np.count_nonzero(self.live[having]))
        return self._frequencies[term]

    def beginning_with(self, prefix: str, at_most: int) -> list[str]:
        """Terms of titles, categories, shops and places that begin so, in alphabetical order."""
        terms = {
            term
            for segment in self._segments
            for field in VOCABULARIES
            for term in segment.beginning_with(field, prefix, at_most)
        }
        return sorted(terms)[:at_most]

    def commonest(self, prefix: str, at_most: int) -> list[str]:
        """Of the terms that begin so those that most titles have, the commonest first."""
        if prefix not in self._commonest:
            terms = self.beginning_with(prefix, MOST_TERMS)
            terms.sort(key=lambda term: -len(self.postings("title", term)[0]))
            self._commonest[prefix] = terms[:MOST_COMMONEST]
        return self._commonest[prefix][:at_most]

    def words(self) -> list[str]:
        """All terms of titles, categories, shops and places, sorted."""
        if self._words is None:
            self._words = self.beginning_with("", MOST_TERMS)
        return self._words

    def answer(self, query: Query, on: date) -> Answer:
        """Answer a query from these rows."""
        tree = understanding.understand(query.text, self)
        return answering.answer(self, self.scorer, tree, query, on)

    def complete(self, text: str, at_most: int, on: date) -> Completion:
        """Look in these rows where a text leads that is still being typed."""
        tree = completing.unfinished(text, self)
        return completing.complete(self, self.scorer, tree, at_most, on)
