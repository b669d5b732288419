"""BM25F over numpy arrays, shared by every engine that can list who has a term, and how often."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search.shingles import Shingles
from marketplace.search.tree import Tree, Word
from marketplace.search.vocabulary import Vocabulary

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

WEIGHTS = {"title": 3.0, "category": 1.5, "shop": 1.0, "place": 1.0, "description": 0.3}
FIELDS = tuple(WEIGHTS)
K1 = 1.0
B = 0.75
NO_POSTINGS: tuple[Ids, Floats] = (np.zeros(0, np.int64), np.zeros(0))


class Corpus(Protocol):
    """Rows to be scored: all that are indexed, or those that an engine has picked out of them."""

    live: NDArray[np.bool_]
    lengths: dict[str, NDArray[np.float64]]

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term in the field, each once, and how often."""

    def shingles(self, rows: Ids) -> tuple[Shingles, Ids]:
        """The shingles of the rows' titles in one run, and where each row's end in it."""


class Scorer:
    """Scores a corpus; what it has worked out for a word it keeps."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary, most_kept: int = 2_000) -> None:
        self.corpus = corpus
        self.vocabulary = vocabulary
        self.size = len(corpus.live)
        self._weights = {name: self._field_weight(name) for name in FIELDS}
        self._kept: dict[Word, tuple[Ids, Floats]] = {}
        self._most_kept = most_kept

    def _field_weight(self, name: str) -> Floats:
        """Weight of one occurrence in each row: less in a field longer than usual."""
        lengths = self.corpus.lengths[name]
        usual = self.vocabulary.usual_length(name)
        relative = lengths / usual if usual else np.zeros(self.size)
        weights: Floats = WEIGHTS[name] / (1 - B + B * relative)
        return weights

    def match(self, tree: Tree) -> tuple[NDArray[np.int8], Floats]:
        """Count for each row the words it has, and add up what they are worth."""
        found = np.zeros(self.size, np.int8)
        score = np.zeros(self.size)
        for word in tree:
            rows, worth = self._word(word)
            found[rows] += 1
            score[rows] += worth
        return found, score

    def _word(self, word: Word) -> tuple[Ids, Floats]:
        known = self._kept.get(word)
        if known is not None:
            return known
        rows, often = self._occurrences(word)
        rarity = self._rarity(word)
        found = rows, rarity * often * (K1 + 1) / (K1 + often)
        if len(self._kept) >= self._most_kept:
            self._kept.clear()
        self._kept[word] = found
        return found

    def _occurrences(self, word: Word) -> tuple[Ids, Floats]:
        """Take alternatives as one word: their occurrences add up before they saturate."""
        often = np.zeros(self.size)
        for alternative in word.alternatives:
            often += alternative.share * self._together(alternative.terms)
        rows = np.flatnonzero((often > 0) & self.corpus.live)
        return rows, often[rows]

    def _together(self, terms: Sequence[str]) -> Floats:
        """How often all of the terms stand in each row, by the one that does so least."""
        least: Floats = np.full(self.size, np.inf)
        for term in terms:
            often = np.zeros(self.size)
            for name in FIELDS:
                rows, counts = self.corpus.postings(name, term)
                often[rows] += counts * self._weights[name][rows]
            least = np.minimum(least, often)
        return least

    def _rarity(self, word: Word) -> float:
        """The same in every engine: by the listings that have any of the alternatives."""
        known: Callable[[str], int] = self.vocabulary.frequency
        having = sum(min(map(known, one.terms)) for one in word.alternatives)
        everything = self.vocabulary.documents
        having = min(having, everything)
        return float(np.log1p((everything - having + 0.5) / (having + 0.5)))
