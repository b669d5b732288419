"""BM25F over numpy arrays, shared by every engine that can list who has a term, and how often."""

from collections.abc import Iterable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search.understanding import Tree, Word

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

WEIGHTS = {"title": 3.0, "category": 1.5, "shop": 1.0, "place": 1.0, "description": 0.3}
FIELDS = tuple(WEIGHTS)
K1 = 1.0
B = 0.75
BEGINNING = 0.7  # what a word that only begins as typed is worth beside the word itself
MOST_ENDINGS = 48
NO_POSTINGS: tuple[Ids, Floats] = (np.zeros(0, np.int64), np.zeros(0))


class Corpus(Protocol):
    """What scoring needs to know about the indexed listings."""

    live: NDArray[np.bool_]
    lengths: dict[str, NDArray[np.float64]]

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term in the field, each once, and how often."""

    def beginning_with(self, prefix: str, at_most: int) -> Iterable[str]:
        """Terms of the sorted vocabulary that begin so."""


class Scorer:
    """Scores one state of a corpus; what it has worked out for a word it keeps."""

    def __init__(self, corpus: Corpus, most_kept: int = 2_000) -> None:
        self.corpus = corpus
        self.size = len(corpus.live)
        self.documents = int(corpus.live.sum())
        self._weights = {name: self._field_weight(name) for name in FIELDS}
        self._kept: dict[Word, tuple[Ids, Floats]] = {}
        self._most_kept = most_kept

    def _field_weight(self, name: str) -> Floats:
        """Weight of one occurrence in each row: less in a field longer than usual."""
        lengths = self.corpus.lengths[name]
        usual = float(lengths[self.corpus.live].mean()) if self.documents else 0.0
        relative = lengths / usual if usual else np.zeros(self.size)
        weights: Floats = WEIGHTS[name] / (1 - B + B * relative)
        return weights

    def match(self, tree: Tree) -> tuple[NDArray[np.int8], Floats]:
        """Count for each row the words it has, and add up what they are worth."""
        found = np.zeros(self.size, np.int8)
        score = np.zeros(self.size)
        for word in tree.words:
            rows, worth = self._word(word)
            found[rows] += 1
            score[rows] += worth
        return found, score

    def _word(self, word: Word) -> tuple[Ids, Floats]:
        known = self._kept.get(word)
        if known is not None:
            return known
        rows, worth = self._worth([(word.term, 1.0)])
        if not len(rows) and word.prefix:
            endings = self.corpus.beginning_with(word.prefix, MOST_ENDINGS)
            rows, worth = self._worth([(ending, BEGINNING) for ending in endings])
        if len(self._kept) >= self._most_kept:
            self._kept.clear()
        self._kept[word] = rows, worth
        return rows, worth

    def _worth(self, alternatives: list[tuple[str, float]]) -> tuple[Ids, Floats]:
        """Take alternatives as one word: their occurrences add up before they saturate."""
        often = np.zeros(self.size)
        for term, share in alternatives:
            for name in FIELDS:
                rows, counts = self.corpus.postings(name, term)
                often[rows] += share * counts * self._weights[name][rows]
        rows = np.flatnonzero((often > 0) & self.corpus.live)
        often = often[rows]
        rarity = np.log1p((self.documents - len(rows) + 0.5) / (len(rows) + 0.5))
        return rows, rarity * often * (K1 + 1) / (K1 + often)
