"""The figures of an import, counted from its rows."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from marketplace.registry.comparing import Staged
from marketplace.registry.eligibility import standing

KEYS = (
    "rows",
    "added",
    "changed",
    "unchanged",
    "warned",
    "refused",
    "active",
    "inactive",
    "with_rat",
)


def of(staged: Iterable[Staged], on: date) -> dict[str, int]:
    """Count rows by outcome, and accepted rows by what they say of activity and RAT.

    A row that says nothing of activity or certificate counts neither as active nor inactive.
    """
    counts: Counter[str] = Counter()
    for item in staged:
        counts["rows"] += 1
        counts[item.outcome] += 1
        if item.outcome == "refused":
            continue
        values = item.row.values
        counts["warned"] += bool(item.row.warnings)
        active = standing(
            values.get("activity"), values.get("certificate_status"),
            values.get("certificate_expires_on"), on,
        )  # fmt: skip
        counts["active"] += active is True
        counts["inactive"] += active is False
        told = values.get("last_rat_on") or values.get("last_rat_year") or values.get("rat_held")
        counts["with_rat"] += bool(told)
    return {key: counts[key] for key in KEYS}
