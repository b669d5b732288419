"""One committed state of an index as arrays: what a query sees from beginning to end."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search import understanding
from marketplace.search.columns import COLUMNS, Columns
from marketplace.search.interface import Answer, Query
from marketplace.search.scoring import FIELDS, NO_POSTINGS, Floats, Ids, Scorer

VOCABULARIES = ("title", "category", "shop", "place")


class Segment(Protocol):
    """A part of the index that never changes; rows are numbered from 0 in each."""

    size: int
    columns: dict[str, NDArray[np.int64]]
    slugs: list[str]

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
        self.scorer = Scorer(self)

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

    def beginning_with(self, prefix: str, at_most: int) -> list[str]:
        terms = {
            term
            for segment in self._segments
            for field in VOCABULARIES
            for term in segment.beginning_with(field, prefix, at_most)
        }
        return sorted(terms)[:at_most]

    def answer(self, query: Query, on: date) -> Answer:
        """Score, filter, count and order: all the words first, else most of them."""
        tree = understanding.understand(query.text)
        if not tree and query.text.strip():
            return Answer()
        masks = self.columns.masks(query, on)
        found, score = self.scorer.match(tree) if tree else (None, None)
        matched, rows = self._matching(found, len(tree.words), masks)
        relaxed = False
        fewest = max(1, math.ceil(query.least * len(tree.words)))
        if tree and not rows.any() and fewest < len(tree.words):
            matched, rows = self._matching(found, fewest, masks)
            relaxed = bool(rows.any())
        ids = self.columns.ordered(rows, score, query, on)
        facets = self.columns.facets(matched, rows, masks, on)
        return Answer(tuple(ids), int(np.count_nonzero(rows)), facets, relaxed=relaxed)

    def _matching(
        self,
        found: NDArray[np.int8] | None,
        fewest: int,
        masks: Mapping[str, NDArray[np.bool_]],
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Give the rows with enough words, and those of them that every filter lets through."""
        matched = self.live if found is None else self.live & (found >= fewest)
        rows = matched
        for mask in masks.values():
            rows = rows & mask
        return matched, rows
