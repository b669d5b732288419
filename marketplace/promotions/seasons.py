"""Seasons of the year and of the Hijri calendar, as data: when a shelf of theirs is shown."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "seasons.toml"


@dataclass(frozen=True)
class Season:
    """One season: its days, and what belongs to it."""

    slug: str
    name: str
    why: str
    source: str
    categories: tuple[str, ...]
    words: tuple[str, ...]
    months: tuple[int, ...] = ()
    # Days of every year, as `MM-DD`; and days of one year.
    ranges: tuple[tuple[str, str], ...] = ()
    days: tuple[tuple[date, date], ...] = ()

    def is_on(self, day: date) -> bool:
        """Whether it is that season on a day."""
        of_year = f"{day:%m-%d}"
        return (
            day.month in self.months
            or any(first <= of_year <= last for first, last in self.ranges)
            or any(first <= day <= last for first, last in self.days)
        )

    def holds(self, category_slug: str, title: str) -> bool:
        """Whether a listing belongs to it: by its category, or a word of its title."""
        said = f" {title.lower()} "
        return category_slug in self.categories or any(word in said for word in self.words)


@cache
def seasons() -> tuple[Season, ...]:
    """Every season of the data, in its order; cached for the life of the process."""
    with DATA.open("rb") as file:
        return tuple(_season(row) for row in tomllib.load(file)["season"])


def _season(row: dict[str, Any]) -> Season:
    days = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in row.pop("days", [])]
    ranges = [tuple(one) for one in row.pop("ranges", [])]
    lists = {name: tuple(row.pop(name, ())) for name in ("categories", "words", "months")}
    return Season(**{**row, **lists, "ranges": tuple(ranges), "days": tuple(days)})


def present(day: date) -> Season | None:
    """The season whose shelf is shown on a day: the first of the data that is on."""
    return next((one for one in seasons() if one.is_on(day)), None)
