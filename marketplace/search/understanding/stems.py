"""The form under which a word is indexed and asked for: its usual spelling, without affixes."""

from functools import cache, lru_cache
from typing import Any

from marketplace.search.understanding.data import words

SHORTEST_STEM = 4
# What may hang on a stem that is shorter than that; more would make another word of it.
_TAILS = ("nya", "an", "mu", "ku")


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


def term(piece: str, protected: frozenset[str] = frozenset()) -> str:
    """Give the form under which a piece is indexed; what officers protect stays as it is."""
    return piece if piece in protected else _term(piece)


@lru_cache(maxsize=50_000)
def _term(piece: str) -> str:
    known = words()
    piece = known.variants.get(piece, piece)
    if piece in known.protected or piece.isdigit() or not piece.isascii():
        return piece
    stem = _stem(piece)
    return known.variants.get(stem, stem)


def usual(piece: str) -> str:
    """The usual spelling of a piece, affixes and all: it is found sooner than the stem."""
    return words().variants.get(piece, piece)


def _stem(piece: str) -> str:
    stem: str = _stemmer().stem(piece) or piece
    if len(stem) >= SHORTEST_STEM or any(piece == stem + tail for tail in _TAILS):
        return stem
    return piece
