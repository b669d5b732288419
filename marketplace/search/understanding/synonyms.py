"""Phrases that mean the same: those that the search knows and those that officers taught it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from marketplace.search.teaching.lexicon import Lexicon
from marketplace.search.understanding.data import words
from marketplace.search.understanding.stems import term
from marketplace.search.understanding.text import pieces

LONGEST = 4
Terms = tuple[str, ...]


class Synonyms:
    """For the terms of a phrase those of the phrases that mean the same."""

    def __init__(self, groups: Sequence[Sequence[str]], protected: frozenset[str]) -> None:
        self._others: dict[Terms, list[Terms]] = defaultdict(list)
        for group in groups:
            keys = list(dict.fromkeys(filter(None, (key(one, protected) for one in group))))
            for one in keys:
                known = self._others[one]
                known += [other for other in keys if other != one and other not in known]

    def at(self, asked: Sequence[str]) -> tuple[int, list[Terms]]:
        """How many of the first terms are a phrase, and what means the same; 0 when none is."""
        for size in range(min(LONGEST, len(asked)), 0, -1):
            if found := self._others.get(tuple(asked[:size])):
                return size, found
        return 0, []


def key(phrase: str, protected: frozenset[str] = frozenset()) -> Terms:
    """The different terms of a phrase in order, without the words that ask for nothing."""
    typed = pieces(phrase)
    telling = [one for one in typed if one not in words().function_words] or typed
    return tuple(dict.fromkeys(term(one, protected) for one in telling))


@lru_cache(maxsize=4)
def synonyms(lexicon: Lexicon) -> Synonyms:
    """All of them, made once for each state of what was taught."""
    return Synonyms((*lexicon.synonyms, *words().synonyms), lexicon.protected)
