"""BM25F over numpy arrays, shared by every engine that can list who has a term, and how often."""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search.tree import Alternative, Tree, Word
from marketplace.search.vocabulary import Vocabulary

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

WEIGHTS = {"title": 3.0, "category": 1.5, "shop": 1.0, "place": 1.0, "description": 0.3}
FIELDS = tuple(WEIGHTS)
K1 = 0.8
B = 0.75
NO_POSTINGS: tuple[Ids, Floats] = (np.zeros(0, np.int64), np.zeros(0))
MOST_KEPT = 4_000_000  # rows of words whose worth is remembered, 16 bytes each
# What a word weighs beside its rows, in as many rows: strangers make up words that nobody has.
A_WORD, AN_ALTERNATIVE = 32, 16


class Corpus(Protocol):
    """Rows to be scored: all that are indexed, or those that an engine has picked out of them."""

    live: NDArray[np.bool_]
    lengths: dict[str, NDArray[np.float64]]

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term in the field, each once, and how often."""


class Scorer:
    """Scores a corpus; what it has worked out for a word it keeps."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self.corpus = corpus
        self.vocabulary = vocabulary
        self.size = len(corpus.live)
        self._kept: dict[Word, tuple[Ids, Floats]] = {}
        self._weight = 0

    @cached_property
    def _weights(self) -> dict[str, Floats]:
        return {name: self._field_weight(name) for name in FIELDS}

    def _field_weight(self, name: str) -> Floats:
        """Weight of one occurrence in each row: less in a field longer than usual."""
        lengths = self.corpus.lengths[name]
        usual = self.vocabulary.usual_length(name)
        relative = lengths / usual if usual else np.zeros(self.size)
        weights: Floats = WEIGHTS[name] / (1 - B + B * relative)
        return weights

    def match(self, tree: Tree) -> tuple[Floats, Floats]:
        """Add up for each row how telling the words are that it has, and what they are worth.

        The first is 1 for a row that has them all, the second orders.
        """
        told = np.zeros(self.size)
        score = np.zeros(self.size)
        for word, share in zip(tree, self.shares(tree), strict=True):
            rows, worth = self._word(word)
            told[rows] += share
            score[rows] += worth
        return told, score

    def shares(self, tree: Tree) -> list[float]:
        """How much of what a query says each of its words says: the rarer the more."""
        telling = [self._telling(word) for word in tree]
        return [one / sum(telling) for one in telling]

    def _telling(self, word: Word) -> float:
        known = self.vocabulary.frequency
        held = [one for one in word.alternatives if all(map(known, one.terms))]
        return self._rarity(held[0] if held else word.alternatives[0])

    def _word(self, word: Word) -> tuple[Ids, Floats]:
        known = self._kept.get(word)
        if known is not None:
            return known
        found = self._best(word)
        if self._weight > MOST_KEPT:
            self._kept.clear()
            self._weight = 0
        self._kept[word] = found
        self._weight += len(found[0]) + A_WORD + AN_ALTERNATIVE * len(word.alternatives)
        return found

    def _best(self, word: Word) -> tuple[Ids, Floats]:
        """Rows that have a word, each for the best of its alternatives that it has."""
        rarest = self._rarity(word.alternatives[0])
        if len(word.alternatives) == 1:
            return self._alternative(word.alternatives[0], rarest)
        best = np.zeros(self.size)
        for one in word.alternatives:
            rows, worth = self._alternative(one, rarest)
            best[rows] = np.maximum(best[rows], worth)
        rows = np.flatnonzero(best)
        return rows, best[rows]

    def _alternative(self, one: Alternative, rarest: float) -> tuple[Ids, Floats]:
        """Rows that have all terms of an alternative; none counts as rarer than the word itself."""
        rows, often = self._together(one.terms)
        alive = self.corpus.live[rows]
        rows, often = rows[alive], often[alive]
        rarity = min(self._rarity(one), rarest)
        return rows, one.share * rarity * often * (K1 + 1) / (K1 + often)

    def _together(self, terms: Sequence[str]) -> tuple[Ids, Floats]:
        """How often all of the terms stand in each row, by the one that does so least."""
        rows, often = self._occurrences(terms[0])
        for term in terms[1:]:
            others, counts = self._occurrences(term)
            rows, left, right = np.intersect1d(rows, others, True, return_indices=True)
            often = np.minimum(often[left], counts[right])
        return rows, often

    def _occurrences(self, term: str) -> tuple[Ids, Floats]:
        """Rows that have a term, and how often, each field by its weight and length."""
        found = [(name, *self.corpus.postings(name, term)) for name in FIELDS]
        parts = [
            (rows, counts * self._weights[name][rows]) for name, rows, counts in found if len(rows)
        ]
        if len(parts) < 2:
            return parts[0] if parts else NO_POSTINGS
        rows = np.concatenate([rows for rows, _ in parts])
        often = np.concatenate([weighted for _, weighted in parts])
        if len(rows) * 16 > self.size:
            summed = np.asarray(np.bincount(rows, often, minlength=self.size), np.float64)
            having = np.flatnonzero(summed)
            return having, summed[having]
        having, place = np.unique(rows, return_inverse=True)
        added = np.asarray(np.bincount(place, often), np.float64)
        return having, added

    def _rarity(self, one: Alternative) -> float:
        """The same in every engine: by how many listings have the rarest of the terms.

        A word that nobody has is held to be as rare as can be: its alternatives speak for it.
        """
        everything = self.vocabulary.documents
        having = min(min(map(self.vocabulary.frequency, one.terms)), everything)
        return float(np.log1p((everything - having + 0.5) / (having + 0.5)))
