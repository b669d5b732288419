"""Lists of reasons that rooms keep as data with a version, and how one becomes words.

A room's `data/reasons.toml` has a `version` and `[[reason]]` entries: `code`, `kind` (of the
decision), `words` (what the person reads); `short` (what the officer picks, where the words are
long) and `free = true` (says nothing by itself: she writes it herself) may be left out.
A code that was ever used is not taken away.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.errors import RuleBroken

NO_REASON = "Pilih alasan dari daftar, atau tulis alasannya."
WRITE_IT = "Tulis alasannya dengan kata-kata Anda."


@dataclass(frozen=True)
class Reason:
    """One reason for one kind of decision, in words for the person whom it concerns."""

    code: str
    kind: str
    words: str
    short: str = ""
    free: bool = False

    @property
    def label(self) -> str:
        """What an officer picks it by."""
        return self.short or self.words


@dataclass(frozen=True)
class Reasons:
    """One room's list."""

    version: str
    all: tuple[Reason, ...]

    def of(self, kind: str) -> list[Reason]:
        """The reasons for a kind of decision, in the order of the list."""
        return [one for one in self.all if one.kind == kind]

    def named(self, code: str, kind: str | None = None) -> Reason | None:
        """The reason with a code; of that kind, where one is given."""
        fitting = self.all if kind is None else self.of(kind)
        return next((one for one in fitting if one.code == code), None)

    def words(self, code: str, added: str = "", kind: str | None = None) -> str:
        """A reason's words and what was added to them; RuleBroken when that says nothing."""
        added = added.strip()
        chosen = self.named(code, kind) if code else None
        if code and chosen is None:
            raise RuleBroken("Alasan ini tidak cocok dengan keputusannya.", field="reason_code")
        if chosen is None or chosen.free:
            if not added:
                raise RuleBroken(WRITE_IT if chosen else NO_REASON, field="reason")
            return added
        return f"{_ended(chosen.words)} {added}" if added else chosen.words


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


@cache
def read(path: Path) -> Reasons:
    """A room's list; KeyError or TypeError when an entry is not as it should be."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Reasons(data["version"], tuple(Reason(**entry) for entry in data["reason"]))
