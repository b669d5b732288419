"""What this room asks of the register: the record behind a number, and what the rule says today."""

from dataclasses import dataclass
from datetime import date

from marketplace.clock import months_after
from marketplace.errors import RuleBroken
from marketplace.registry import eligibility
from marketplace.registry import queries as registry
from marketplace.registry.models import Cooperative

CHECK = (
    "Nomor ini belum ada di register koperasi. Periksa angkanya di sertifikat NIK (13 angka) "
    "atau akta koperasi, atau tanyakan kepada pengurus."
)


@dataclass(frozen=True)
class Verdict:
    """What the register's versioned rule says of a cooperative on a day."""

    version: str
    reasons: tuple[str, ...]
    # The certificate's last day; no reasons means that there is one.
    expires_on: date | None
    months: int
    # The facts of the record that the reasons rest on.
    failing: frozenset[str] = frozenset()

    def badge_ends(self, verified_on: date) -> date:
        """`min(certificate's last day, verified + 12 months)`."""
        if self.reasons or self.expires_on is None:
            raise ValueError("no badge comes of this")
        return min(self.expires_on, months_after(verified_on, self.months))


def claimable(text: str) -> Cooperative:
    """The record that a claim may name; RuleBroken with what to check."""
    if len([letter for letter in text if letter.isdigit()]) == 16:
        raise RuleBroken(
            "Itu NIK KTP (16 angka). Tulis nomor koperasi, bukan nomor pribadi.", "number"
        )
    cooperative = registry.by_number(text)
    if cooperative is None:
        raise RuleBroken(CHECK, "number")
    if cooperative.outside_banten:
        raise RuleBroken(
            "Koperasi ini tercatat di luar Banten, jadi dinas di sini tidak bisa memverifikasinya.",
            "number",
        )
    return cooperative


def verdict(cooperative: Cooperative, on: date) -> Verdict:
    """Whether the cooperative's members may carry a badge on a day; empty reasons mean yes."""
    judged = eligibility.judge(cooperative, on)
    rule = eligibility.rule_on(on)
    return Verdict(
        judged.rule,
        judged.reasons,
        judged.expires_on,
        rule.months_after_verification,
        judged.failing,
    )


def data_dates(cooperative: Cooperative) -> dict[str, date]:
    """The day that each fact's data speak of."""
    found = registry.sources_of([cooperative.id]).get(cooperative.id, {})
    return {name: source.data_on for name, source in found.items()}


def basis(cooperative: Cooperative, found: Verdict) -> dict[str, str]:
    """The record as the officer saw it, to be kept with the badge."""
    dates = data_dates(cooperative)
    facts = {
        "name": cooperative.name,
        "nik_koperasi": cooperative.nik_koperasi,
        "legal_number": cooperative.legal_number,
        "regency": cooperative.regency_name,
        "form": cooperative.form,
        "certificate_status": cooperative.certificate_status,
        "certificate_expires_on": found.expires_on.isoformat() if found.expires_on else None,
        "grade": cooperative.grade,
        "data_on": max(dates.values()).isoformat() if dates else None,
        "rules_version": found.version,
    }
    return {name: value for name, value in facts.items() if value}
