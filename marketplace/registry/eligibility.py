"""Who may carry the badge: a versioned rule read from data, judged for a day."""

import json
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
    """The answer, the reasons against it in words, and the rule it follows."""

    is_eligible: bool
    reasons: tuple[str, ...]
    rule: str
    expires_on: date | None

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
    reasons = []
    if cooperative.outside_banten:
        reasons.append("Koperasi berkedudukan di luar Banten.")
    elif cooperative.regency_code is None:
        reasons.append("Kabupaten/kota koperasi belum diketahui.")
    if cooperative.activity in rule.barred_activities:
        reasons.append(f"Koperasi tercatat {cooperative.activity.lower()}.")
    if cooperative.certificate_status is None:
        reasons.append("Status sertifikat NIK belum tercatat.")
    elif cooperative.certificate_status not in rule.statuses:
        reasons.append(f"Status sertifikat: {cooperative.certificate_status}.")
    expires = cooperative.certificate_expires_on
    if expires is None:
        reasons.append("Masa berlaku sertifikat belum tercatat.")
    elif expires < on:
        reasons.append(f"Sertifikat berakhir {in_words(expires)}.")
    if cooperative.grade is None:
        reasons.append("Grade belum tercatat.")
    elif cooperative.grade not in rule.grades:
        reasons.append(f"Grade {cooperative.grade} tidak memenuhi syarat lencana.")
    return Eligibility(not reasons, tuple(reasons), rule.version, expires)


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
