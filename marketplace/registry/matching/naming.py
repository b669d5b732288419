"""A name as it is compared: what kind of body it says it is, its own words, and its numbers."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz

from marketplace.registry.fields import DATA

_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_ROMAN = {roman: str(number) for number, roman in enumerate(_NUMERALS, start=1)}
_QUOTES = re.compile(r"['’‘`´ʼ]")
_SPELLED = re.compile(r"\b((?:\w\.\s?){2,}\w?)(?=\W|$)")
_ARABIC_END = re.compile(r"(?<=..)a(?:h|t)$")
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aiueoy]")


@dataclass(frozen=True)
class Name:
    """A name taken apart; `own` are the words that set it apart, folded as they sound."""

    own: tuple[str, ...]
    body: frozenset[str]
    numbers: frozenset[str]

    @property
    def joined(self) -> str:
        """Its own words in one: `sinarkandaga`."""
        return "".join(self.own)


@cache
def raw() -> dict[str, Any]:
    """The versioned list of words that names are made of."""
    return dict(json.loads((DATA / "name_words.json").read_text("utf-8")))


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = raw()
    return (
        frozenset(data["kinds_of_body"]),
        frozenset(data["little"]),
        frozenset(data["merah_putih"]),
    )


@lru_cache(maxsize=20_000)
def read(text: str) -> Name:
    """Take a name apart; one that is nothing but kinds of body keeps those as its own words."""
    kinds, little, merah_putih = _lists()
    words = _words(text)
    if merah_putih <= set(words) and {"desa", "kelurahan", "koperasi"} & set(words):
        kinds = kinds | merah_putih
    numbers = frozenset(word for word in words if word.isdigit())
    body = frozenset(word for word in words if word in kinds)
    own = [word for word in words if word not in kinds | little and not word.isdigit()]
    rest = [word for word in words if not word.isdigit() and word != "koperasi"]
    return Name(tuple(dict.fromkeys(filter(None, map(sound, own or rest)))), body, numbers)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _SPELLED.sub(lambda match: re.sub(r"[.\s]", "", match[1]) + " ", _QUOTES.sub("", plain))
    plain = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", plain)
    spelled = raw()["spelled_out"]
    words: list[str] = []
    for word in _together(re.sub(r"[^\w]|_", " ", plain).split()):
        roman = _ROMAN.get(word)
        if roman is not None and words:
            words.append(roman)
        elif word.isdigit():
            words.append(word.lstrip("0") or "0")
        else:
            words.extend(spelled.get(word, word).split())
    return words


def _together(words: list[str]) -> list[str]:
    """`k s u maju` is `ksu maju`: single letters in a row are one abbreviation."""
    made: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha() and (run or word not in _ROMAN):
            run += word
            continue
        if run:
            made.append(run)
            run = ""
        if word:
            made.append(word)
    return made


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A word as it sounds: `ikhlash` and `ihlas` are one, and so are `amanah` and `amanat`."""
    folded = word
    if folded.startswith("al") and len(folded) > 6:
        folded = folded[2:]
    for written, heard in raw()["folds"]:
        folded = folded.replace(written, heard)
    folded = _TWICE.sub(r"\1", folded)
    if len(folded) > 4:
        folded = _ARABIC_END.sub("a", folded)
    return folded


def consonants_of(name: Name) -> set[str]:
    """What most spellings of its words share: their consonants. A number alone is none."""
    bare = {word: _VOWELS.sub("", word) for word in name.own}
    return {f"={(few if len(few) > 1 else word)[:8]}" for word, few in bare.items()}


def keys_of(name: Name) -> set[str]:
    """What it is looked up by: of each of its words the consonants, the beginning and the end.

    One slip of the pen leaves at least one of them whole.
    """
    keys = consonants_of(name)
    for word in name.own:
        keys |= {f"{word[:4]}<", f">{word[-4:]}"} if len(word) > 3 else {f"{word}<"}
    return keys


def alike(asked: Name, found: Name) -> float:
    """How alike two names are, 0 to 100; other numbers in them, or another body, count against."""
    if not asked.own or not found.own:
        return 0.0
    one, other = " ".join(asked.own), " ".join(found.own)
    whole = max(fuzz.token_sort_ratio(one, other), fuzz.ratio(asked.joined, found.joined))
    partly = min(len(asked.joined), len(found.joined)) >= 4 and fuzz.token_set_ratio(one, other)
    likeness = max(whole, 0.88 * partly)
    if asked.numbers != found.numbers:
        likeness -= 12 if asked.numbers and found.numbers else 5
    told, kept = asked.body - {"koperasi"}, found.body - {"koperasi"}
    if told and kept:
        likeness -= 6 * (1 - len(told & kept) / min(len(told), len(kept)))
    return max(0.0, likeness)
