"""Why people report something, how soon it is looked at, and how long one may appeal: as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.reasons import read

DATA = Path(__file__).parent / "data"
REASONS = read(DATA / "reasons.toml")


@dataclass(frozen=True)
class ReportKind:
    """One reason for which something is reported."""

    key: str
    label: str
    hours: int

    @property
    def is_urgent(self) -> bool:
        """Whether the four hours of Permenkominfo 5/2020 hold."""
        return self.hours <= 4


@cache
def rules() -> dict[str, Any]:
    """The shipped data."""
    with (DATA / "reports.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def report_kinds() -> dict[str, ReportKind]:
    """Every kind by its key, in the order in which they are offered."""
    return {row["key"]: ReportKind(**row) for row in rules()["kind"]}
