"""What this room asks of the register: the record behind a number, and what the rule says today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from marketplace.clock import months_after
from marketplace.errors import RuleBroken
from marketplace.registry import eligibility, tables
from marketplace.registry import queries as registry
from marketplace.registry.badge_rules import BUSINESS, MEMBER, rule_on
from marketplace.registry.businesses import queries as businesses
from marketplace.registry.matching import numbers
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers.models import Claim

Record = Cooperative | Business
# What is kept of a record beside the facts that the rule looks at.
_NAMED = ("name", "nik_koperasi", "legal_number", "form")
_NAMED_OF_BUSINESS = ("name", "id_umkm", "kbli", "nib_on")

CHECK = (
    "Nomor ini belum ada di register koperasi. Periksa angkanya di sertifikat NIK (13 angka) "
    "atau akta koperasi, atau tanyakan kepada pengurus."
)


@dataclass(frozen=True)
class Verdict:
    """What the register's versioned rule says of a record on a day."""

    version: str
    reasons: tuple[str, ...]
    # The certificate's last day; None for a business, whose NIB has none.
    expires_on: date | None
    months: int
    # The facts of the record that the reasons rest on.
    failing: frozenset[str] = frozenset()
    # What an officer should look at; never a reason to refuse.
    warnings: tuple[str, ...] = ()
    # What the rule looked at, as it is kept with a badge.
    facts: Mapping[str, str] = field(default_factory=dict)

    def badge_ends(self, verified_on: date) -> date:
        """`min(certificate's last day, verified + 12 months)`; a NIB has no last day."""
        if self.reasons:
            raise ValueError("no badge comes of this")
        ends = months_after(verified_on, self.months)
        return min(self.expires_on, ends) if self.expires_on else ends


def named(kind: str, text: str) -> Record | None:
    """The record of the kind's register that a typed number names; None when there is none.

    RuleBroken when it is somebody's own number, or when the record lies outside Banten.
    """
    if numbers.is_of_a_person(text):
        raise RuleBroken(
            "Itu NIK KTP (16 angka). Tulis NIB usaha Anda, bukan nomor pribadi."
            if kind == BUSINESS
            else "Itu NIK KTP (16 angka). Tulis nomor koperasi, bukan nomor pribadi.",
            "number",
        )
    if kind == BUSINESS:
        record: Record | None = businesses.by_number(text)
    else:
        record = registry.by_number(text)
    if record is not None and record.outside_banten:
        raise RuleBroken(
            "Usaha ini tercatat di luar Banten, jadi dinas di sini tidak bisa memverifikasinya."
            if kind == BUSINESS
            else "Koperasi ini tercatat di luar Banten, "
            "jadi dinas di sini tidak bisa memverifikasinya.",
            "number",
        )
    return record


def record_of(claim: Claim) -> Record | None:
    """The record that a claim rests on; of a business, one that was imported since it was made."""
    if claim.record is not None or claim.kind != BUSINESS:
        return claim.record
    found = businesses.by_number(claim.number)
    return None if found is None or found.outside_banten else found


def claimable(text: str) -> Cooperative:
    """The cooperative that a claim of membership names; RuleBroken with what to check."""
    record = named(MEMBER, text)
    if not isinstance(record, Cooperative):
        raise RuleBroken(CHECK, "number")
    return record


def verdict(record: Record, kind: str, on: date) -> Verdict:
    """Whether a record gives a badge of this kind on a day; empty reasons mean yes."""
    judged = eligibility.judge(kind, record, on)
    return Verdict(
        judged.rule,
        judged.reasons,
        judged.expires_on,
        rule_on(on, kind).months_after_verification,
        judged.failing,
        judged.warnings,
        judged.facts,
    )


def what_changed(basis: Mapping[str, str], record: Record, kind: str, on: date) -> list[str]:
    """What became different since a badge was given on this basis: rule or record, in sentences."""
    judged = eligibility.judge(kind, record, on)
    return eligibility.explain(basis.get("rules_version", ""), basis, judged)


def data_dates(record: Record) -> dict[str, date]:
    """The day that each fact's data speak of."""
    found = registry.sources_of([record.id], tables.of(record)).get(record.id, {})
    return {name: source.data_on for name, source in found.items()}


def basis(record: Record, found: Verdict) -> dict[str, str]:
    """The record as the officer saw it, to be kept with the badge."""
    told = registry.sources_of([record.id], tables.of(record)).get(record.id, {})
    latest = max(told.values(), key=lambda one: one.data_on, default=None)
    names = _NAMED_OF_BUSINESS if isinstance(record, Business) else _NAMED
    facts = {
        **{name: _written(getattr(record, name)) for name in names},
        "regency": record.regency_name,
        **found.facts,
        "data_on": latest.data_on.isoformat() if latest else None,
        "source": registry.source_called(latest.import_id) if latest else None,
        "rules_version": found.version,
    }
    return {name: value for name, value in facts.items() if value}


def _written(value: object) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
