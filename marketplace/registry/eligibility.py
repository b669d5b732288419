"""Who may carry a badge: the rule of its kind, judged of a record for a day, and what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marketplace.registry import badge_rules, consistency, vocabulary
from marketplace.registry.badge_rules import (
    BUSINESS,
    COOPERATIVE,
    MEMBER,
    BadgeRule,
    rule_called,
    rule_on,
)
from marketplace.registry.businesses import consistency as of_businesses
from marketplace.registry.days import in_words
from marketplace.registry.fields import BUSINESSES, COOPERATIVES
from marketplace.registry.models import BUSINESS_FACTS, FACTS

# A fact that speaks against the badge, or only makes one look twice, and why, in words.
Said = Iterator[tuple[str, str]]
_PLACE = ("regency_code", "outside_banten")
LOOKED_AT = {
    MEMBER: ("certificate_status", "certificate_expires_on", "grade", "activity", *_PLACE),
    COOPERATIVE: ("certificate_status", "certificate_expires_on", "grade", "activity", *_PLACE),
    BUSINESS: ("nib", "business_status", "scale", *_PLACE),
}


@dataclass(frozen=True)
class Eligibility:
    """The answer, the reasons against it in words, the facts they rest on, and the rule.

    `warnings` never refuse: they rest on what a record says loosely or on rules not confirmed.
    """

    is_eligible: bool
    reasons: tuple[str, ...]
    rule: str
    expires_on: date | None
    failing: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    # What the rule looked at, as it can be kept: `certificate_expires_on` as `2027-01-31`.
    facts: Mapping[str, str] = field(default_factory=dict)
    kind: str = MEMBER

    def __bool__(self) -> bool:
        return self.is_eligible


def judge(kind: str, record: Any, on: date) -> Eligibility:
    """Whether a record gives its shops a badge of this kind on a day, and if not, why not.

    `record` is a cooperative for `member` and `cooperative`, a business for `business`.
    """
    rule = rule_on(on, kind)
    of_business = kind == BUSINESS
    against = [
        *_place(record, "Usaha" if of_business else "Koperasi"),
        *(_business(record, rule) if of_business else _cooperative(record, rule, on)),
    ]
    warned = _doubts_of_business(record, rule, on) if of_business else _doubts(record, rule, on)
    return Eligibility(
        not against,
        tuple(words for _, words in against),
        rule.version,
        None if of_business else record.certificate_expires_on,
        frozenset(fact for fact, _ in against),
        tuple(warned),
        _kept(record, LOOKED_AT[kind]),
        kind,
    )


def _place(record: Any, noun: str) -> Said:
    if record.outside_banten:
        yield "outside_banten", f"{noun} berkedudukan di luar Banten."
    elif record.regency_code is None:
        yield "regency_code", f"Kabupaten/kota {noun.lower()} belum diketahui."


def _cooperative(record: Any, rule: BadgeRule, on: date) -> Said:
    if record.activity in rule.barred_activities:
        yield "activity", f"Koperasi tercatat {record.activity.lower()}."
    status, expires = record.certificate_status, record.certificate_expires_on
    if status is None:
        yield "certificate_status", "Status sertifikat NIK belum tercatat."
    elif status not in rule.statuses:
        yield "certificate_status", f"Status sertifikat: {status}."
    if expires is None:
        yield "certificate_expires_on", "Masa berlaku sertifikat belum tercatat."
    elif expires < on:
        yield "certificate_expires_on", f"Sertifikat berakhir {in_words(expires)}."
    if record.grade is None:
        yield "grade", "Grade belum tercatat."
    elif record.grade not in rule.grades:
        yield "grade", f"Grade {record.grade} tidak memenuhi syarat lencana."


def _doubts(record: Any, rule: BadgeRule, on: date) -> Iterator[str]:
    """What an officer should look at before she believes the record."""
    if record.activity in rule.doubtful_activities:
        yield f"Koperasi tercatat {record.activity.lower()}."
    yield from _sentences(consistency.warnings_of(_values(record, FACTS), on))
    if rule.kind == COOPERATIVE:
        held = getattr(record, "last_rat_on", None)
        year = held.year if held else getattr(record, "last_rat_year", None)
        if year is None or year < on.year - 1:
            told = f"RAT terakhir tercatat tahun {year}" if year else "RAT terakhir tidak tercatat"
            yield f"{told}. Lihat berita acara RAT tahun buku terakhir."


def _business(record: Any, rule: BadgeRule) -> Said:
    if record.nib is None:
        yield "nib", "NIB belum tercatat."
    if (status := _status(record)) in rule.barred_activities:
        yield "business_status", f"Usaha tercatat {str(status).lower()}."
    if record.scale is not None and record.scale not in rule.scales:
        yield "scale", f"Skala usaha {record.scale} bukan UMKM."


def _doubts_of_business(record: Any, rule: BadgeRule, on: date) -> Iterator[str]:
    status = _status(record)
    if status in rule.doubtful_activities:
        yield f"Usaha tercatat {str(status).lower()}."
    elif status not in {None, "Aktif", *rule.barred_activities}:
        yield f"Status usaha “{status}” tidak dikenal."
    if record.scale is None:
        yield "Skala usaha belum tercatat."
    yield from _sentences(of_businesses.warnings_of(_values(record, BUSINESS_FACTS), on))


def _status(record: Any) -> str | None:
    """A status as the list of today names it: records were kept under older lists."""
    written: str | None = record.business_status
    return written and (vocabulary.known("business_status", written) or written)


def _values(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name, None) for name in names}


def _sentences(warnings: list[str]) -> Iterator[str]:
    return (f"{words[:1].upper()}{words[1:]}." for words in warnings)


def _kept(record: Any, names: tuple[str, ...]) -> dict[str, str]:
    told = {name: getattr(record, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in told.items()
        if value is not None and value is not False
    }


def explain(rule: str, facts: Mapping[str, str], now: Eligibility) -> list[str]:
    """What changed since a record was judged by a rule on these facts, in sentences.

    Facts that were not kept then are told of only when they speak against the badge now. Where
    neither rule nor record changed, days went by: the reasons themselves say so.
    """
    known = rule_called(now.rule, now.kind)
    said = list(badge_rules.changes(rule_called(rule, now.kind), known)) if known else []
    labels = BUSINESSES if now.kind == BUSINESS else COOPERATIVES
    for name in LOOKED_AT[now.kind]:
        before, after = facts.get(name), now.facts.get(name)
        if before != after and (name in facts or name in now.failing):
            told = f"dahulu {_told(name, before)}, sekarang {_told(name, after)}"
            said.append(f"{labels.label(name)}: {told}.")
    return said or list(now.reasons)


def _told(name: str, value: str | None) -> str:
    if name == "outside_banten":
        return "ya" if value else "tidak"
    if value is None:
        return "tidak tercatat"
    return in_words(date.fromisoformat(value)) if name.endswith("_on") else value


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
