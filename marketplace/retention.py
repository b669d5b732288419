"""How long each class of personal data is kept, as data, and which function forgets it.

The classes are in `retention.toml`; a room names its function with `@forgets`. The accounts room
calls them once a night and writes down how many records went.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "retention.toml"

Forgetter = Callable[[datetime], int]
_forgetters: dict[str, Forgetter] = {}


@dataclass(frozen=True)
class RetentionClass:
    """One class: what it holds, on which basis, for how many days, and what happens then."""

    key: str
    what: str
    basis: str
    ends: str
    applied: str
    days: int | None = None

    @property
    def years(self) -> int | None:
        """Whole years, where it is so long; else None."""
        return self.days // 365 if self.days is not None and self.days >= 365 else None


@dataclass(frozen=True)
class Retention:
    """All classes of one version of the data."""

    version: str
    classes: tuple[RetentionClass, ...]


@cache
def retention() -> Retention:
    """Read the shipped classes; cached for the life of the process."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    return Retention(data["version"], tuple(RetentionClass(**row) for row in data["class"]))


def kept(key: str) -> timedelta:
    """How long a class is kept; KeyError when it has no end."""
    days = {one.key: one.days for one in retention().classes}[key]
    if days is None:
        raise KeyError(key)
    return timedelta(days=days)


def forgets(key: str) -> Callable[[Forgetter], Forgetter]:
    """Name the function that forgets what is older than an instant; it returns how many went."""

    def name(function: Forgetter) -> Forgetter:
        _forgetters[key] = function
        return function

    return name


def forgetters() -> dict[str, Forgetter]:
    """The functions of the night, by class."""
    return dict(_forgetters)
