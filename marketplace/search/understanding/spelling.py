"""Known words that a slip of the finger or of the ear may have been meant for."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_NEIGHBOURS = 12
SHORTEST = 4  # with fewer letters every word is near every other
LONG = 8  # from here on two slips are forgiven
CARELESS = 0.9  # what each slip takes away

_held: dict[int, tuple[Sequence[str], "Speller"]] = {}


class Speller:
    """The words of one vocabulary by their length."""

    def __init__(self, known: Sequence[str]) -> None:
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in known:
            if word.isalpha():
                self._by_length[len(word)].append(word)

    def near(self, typed: str) -> list[tuple[str, int]]:
        """Known words at most so many slips away as the length allows, nearest first."""
        if len(typed) < SHORTEST or not typed.isalpha():
            return []
        most = slips(typed)
        found: list[tuple[str, int]] = []
        for length in range(len(typed) - most, len(typed) + most + 1):
            among = self._by_length.get(length, [])
            near = process.extract(typed, among, scorer=OSA.distance, score_cutoff=most, limit=None)
            found += [(word, int(distance)) for word, distance, _ in near]
        return sorted(found, key=lambda pair: (pair[1], pair[0]))


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
