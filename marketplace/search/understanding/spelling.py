"""Known words that a slip of the finger or of the ear may have been meant for."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from marketplace.search.understanding.data import words
from marketplace.search.understanding.stems import term

MOST_NEIGHBOURS = 12
SHORTEST = 4  # with fewer letters every word is near every other
LONG = 8  # from here on two slips are forgiven
MOST_REMEMBERED = 2_000
CARELESS = 0.9  # what each slip takes away

# What a word that was typed may have been meant for: as it is written, and as it is indexed.
Meant = tuple[str, str, int]

_held: dict[int, tuple[Sequence[str], "Speller"]] = {}


class Speller:
    """The words of one vocabulary by their length."""

    def __init__(self, known: Sequence[str]) -> None:
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._terms = {word: word for word in known if word.isalpha()}
        indexed = frozenset(self._terms)
        for form in words().forms:
            if term(form) in indexed:
                self._terms.setdefault(form, term(form))
        for word in self._terms:
            self._by_length[len(word)].append(word)

        self._known: dict[str, list[Meant]] = {}

    def near(self, typed: str) -> list[Meant]:
        """Known words at most so many slips away as the length allows, nearest first."""
        known = self._known.get(typed)
        if known is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[typed] = known = self._near(typed)
        return known

    def _near(self, typed: str) -> list[Meant]:
        if len(typed) < SHORTEST or not typed.isalpha():
            return []
        most = slips(typed)
        found: list[Meant] = []
        for length in range(len(typed) - most, len(typed) + most + 1):
            among = self._by_length.get(length, [])
            near = process.extract(typed, among, scorer=OSA.distance, score_cutoff=most, limit=None)
            found += [(word, self._terms[word], int(distance)) for word, distance, _ in near]
        return sorted(found, key=lambda one: (one[2], one[0]))


def slips(typed: str) -> int:
    """How many slips a word of this length is forgiven."""
    return 2 if len(typed) >= LONG else 1


def speller(known: Sequence[str]) -> Speller:
    """The speller of a vocabulary's words; made once for each state of it."""
    held = _held.get(id(known))
    if held is None or held[0] is not known:
        if len(_held) >= 4:
            _held.clear()
        _held[id(known)] = held = known, Speller(known)
    return held[1]
