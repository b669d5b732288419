"""What makes a listing, or a change of it, something that an officer looks at."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from marketplace.catalog import forbidden
from marketplace.catalog.forbidden import Hit, found_in

ALIKE = 0.75  # a word with a letter mended is still that word
# What an owner reads of each rule.
WHY = {
    "words": "ada kata yang perlu dilihat petugas",
    "category": "jenisnya berubah ke jenis yang perlu izin",
    "title": "namanya diganti seluruhnya",
    "price": "harganya berubah sangat jauh",
    "new": "lapak ini masih baru",
}


@dataclass(frozen=True)
class Said:
    """The words of a listing that matter here; the story as plain text."""

    title: str
    category_slug: str
    description: str = ""
    options: tuple[str, ...] = ()

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Words that are forbidden or warn."""
        return found_in(self.category_slug, self.title, self.description, " · ".join(self.options))

    @property
    def content(self) -> str:
        """A short name for exactly these words."""
        parts = (self.title, self.category_slug, self.description, *sorted(self.options))
        text = "\x1f".join(" ".join(part.split()).casefold() for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass
class Risk:
    """Why something is looked at, and by when."""

    hits: tuple[Hit, ...] = ()
    why: list[str] = field(default_factory=list)

    @property
    def is_urgent(self) -> bool:
        """Whether one of the words asks for the four hours."""
        return any(hit.kind.is_urgent for hit in self.hits)

    def due_at(self, at: datetime) -> datetime:
        """Until when an officer looks."""
        hours = [hit.kind.hours for hit in self.hits] or [forbidden.rules().looks["hours"]]
        return at + timedelta(hours=min(hours))

    def told(self) -> dict[str, Any]:
        """What a review keeps of it."""
        return {
            "hits": [[hit.kind.key, hit.word] for hit in self.hits],
            "why": list(self.why),
            "rules_version": forbidden.rules().version,
            "is_urgent": self.is_urgent,
        }


def of_appearing(said: Said) -> tuple[Risk, Risk]:
    """What holds a listing back before it appears, and what has it looked at afterwards."""
    hits = said.hits
    held = tuple(hit for hit in hits if hit.kind.is_held)
    warned = tuple(hit for hit in hits if not hit.kind.is_held)
    return Risk(held, ["words"] if held else []), Risk(warned, ["words"] if warned else [])


def of_change(before: Said, after: Said) -> tuple[Risk, Risk]:
    """What holds back a change of a listing that stands, and what has it looked at afterwards."""
    if before == after:
        return Risk(), Risk()
    known = set(before.hits)
    new = [hit for hit in after.hits if hit not in known]
    held = Risk(tuple(hit for hit in new if hit.kind.is_held))
    if held.hits:
        held.why.append("words")
    if after.category_slug != before.category_slug and is_sensitive(after.category_slug):
        held.why.append("category")
    if is_another(before.title, after.title):
        held.why.append("title")
    warned = tuple(hit for hit in new if not hit.kind.is_held)
    return held, Risk(warned, ["words"] if warned else [])


def is_sensitive(category_slug: str) -> bool:
    """Whether what is sold in a category usually needs a permit."""
    return category_slug in forbidden.rules().edits["sensitive_categories"]


def is_another(before: str, after: str) -> bool:
    """Whether a title names another thing: nearly none of its words stayed, nor are alike."""
    old, new = forbidden.plain(before).split(), forbidden.plain(after).split()
    if not old or not new:
        return False
    enough = forbidden.rules().edits["kept_words"] * min(len(old), len(new))
    if len(set(old) & set(new)) >= enough:
        return False
    return sum(any(_alike(one, other) for other in old) for one in new) < enough


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE


def is_leap(before: int, after: int) -> bool:
    """Whether a price became many times what it was, or a small part of it."""
    factor = forbidden.rules().edits["price_factor"]
    return after > before * factor or after * factor < before


def leaps(before: Mapping[int, int], after: Mapping[int, int]) -> dict[int, int]:
    """Those of the new prices, by variant, that are leaps."""
    return {
        one: price for one, price in after.items() if one in before and is_leap(before[one], price)
    }


def words_of(hits: Iterable[Hit]) -> str:
    """The words found, quoted, for a sentence."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(hit.word for hit in hits))
