"""What an office looks at before it stands behind a business: points to check, never a verdict.

The list is assembled from practice and not confirmed by a regulation (umkm.md 3.5), so it
refuses nothing.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from marketplace.registry.fields import DATA
from marketplace.registry.models import Business


@dataclass(frozen=True)
class Point:
    """One thing to look at: what the record says of it, and whether that fits (None: silent)."""

    what: str
    told: str | None
    fits: bool | None


@cache
def raw() -> dict[str, Any]:
    """The shipped points, every version, oldest first."""
    return dict(json.loads((DATA / "business_points.json").read_text("utf-8")))


def version_on(day: date) -> dict[str, Any]:
    """The version in force on a day; the oldest one for the days before it."""
    versions = raw()["versions"]
    begun = [entry for entry in versions if date.fromisoformat(entry["from"]) <= day]
    return dict((begun or versions[:1])[-1])


def points(record: Business, on: date) -> list[Point]:
    """Each point as the record stands on a day."""
    rule = version_on(on)
    scale, status = record.scale, record.business_status
    return [
        Point("NIB", record.nib, _known(record.nib)),
        Point("Berkedudukan di Banten", record.regency_name, _is_inside(record)),
        Point("Skala usaha", scale, _known(scale) and scale in rule["scales"]),
        Point("Status usaha", status, _known(status) and status not in rule["barred_statuses"]),
        Point("Tercatat di SIDT", record.id_umkm, _known(record.id_umkm)),
    ]


def _known(value: str | None) -> bool | None:
    """A register that is silent says neither yes nor no."""
    return None if value is None else True


def _is_inside(record: Business) -> bool | None:
    if record.outside_banten:
        return False
    return _known(record.regency_code)
