"""What becomes of a badge when its record is judged anew: one pure decision, nothing written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from marketplace.clock import day_of, months_after
from marketplace.registry import eligibility
from marketplace.registry.badge_rules import rule_on
from marketplace.sellers.models import Badge, Ground


@dataclass(frozen=True)
class Resting:
    """What a badge rests on: its last approval, and the last day of what was shown for it."""

    approved_on: date
    rules_version: str
    basis: dict[str, str]
    shown_until: date | None = None


def resting_on(ground: Ground, shown: Iterable[date]) -> Resting:
    """What a ground carries; `shown` are the last days of its evidence that had one."""
    approved_on = day_of(ground.approved_at)
    until = min(still_good(shown, approved_on), default=None)
    return Resting(approved_on, ground.rules_version, ground.basis, until)


def still_good(shown: Iterable[date], approved_on: date) -> list[date]:
    """The last days that bound a badge: what had run out by its approval was seen by then."""
    return [day for day in shown if day >= approved_on]


@dataclass(frozen=True)
class Change:
    """What is to be written: until when it counts, whether it lapsed and why, by which rule."""

    name: str
    expires_on: date
    lapsed: bool
    reasons: tuple[str, ...]
    codes: tuple[str, ...]
    rules_version: str


def judged(badge: Badge, record: Any, on: date) -> eligibility.Eligibility:
    """The rule of today of its kind, on the record as it is."""
    return eligibility.judge(badge.kind, record, on)


def last_day(
    kind: str, certificate: date | None, approved_on: date, shown_until: date | None, on: date
) -> date:
    """`min(certificate's last day, what was shown, approved + so many months)` by the rule."""
    months = rule_on(on, kind).months_after_verification
    known = (certificate, shown_until, months_after(approved_on, months))
    return min(day for day in known if day is not None)


def change_of(
    badge: Badge, resting: Resting, now: eligibility.Eligibility, on: date
) -> Change | None:
    """What a day's judgement changes about a badge; None when all stays as it is."""
    if badge.revoked_at is not None:
        return None
    if now.reasons:
        return _lapse(badge, resting, now, on)
    ends = last_day(badge.kind, now.expires_on, resting.approved_on, resting.shown_until, on)
    # The past stays as it was: a badge that ends by a new rule counted until yesterday.
    ends = max(ends, min(badge.expires_on, on - timedelta(days=1)))
    same = ends == badge.expires_on and now.rule == badge.rules_version
    if badge.lapsed_at is None and same:
        return None
    comes_back = not badge.is_valid(on) and ends >= on
    if not comes_back and badge.expires_on < on:
        return None  # it ran out, and nothing brings it back
    name = "badge.restored" if comes_back else "badge.reevaluated"
    return Change(name, ends, False, (), tuple(_codes(badge, ends, now)), now.rule)


def _lapse(badge: Badge, resting: Resting, now: eligibility.Eligibility, on: date) -> Change | None:
    if badge.expires_on < on:
        return None  # what ran out does not lapse
    told = eligibility.explain(resting.rules_version, resting.basis, now)
    reasons = tuple(dict.fromkeys([*now.reasons, *told]))
    codes = tuple(sorted(now.failing))
    if badge.lapsed_at is None:
        return Change("badge.lapsed", badge.expires_on, True, reasons, codes, now.rule)
    if list(reasons) == badge.lapse_reasons and now.rule == badge.rules_version:
        return None
    return Change("badge.reevaluated", badge.expires_on, True, reasons, codes, now.rule)


def _codes(badge: Badge, ends: date, now: eligibility.Eligibility) -> list[str]:
    codes = ["expires_on"] if ends != badge.expires_on else []
    return codes + (["rule"] if now.rule != badge.rules_version else [])
