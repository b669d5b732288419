"""What the figures are: each key, words, meaning and way of adding up, read from data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "indicators.toml"
KINDS = ("count", "sum", "share", "median")


@dataclass(frozen=True)
class Indicator:
    """One figure.

    `count` counts its rows, `sum` adds their weights, `share` is its rows as a percentage of those
    of `of`, `median` the middle of their weights. With a `window`, only rows of the last days.
    """

    key: str
    label: str
    unit: str
    meaning: str
    kind: str
    window: bool
    of: str | None = None


@dataclass(frozen=True)
class Book:
    """All indicators of one version, and how many days a window has."""

    version: str
    days: int
    indicators: tuple[Indicator, ...]

    def __getitem__(self, key: str) -> Indicator:
        """The indicator with a key; KeyError when there is none."""
        return {one.key: one for one in self.indicators}[key]

    def __contains__(self, key: object) -> bool:
        return any(one.key == key for one in self.indicators)


@cache
def book() -> Book:
    """The shipped indicators."""
    data: dict[str, Any] = tomllib.loads(DATA.read_text("utf-8"))
    made = tuple(Indicator(**row) for row in data["indicator"])
    return Book(data["version"], data["days"], made)
