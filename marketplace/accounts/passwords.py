"""What a password must be: long enough, and not one that others guess first (NIST 800-63B-4)."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from marketplace.errors import RuleBroken

SHORTEST, SHORTEST_FOR_OFFICERS, LONGEST = 8, 15, 256
LEAST_OF_ONES_OWN = 4

_LIST = Path(__file__).parent / "data" / "sandi_umum.txt"
_ROWS = ("0123456789" * 3, "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
DIGITS = "0123456789"
WORTHLESS_DIGITS = 6
SHORTEST_WORD = 4


def check(password: str, *, of_officer: bool = False, about: Iterable[str | None] = ()) -> None:
    """Refuse a weak password with words; `about` is what others know of her."""
    shortest = SHORTEST_FOR_OFFICERS if of_officer else SHORTEST
    if len(password) < shortest:
        raise RuleBroken(
            "Sandi paling sedikit %(least)s huruf atau angka.", field="password", least=shortest
        )
    # Some letters become eighteen when they are normalised, which is what is hashed.
    if len(password) > LONGEST or len(unicodedata.normalize("NFKC", password)) > LONGEST:
        raise RuleBroken("Sandi paling panjang %(most)s huruf.", field="password", most=LONGEST)
    known = [part for text in about if text for part in _parts(text)]
    if _is_guessed_first(password, known):
        raise RuleBroken(
            "Sandi ini terlalu mudah ditebak. Gabungkan beberapa kata yang tidak berhubungan.",
            field="password",
        )


def _is_guessed_first(password: str, known: list[str]) -> bool:
    written = unicodedata.normalize("NFKC", password).lower().strip("!@$ ")
    return any(
        _own_share(re.sub(r"[\W_]+", "", spelling), known) < LEAST_OF_ONES_OWN
        for spelling in (written, written.translate(_LOOKALIKES))
    )


def _own_share(text: str, known: list[str]) -> int:
    """How many characters remain when what everybody guesses is taken away."""
    if text in common():
        return 0
    for word in sorted(known, key=len, reverse=True):
        text = text.replace(word, "")
    letters = text.strip(DIGITS)
    if letters in common() or _is_two_common_words(letters):
        letters = ""
    # A year or a birthday put before or after adds nothing, nor does a row of keys.
    inside = text.strip(DIGITS)
    digits = text.replace(inside, "", 1) if inside else text
    return len(_without_runs(letters)) + max(0, len(_without_runs(digits)) - WORTHLESS_DIGITS)


def _is_two_common_words(letters: str) -> bool:
    return any(
        letters[:cut] in common() and letters[cut:] in common()
        for cut in range(3, len(letters) - 2)
    )


def _without_runs(text: str) -> str:
    """A text without repetitions and without four or more neighbouring keys, either way."""
    text = re.sub(r"(.{1,4}?)\1+", r"\1", text)
    kept, at = "", 0
    while at < len(text):
        length = _run_at(text[at:])
        if length >= SHORTEST_WORD:
            at += length
            continue
        kept += text[at]
        at += 1
    return kept


def _run_at(text: str) -> int:
    longest = 0
    for row in _ROWS:
        for keys in (row, row[::-1]):
            length = 1
            while length <= len(text) and text[:length] in keys:
                length += 1
            longest = max(longest, length - 1)
    return longest


def _parts(text: str) -> list[str]:
    words = re.split(r"[\W_]+", unicodedata.normalize("NFKC", text).lower())
    return [word for word in words if len(word) >= SHORTEST_WORD]


@cache
def common() -> frozenset[str]:
    """The words and phrases that are guessed first."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
