"""Who may carry the badge: a versioned rule read from data, judged for a day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from marketplace.registry.days import in_words
from marketplace.registry.fields import DATA


class Judged(Protocol):
    """What the rule looks at on a cooperative's record."""

    regency_code: Any
    outside_banten: Any
    activity: Any
    certificate_status: Any
    certificate_expires_on: Any
    grade: Any


@dataclass(frozen=True)
class BadgeRule:
    """The conditions that hold from a day on, and what they rest on."""

    version: str
    begins: date
    basis: str
    statuses: frozenset[str]
    grades: frozenset[str]
    barred_activities: frozenset[str]
    months_after_verification: int


@dataclass(frozen=True)
class Eligibility:
    """The answer, the reasons against it in words, the facts they rest on, and the rule."""

    is_eligible: bool
    reasons: tuple[str, ...]
    rule: str
    expires_on: date | None
    failing: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.is_eligible


@cache
def raw() -> dict[str, Any]:
    """The shipped rules."""
    return dict(json.loads((DATA / "badge_rules.json").read_text("utf-8")))


@cache
def rules() -> tuple[BadgeRule, ...]:
    """Every version of the rule, oldest first."""
    made = [
        BadgeRule(
            entry["version"],
            date.fromisoformat(entry["from"]),
            entry["basis"],
            frozenset(entry["statuses"]),
            frozenset(entry["grades"]),
            frozenset(entry["barred_activities"]),
            entry["months_after_verification"],
        )
        for entry in raw()["rules"]
    ]
    return tuple(sorted(made, key=lambda rule: rule.begins))


def rule_on(day: date) -> BadgeRule:
    """The rule in force on a day; the oldest one for the days before it."""
    return next((rule for rule in reversed(rules()) if rule.begins <= day), rules()[0])


def judge(cooperative: Judged, on: date) -> Eligibility:
    """Whether a cooperative's members may carry the badge on a day, and if not, why not."""
    rule = rule_on(on)
    against = list(_against(cooperative, rule, on))
    return Eligibility(
        not against,
        tuple(words for _, words in against),
        rule.version,
        cooperative.certificate_expires_on,
        frozenset(fact for fact, _ in against),
    )


def _against(cooperative: Judged, rule: BadgeRule, on: date) -> Iterator[tuple[str, str]]:
    """Each fact that speaks against the badge, and why, in words."""
    if cooperative.outside_banten:
        yield "outside_banten", "Koperasi berkedudukan di luar Banten."
    elif cooperative.regency_code is None:
        yield "regency_code", "Kabupaten/kota koperasi belum diketahui."
    if cooperative.activity in rule.barred_activities:
        yield "activity", f"Koperasi tercatat {cooperative.activity.lower()}."
    status, expires = cooperative.certificate_status, cooperative.certificate_expires_on
    if status is None:
        yield "certificate_status", "Status sertifikat NIK belum tercatat."
    elif status not in rule.statuses:
        yield "certificate_status", f"Status sertifikat: {status}."
    if expires is None:
        yield "certificate_expires_on", "Masa berlaku sertifikat belum tercatat."
    elif expires < on:
        yield "certificate_expires_on", f"Sertifikat berakhir {in_words(expires)}."
    if cooperative.grade is None:
        yield "grade", "Grade belum tercatat."
    elif cooperative.grade not in rule.grades:
        yield "grade", f"Grade {cooperative.grade} tidak memenuhi syarat lencana."


def standing(
    activity: str | None, status: str | None, expires: date | None, on: date
) -> bool | None:
    """Whether a register shows a cooperative as active: True, False, or None when it does not say.

    A stated activity decides; else the certificate does.
    """
    if activity is not None:
        return activity == "Aktif"
    if status is None:
        return None
    return status in rule_on(on).statuses and not (expires and expires < on)
