"""Kinds of permits and the hints about them, read once from the shipped data."""

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.catalog import categories

DATA = Path(__file__).parents[1] / "data" / "permits.toml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of permit; what is weak is only warned about, never refused."""

    key: str
    name: str
    issuer: str
    example: str
    check_host: str = ""
    expiry_hint: str = ""
    weak: bool = False

    @property
    def check_url(self) -> str:
        """Where anybody can look a number up; empty where there is no such place."""
        return f"https://{self.check_host}/" if self.check_host else ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence for the owner of a product of some category."""

    text: str
    categories: frozenset[str]
    words: tuple[str, ...]
    without_words: tuple[str, ...]
    unless: frozenset[str]
    needs: frozenset[str]
    since: date
    until: date

    def fits(self, category: str, title: str, held: Collection[str], on: date) -> bool:
        """Whether it speaks of such a product with such permits on that day."""
        if category not in self.categories or not self.since <= on <= self.until:
            return False
        if self.unless & set(held) or not self.needs <= set(held):
            return False
        said = title.casefold()
        if any(word in said for word in self.without_words):
            return False
        return not self.words or any(word in said for word in self.words)


@cache
def _data() -> dict[str, Any]:
    with DATA.open("rb") as file:
        return tomllib.load(file)


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its key, in the order in which they are offered."""
    return {row["key"]: Kind(**row) for row in _data()["kind"]}


def kind(key: str) -> Kind:
    """One kind; KeyError for a key that is in no data."""
    return all_kinds()[key]


def remind_days() -> tuple[int, ...]:
    """How many days before the end an owner is told, the earliest first."""
    return tuple(sorted(_data()["remind_days"], reverse=True))


def pirt_packagings() -> dict[str, str]:
    """What the first digit of a P-IRT number says."""
    named: dict[str, str] = _data()["pirt_packagings"]
    return named


def pirt_foods() -> dict[str, str]:
    """What digits 2 and 3 said in the list of 2012."""
    named: dict[str, str] = _data()["pirt_foods"]
    return named


def hints_for(category: str, title: str, held: Collection[str], on: date) -> Iterator[str]:
    """Sentences for the owner of a product that has permits of these kinds."""
    return (hint.text for hint in _hints() if hint.fits(category, title, held, on))


@cache
def usual_kinds() -> dict[str, frozenset[str]]:
    """For each category that hints speak of, the kinds of permits of which it usually has one.

    Hints about some products of a category only, known by a word of their names, do not count.
    """
    usual: dict[str, frozenset[str]] = {}
    for hint in _hints():
        if hint.words:
            continue
        for slug in hint.categories:
            usual[slug] = usual.get(slug, frozenset()) | hint.unless
    return {slug: kinds for slug, kinds in usual.items() if kinds}


@cache
def _hints() -> tuple[Hint, ...]:
    return tuple(
        Hint(
            text=row["text"],
            categories=frozenset(_below(row["categories"])),
            words=tuple(row.get("words", ())),
            without_words=tuple(row.get("without_words", ())),
            unless=frozenset(row.get("unless", ())),
            needs=frozenset(row.get("with", ())),
            since=row.get("from", date.min),
            until=row.get("until", date.max),
        )
        for row in _data()["hint"]
    )


def _below(slugs: Collection[str]) -> Iterator[str]:
    for slug in slugs:
        yield from categories.tree().by_slug[slug].slugs
