"""Where the register says something else than a badge: by kind of contradiction, fact by fact.

A name that differs in letter case alone is the same name, and so is a number in punctuation.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.sellers.models import Badge

Fact = dict[str, Any]
RULES = Path(__file__).parent / "data" / "staying_true.toml"
# What ends the right to a badge when the register's rule finds it there.
CLOSED = ("activity", "business_status")
NUMBERS = ("nik_koperasi", "legal_number", "nib")


@dataclass(frozen=True)
class Rules:
    """When owners are warned, and how soon officers answer."""

    remind_days: tuple[int, ...]
    answered_within_hours: dict[str, int]
    urgent: frozenset[str]


@cache
def rules() -> Rules:
    """The shipped ones."""
    data = tomllib.loads(RULES.read_text("utf-8"))
    days = tuple(sorted(data["remind_days"], reverse=True))
    return Rules(days, data["answered_within_hours"], frozenset(data["urgent"]["kinds"]))


def between(badge: Badge, record: Any, failing: frozenset[str]) -> dict[str, list[Fact]]:
    """What contradicts a badge: the facts of each kind; `failing` are those that bar it today."""
    found = {
        "closed": [
            _fact(badge, record, name)
            for name in CLOSED
            if name in failing and _is_news(badge, record, name)
        ],
        "certificate": list(_certificate(badge, record, failing)),
        "number": [_fact(badge, record, name) for name in NUMBERS if _differs(badge, record, name)],
        "name": [_fact(badge, record, "name")] if _is_renamed(badge, record) else [],
    }
    return {kind: facts for kind, facts in found.items() if facts}


def _certificate(badge: Badge, record: Any, failing: frozenset[str]) -> Iterator[Fact]:
    """The certificate is gone, or ends earlier than the officer saw; that days go by is neither."""
    if badge.kind == "business":
        return
    status = "certificate_status"
    if status in failing and badge.basis.get(status) and _is_news(badge, record, status):
        yield _fact(badge, record, "certificate_status")
    seen, ends = badge.basis.get("certificate_expires_on"), record.certificate_expires_on
    if seen and (ends is None or ends < date.fromisoformat(seen)):
        yield _fact(badge, record, "certificate_expires_on")


def _is_news(badge: Badge, record: Any, name: str) -> bool:
    """Whether the register says something else than then: a new rule alone contradicts nothing."""
    return bool(badge.basis.get(name) != getattr(record, name))


def _differs(badge: Badge, record: Any, name: str) -> bool:
    """Whether a number that the badge names is another one, or none, on the record."""
    seen = badge.basis.get(name)
    return seen is not None and _plain(seen) != _plain(getattr(record, name, None) or "")


def _plain(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())


def _is_renamed(badge: Badge, record: Any) -> bool:
    seen = badge.basis.get("name")
    return seen is not None and _folded(seen) != _folded(record.name)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _fact(badge: Badge, record: Any, name: str) -> Fact:
    value = getattr(record, name, None)
    told = value.isoformat() if isinstance(value, date) else value
    return {"field": name, "badge": badge.basis.get(name), "register": told}
