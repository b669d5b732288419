"""What is known of all indexed words, whatever engine keeps them."""

from collections.abc import Iterable, Sequence
from typing import Protocol


class Vocabulary(Protocol):
    """The words of one state of the index, and how common each is."""

    @property
    def documents(self) -> int:
        """How many listings there are."""

    def usual_length(self, field: str) -> float:
        """How many terms the field has on average."""

    def frequency(self, term: str) -> int:
        """How many listings have the term in any field; 0 when nobody has it."""

    def look_up(self, terms: Iterable[str]) -> None:
        """Make ready to be asked how common each of these is: one question is soon answered."""

    def beginning_with(self, prefix: str, at_most: int) -> Sequence[str]:
        """Terms of titles, categories, shops and places that begin so, in alphabetical order."""

    def commonest(self, prefix: str, at_most: int) -> Sequence[str]:
        """Of the terms that begin so those that most titles have, the commonest first."""

    def words(self) -> Sequence[str]:
        """All terms of titles, categories, shops and places, sorted: what spelling is held to."""


class Empty:
    """The vocabulary where there is no index: nothing is known, so nothing is corrected."""

    documents = 0

    def usual_length(self, field: str) -> float:
        """Nothing has a length."""
        return 0.0

    def frequency(self, term: str) -> int:
        """Nobody has it."""
        return 0

    def look_up(self, terms: Iterable[str]) -> None:
        """Nothing is to be made ready."""

    def beginning_with(self, prefix: str, at_most: int) -> Sequence[str]:
        """No term begins so."""
        return ()

    def commonest(self, prefix: str, at_most: int) -> Sequence[str]:
        """No term begins so."""
        return ()

    def words(self) -> Sequence[str]:
        """No words."""
        return ()


EMPTY = Empty()
