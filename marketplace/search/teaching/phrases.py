"""What an officer may teach: phrases and words, checked and brought into one form."""

import re

from marketplace.errors import RuleBroken
from marketplace.search import understanding
from marketplace.texts import one_line

FEWEST, MOST = 2, 12
LONGEST_PHRASE, MOST_WORDS = 60, 4
SHORTEST_WORD, LONGEST_WORD = 3, 40

_PLAIN = re.compile(r"[^\W_]+(?:[-' ][^\W_]+)*")
_WORD = re.compile(r"[a-z]+")


def checked(phrases: list[str]) -> dict[str, str]:
    """A group's phrases as they are kept, by key; RuleBroken with words for whoever typed them."""
    typed = [one for one in (_written(phrase) for phrase in phrases) if one]
    if len(typed) > MOST:
        raise RuleBroken("Satu kelompok memuat paling banyak %(most)s frasa.", "phrases", most=MOST)
    keys: dict[str, str] = {}
    for phrase in typed:
        key = _key(phrase)
        if key in keys:
            raise RuleBroken("“%(phrase)s” ditulis dua kali.", "phrases", phrase=phrase)
        keys[key] = phrase
    if len(keys) < FEWEST:
        raise RuleBroken("Tulis sedikitnya dua frasa yang artinya sama.", "phrases")
    return keys


def checked_word(word: str) -> str:
    """A word to be left as it is, in the form in which texts are read."""
    written = understanding.normalised(_written(word))
    if not _WORD.fullmatch(written):
        raise RuleBroken("Tulis satu kata, huruf saja, misalnya “asinan”.", "word")
    if not SHORTEST_WORD <= len(written) <= LONGEST_WORD:
        raise RuleBroken(
            "Kata yang dijaga panjangnya %(least)s sampai %(most)s huruf.",
            "word",
            least=SHORTEST_WORD,
            most=LONGEST_WORD,
        )
    if written in understanding.function_words():
        raise RuleBroken(
            "“%(word)s” kata sambung, jadi tidak pernah dicari sendiri.", "word", word=written
        )
    return written


def _written(phrase: str) -> str:
    return (one_line(phrase) or "").lower().replace("’", "'")


def _key(phrase: str) -> str:
    """How a phrase is told from others: `oleh-oleh` and `oleh oleh` are one."""
    if len(phrase) > LONGEST_PHRASE:
        raise RuleBroken(
            "“%(phrase)s …” terlalu panjang: paling banyak %(most)s huruf.",
            "phrases",
            phrase=phrase[:20],
            most=LONGEST_PHRASE,
        )
    pieces = understanding.pieces(phrase)
    if not _PLAIN.fullmatch(phrase) or not pieces:
        raise RuleBroken(
            "“%(phrase)s”: pakai huruf, angka, spasi, dan tanda hubung saja.",
            "phrases",
            phrase=phrase,
        )
    if len(pieces) > MOST_WORDS:
        raise RuleBroken(
            "“%(phrase)s” terlalu panjang: paling banyak %(most)s kata (kata ulang dihitung dua).",
            "phrases",
            phrase=phrase,
            most=MOST_WORDS,
        )
    _check_telling(phrase, pieces)
    return " ".join(pieces)


def _check_telling(phrase: str, pieces: list[str]) -> None:
    if set(pieces) <= understanding.function_words():
        raise RuleBroken(
            "“%(phrase)s” hanya berisi kata sambung, jadi tidak dapat disamakan.",
            "phrases",
            phrase=phrase,
        )
    if not any(len(piece) > 1 and not piece.isdigit() for piece in pieces):
        raise RuleBroken(
            "“%(phrase)s” terlalu umum: tulis sedikitnya satu kata dari dua huruf.",
            "phrases",
            phrase=phrase,
        )
