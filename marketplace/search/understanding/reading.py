"""From what a person typed to a tree of words, each with all that counts as having it."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.search.tree import Alternative, Tree, Word
from marketplace.search.understanding import spelling
from marketplace.search.understanding.data import words
from marketplace.search.understanding.stems import term
from marketplace.search.understanding.text import LONGEST_QUERY, pieces
from marketplace.search.vocabulary import EMPTY, Vocabulary

MOST_WORDS = 16
SHORTEST_PREFIX = 2
SHORTEST_PART = 3
MOST_ENDINGS = 48
BEGINNING = 0.7  # what a word that only begins as typed is worth beside the word itself
JOINED = 0.7  # two words written as one, or one as two
COMMONER = 5  # a word that is so much rarer than a neighbour may be a slip that others made too
SUSPECT = 0.5

Others = list[tuple[tuple[str, ...], float]]


def understand(text: str, vocabulary: Vocabulary = EMPTY) -> Tree:
    """Turn what a person typed into a tree of analysed words; any text is allowed."""
    reader = _Reader(vocabulary)
    return reader.tree(list(dict.fromkeys(pieces(text, LONGEST_QUERY))))


@dataclass(frozen=True, slots=True)
class _Typed:
    piece: str
    term: str
    place: int


class _Reader:
    """Reads one text by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._speller = spelling.speller(vocabulary.words()) if vocabulary.documents else None

    def tree(self, typed: list[str]) -> Tree:
        telling = [piece for piece in typed if piece not in words().function_words] or typed
        all_words: dict[str, _Typed] = {}
        for place, piece in enumerate(telling):
            all_words.setdefault(term(piece), _Typed(piece, term(piece), place))
        chosen = self._chosen(list(all_words.values()))
        found = [self._word(one, telling) for one in chosen]
        return Tree(tuple(found), len(all_words) - len(chosen))

    def _chosen(self, typed: list[_Typed]) -> list[_Typed]:
        """The rarest words, in the order typed; of those that nobody has only what is left."""
        if len(typed) <= MOST_WORDS:
            return typed
        unlimited = self._vocabulary.documents + 1
        rarest = sorted(typed, key=lambda one: self._many(one.term) or unlimited)
        kept = {one.place for one in rarest[:MOST_WORDS]}
        return [one for one in typed if one.place in kept]

    def _many(self, known: str) -> int:
        return self._vocabulary.frequency(known)

    def _word(self, typed: _Typed, telling: Sequence[str]) -> Word:
        own = Alternative((typed.term,))
        others: dict[tuple[str, ...], float] = {}
        many = self._many(typed.term)
        for terms, share in self._others(typed, telling, many):
            if terms != own.terms:
                others[terms] = max(share, others.get(terms, 0.0))
        return Word(typed.piece, (own, *(Alternative(t, s) for t, s in others.items())))

    def _others(self, typed: _Typed, telling: Sequence[str], many: int) -> Others:
        others = self._joined(typed, telling) + self._split(typed, many)
        if many:
            return others + self._slipped(typed, many)
        if typed.place == len(telling) - 1:
            others += self._endings(typed.piece)
        return others + self._slipped(typed, many)

    def _joined(self, typed: _Typed, telling: Sequence[str]) -> Others:
        """Those that the word makes with its neighbours, where somebody writes them as one."""
        found: Others = []
        for left in (typed.place - 1, typed.place):
            if left < 0 or left + 1 >= len(telling):
                continue
            pair = telling[left : left + 2]
            whole = term("".join(pair))
            if all(map(str.isalpha, pair)) and self._many(whole):
                found.append(((whole,), JOINED))
        return found

    def _split(self, typed: _Typed, many: int) -> Others:
        """Two known words of which it may be made."""
        word = typed.piece
        if not word.isalpha():
            return []
        best: tuple[int, tuple[str, ...]] | None = None
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            parts = term(word[:at]), term(word[at:])
            fewest = min(map(self._many, parts))
            if fewest > COMMONER * many and (best is None or fewest > best[0]):
                best = fewest, parts
        return [(best[1], JOINED)] if best else []

    def _endings(self, typed: str) -> Others:
        """Take a last word that nobody has for the beginning of others."""
        if len(typed) < SHORTEST_PREFIX or not typed.isalpha():
            return []
        endings = self._vocabulary.beginning_with(typed, MOST_ENDINGS)
        return [((ending,), BEGINNING) for ending in endings]

    def _slipped(self, typed: _Typed, many: int) -> Others:
        """Known words that it may have been meant for."""
        if self._speller is None:
            return []
        near = [
            (word, distance, self._many(word))
            for word, distance in self._speller.near(typed.piece)
            if word != typed.term
        ]
        if many:
            near = [one for one in near if one[1] == 1 and one[2] >= COMMONER * many]
        near.sort(key=lambda one: (one[1], -one[2], one[0]))
        share = SUSPECT if many else 1.0
        return [
            ((word,), share * spelling.CARELESS**distance)
            for word, distance, _ in near[: spelling.MOST_NEIGHBOURS]
        ]
