"""What an office looks at before it stands behind a business: points to check, never a verdict.

The list is assembled from practice and not confirmed by a regulation (umkm.md 3.5), so it
refuses nothing; what does is `eligibility.judge`.
"""

from dataclasses import dataclass
from datetime import date

from marketplace.registry.badge_rules import BUSINESS, rule_on
from marketplace.registry.models import Business


@dataclass(frozen=True)
class Point:
    """One thing to look at: what the record says of it, and whether that fits (None: silent)."""

    what: str
    told: str | None
    fits: bool | None


def points(record: Business, on: date) -> list[Point]:
    """Each point as the record stands on a day."""
    rule = rule_on(on, BUSINESS)
    unfit = rule.barred_activities | rule.doubtful_activities
    scale, status = record.scale, record.business_status
    return [
        Point("NIB", record.nib, _known(record.nib)),
        Point("Berkedudukan di Banten", record.regency_name, _is_inside(record)),
        Point("Skala usaha", scale, _known(scale) and scale in rule.scales),
        Point("Status usaha", status, _known(status) and status not in unfit),
        Point("Tercatat di SIDT", record.id_umkm, _known(record.id_umkm)),
    ]


def _known(value: str | None) -> bool | None:
    """A register that is silent says neither yes nor no."""
    return None if value is None else True


def _is_inside(record: Business) -> bool | None:
    if record.outside_banten:
        return False
    return _known(record.regency_code)
