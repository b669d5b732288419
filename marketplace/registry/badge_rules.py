"""The rules of each kind of badge as data: every version, since when it holds, and its basis."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from marketplace.registry.days import in_words
from marketplace.registry.fields import DATA

MEMBER, COOPERATIVE, BUSINESS = "member", "cooperative", "business"
KINDS = (MEMBER, COOPERATIVE, BUSINESS)
# What a condition lists, in the words of a sentence.
_LISTS = {
    "statuses": "status sertifikat “{}”",
    "grades": "grade {}",
    "scales": "skala usaha {}",
}


@dataclass(frozen=True)
class BadgeRule:
    """The conditions of one kind of badge that hold from a day on, and what they rest on.

    Of `member` and `cooperative`: certificate and grade. Of `business`: its scale.
    """

    kind: str
    version: str
    begins: date
    basis: str
    months_after_verification: int
    statuses: frozenset[str]
    grades: frozenset[str]
    scales: frozenset[str]
    # Of a cooperative or a business: what ends the right to a badge, and what only warns.
    barred_activities: frozenset[str]
    doubtful_activities: frozenset[str]


@cache
def raw() -> dict[str, Any]:
    """The shipped rules."""
    return dict(json.loads((DATA / "badge_rules.json").read_text("utf-8")))


@cache
def rules(kind: str) -> tuple[BadgeRule, ...]:
    """Every version of a kind's rule, oldest first."""
    return tuple(sorted((_rule(kind, one) for one in raw()[kind]), key=lambda rule: rule.begins))


def _rule(kind: str, entry: dict[str, Any]) -> BadgeRule:
    lists = (*_LISTS, "barred_activities", "doubtful_activities")
    return BadgeRule(
        kind=kind,
        version=entry["version"],
        begins=date.fromisoformat(entry["from"]),
        basis=entry["basis"],
        months_after_verification=entry["months_after_verification"],
        **{name: frozenset(entry.get(name, ())) for name in lists},
    )


def rule_on(day: date, kind: str = MEMBER) -> BadgeRule:
    """The rule in force on a day; the oldest one for the days before it."""
    known = rules(kind)
    return next((rule for rule in reversed(known) if rule.begins <= day), known[0])


def rule_called(version: str, kind: str) -> BadgeRule | None:
    """The rule of a version that a badge names; None when it is not kept any more."""
    return next((rule for rule in rules(kind) if rule.version == version), None)


def changes(old: BadgeRule | None, new: BadgeRule) -> Iterator[str]:
    """What a newer rule asks that an older one did not, each in a sentence."""
    if old is not None and old.version == new.version:
        return
    yield f"Aturan lencana {new.version} berlaku sejak {in_words(new.begins)}."
    if old is None:
        return
    for name, words in _LISTS.items():
        before, after = getattr(old, name), getattr(new, name)
        for value in sorted(before - after):
            yield f"Menurut aturan itu {words.format(value)} tidak lagi memenuhi syarat."
        for value in sorted(after - before):
            yield f"Menurut aturan itu {words.format(value)} kini memenuhi syarat."
    for value in sorted(new.barred_activities - old.barred_activities):
        yield f"Menurut aturan itu keadaan “{value}” kini menggugurkan lencana."
    for value in sorted(old.barred_activities - new.barred_activities):
        yield f"Menurut aturan itu keadaan “{value}” tidak lagi menggugurkan lencana."
    months = new.months_after_verification
    if months != old.months_after_verification:
        yield f"Lencana kini berlaku paling lama {months} bulan sejak diverifikasi."
