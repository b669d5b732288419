"""Micro, small or medium: the classes of PP 7/2021, read from versioned data."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from marketplace.registry.fields import DATA


@dataclass(frozen=True)
class SizeClass:
    """The class of a business, what it was measured by, and the version of the limits."""

    name: str
    measure: str
    version: str

    @property
    def basis(self) -> str:
        """What it rests on, in words: `hasil penjualan, PP 7/2021 (2021-1)`."""
        return f"{self.measure}, {self.version}"


@cache
def raw() -> dict[str, Any]:
    """The shipped limits, in rupiah a year or of capital without land and buildings."""
    return dict(json.loads((DATA / "size_classes.json").read_text("utf-8")))


def names() -> tuple[str, ...]:
    """The classes, smallest first, with the one beyond them."""
    return (*(entry["name"] for entry in raw()["classes"]), raw()["beyond"])


def of(capital: int | None, turnover: int | None, started_on: date | None) -> SizeClass | None:
    """The class by capital or yearly turnover, in rupiah; None when the measure is not known.

    PP 7/2021 Pasal 35: a business from before the regulation is measured by its turnover, one
    from after it by its capital. Without a day of beginning, turnover counts before capital.
    """
    began = date.fromisoformat(raw()["from"])
    if started_on is None:
        measure = "turnover" if turnover is not None else "capital"
    else:
        measure = "turnover" if started_on < began else "capital"
    value = turnover if measure == "turnover" else capital
    if value is None or value < 0:
        return None
    version = f"{raw()['basis']} ({raw()['version']})"
    fitting = (c["name"] for c in raw()["classes"] if value <= c[f"{measure}_at_most"])
    return SizeClass(next(fitting, raw()["beyond"]), raw()["measures"][measure], version)
