"""The figures of an import, counted row by row."""

from collections import Counter
from collections.abc import Iterable

from marketplace.registry.comparing import Staged

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


class Tally:
    """Counts rows by outcome, and accepted rows by what they say of themselves.

    A row that says nothing of activity or certificate counts neither as active nor inactive.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def count(self, item: Staged, told: Iterable[str]) -> None:
        """Count a row in; `told` are the further keys that it counts under."""
        self._counts["rows"] += 1
        self._counts[item.outcome] += 1
        if item.outcome != "refused":
            self._counts["warned"] += bool(item.row.warnings)
            self._counts.update(told)

    def as_json(self) -> dict[str, int]:
        """Every key, in order."""
        return {key: self._counts[key] for key in KEYS}
