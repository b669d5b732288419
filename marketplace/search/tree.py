"""A query understood: words that a listing should have, each with whatever counts as having it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms of the index that together stand for a word, and what having them is worth (0…1)."""

    terms: tuple[str, ...]
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, and the alternatives of which a listing needs one; the first is its own."""

    typed: str
    alternatives: tuple[Alternative, ...]

    @property
    def term(self) -> str:
        """The word's own form in the index."""
        return self.alternatives[0].terms[0]


@dataclass(frozen=True, slots=True)
class Tree:
    """At most `MOST_WORDS` words, in the order typed, and what was changed to arrive at them.

    `corrections` are pairs of what was typed and what it was taken for.
    """

    words: tuple[Word, ...] = ()
    left_out: int = 0
    corrections: tuple[tuple[str, str], ...] = ()

    def corrected(self, text: str) -> str:
        """The text with what was typed as what it was taken for."""
        for typed, taken in self.corrections:
            whole = rf"(?<!\w){re.escape(typed)}(?!\w)"
            text = taken.join(re.split(whole, text, flags=re.IGNORECASE))
        return text

    def __bool__(self) -> bool:
        return bool(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)
