"""Words and kinds of goods that may not be sold here, found however they are written.

The rules are data with a version (`data/forbidden.toml`). Reading a text is linear in its
length: words are looked up, never searched for by patterns of somebody else's making.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.catalog import categories

DATA = Path(__file__).parent / "data" / "forbidden.toml"
# Letters of other scripts that look like ours, and signs that stand for letters.
_LOOK_ALIKE = str.maketrans("аеорсухіјѕһԁԛԝкмнтвαεορτυνικχβγ", "aeopcyxijshdqwkmhtbaeoptuvikxby")
_FOR_LETTERS = str.maketrans("43105$7@!|+", "aeioss" + "tail" + "t")
_WORD = re.compile(r"[^\W_]+")
# Letters with single signs between them, as in g.a.n.j.a or gan-ja.
_DIVIDED = re.compile(r"(?<![^\W_])[^\W_]++(?:[.\-_*'/,~][^\W_]++)+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_STANDS_FOR_A_LETTER = re.compile(r"[^\W\d_][0-9@$!|+]|[0-9@$!|+][^\W\d_]")
FEWEST_SINGLE, SHORTEST_APART, BEFORE = 3, 4, 5


@dataclass(frozen=True)
class Kind:
    """A kind of goods: what is done when a word of it is found, how soon, and by which law."""

    key: str
    name: str
    action: str
    hours: int
    basis: str
    negatable: bool

    @property
    def is_held(self) -> bool:
        """Whether an officer looks before it stands on the street."""
        return self.action == "hold"

    @property
    def is_urgent(self) -> bool:
        """Whether the four hours of Permenkominfo 5/2020 hold."""
        return self.hours <= 4


@dataclass(frozen=True)
class Hit:
    """One word of a kind that a text holds."""

    kind: Kind
    word: str


Phrase = tuple[str, ...]
Index = dict[str, list[tuple[Phrase, Kind]]]


@dataclass(frozen=True)
class Rules:
    """One version of the data, ready to look words up in."""

    version: str
    kinds: dict[str, Kind]
    forbidden: Index
    harmless: Index
    before: frozenset[str]
    harmless_in: dict[str, frozenset[str]]
    looks: dict[str, Any]
    edits: dict[str, Any]


@cache
def rules() -> Rules:
    """Read the shipped data; cached for the life of the process."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    kinds = {row["key"]: _kind(row) for row in data["kind"]}
    forbidden: Index = defaultdict(list)
    harmless: Index = defaultdict(list)
    for row in data["kind"]:
        for index, texts in ((forbidden, row["words"]), (harmless, row["exceptions"])):
            for text in texts:
                phrase = tuple(text.split())
                index[phrase[0]].append((phrase, kinds[row["key"]]))
    harmless_in: dict[str, set[str]] = defaultdict(set)
    for row in data["harmless"]:
        for group in row["groups"]:
            harmless_in[group] |= set(row["words"])
    return Rules(
        data["version"],
        kinds,
        dict(forbidden),
        dict(harmless),
        frozenset(data["before_word"]),
        {group: frozenset(words) for group, words in harmless_in.items()},
        data["looks"],
        data["edits"],
    )


def _kind(row: dict[str, Any]) -> Kind:
    named = ("key", "name", "action", "hours", "basis", "negatable")
    return Kind(**{name: row[name] for name in named})


def found_in(category_slug: str, *texts: str) -> tuple[Hit, ...]:
    """What the texts of a listing of some category hold, each kind and word once."""
    category = categories.category(category_slug)
    group = (category.parent or category.slug) if category else ""
    harmless = rules().harmless_in.get(group, frozenset())
    hits = dict.fromkeys(hit for text in texts for hit in _hits(text) if hit.word not in harmless)
    return tuple(hits)


def _hits(typed: str) -> Iterator[Hit]:
    if not typed:
        return
    text = plain(typed)
    yield from _looked_up(text)
    if _STANDS_FOR_A_LETTER.search(text):
        yield from _looked_up(text.translate(_FOR_LETTERS))


def plain(text: str) -> str:
    """The text in small plain letters: no accents, nothing invisible, no look-alikes."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    seen = (letter for letter in apart if unicodedata.category(letter) not in ("Mn", "Cf"))
    return "".join(seen).translate(_LOOK_ALIKE)


def _looked_up(text: str) -> Iterator[Hit]:
    text = _DRAWN_OUT.sub(r"\1", text)
    words = _WORD.findall(text)
    if _may_hold(words, rules().forbidden):
        yield from _phrases_in(words)
    for word in _put_together(text, words):
        for phrase, kind in rules().forbidden.get(word, ()):
            if len(phrase) == 1 and len(word) >= SHORTEST_APART:
                yield Hit(kind, word)


def _may_hold(words: Sequence[str], index: Index) -> bool:
    """Whether any word begins a phrase: nearly all texts end here."""
    if not index.keys().isdisjoint(words):
        return True
    return any(word[:-3] in index for word in words if word.endswith("nya"))


def _phrases_in(words: Sequence[str]) -> Iterator[Hit]:
    excused = {
        (kind.key, place)
        for start, phrase, kind in _phrases(words, rules().harmless)
        for place in range(start, start + len(phrase))
    }
    for start, phrase, kind in _phrases(words, rules().forbidden):
        if (kind.key, start) in excused and (kind.key, start + len(phrase) - 1) in excused:
            continue
        if kind.negatable and not rules().before.isdisjoint(words[max(0, start - BEFORE) : start]):
            continue
        yield Hit(kind, " ".join(phrase))


def _phrases(words: Sequence[str], index: Index) -> Iterator[tuple[int, Phrase, Kind]]:
    for start, word in enumerate(words):
        for form in (word, word[:-3]) if word.endswith("nya") else (word,):
            for phrase, kind in index.get(form, ()):
                if tuple(words[start + 1 : start + len(phrase)]) == phrase[1:]:
                    yield start, phrase, kind


def _put_together(text: str, words: Iterable[str]) -> Iterator[str]:
    """Words whose letters were written apart: `g a n j a`, `g.a.n.j.a`, `gan-ja`."""
    for divided in _DIVIDED.findall(text):
        yield "".join(_WORD.findall(divided))
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1:
            run.append(word)
            continue
        if len(run) >= FEWEST_SINGLE:
            yield "".join(run)
        run = []
