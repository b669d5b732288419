"""How well a listing is offered, 0…1000 points: what may move it among near ties, and no more.

A part that depends on the listing alone is counted when it is indexed; one that depends on the
day is counted when somebody asks.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.catalog.permits import kinds as permits
from marketplace.catalog.queries import PublicListing
from marketplace.clock import day_of
from marketplace.search.interface import PERMITS

DATA = Path(__file__).with_name("quality.toml")
MOST = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that counts: its points at most, and the sentences that say so."""

    key: str
    name: str
    points: int
    says: str
    advice: str
    steps: tuple[tuple[int, int], ...] = ()
    days: int = 0
    grace_days: int = 0
    at_least: int = 0
    neutral: int = 0

    def reached(self, number: int) -> int:
        """The points of the highest step that so many reach."""
        return max((points for least, points in self.steps if number >= least), default=0)


@cache
def _data() -> dict[str, Any]:
    with DATA.open("rb") as file:
        return tomllib.load(file)


def version() -> str:
    """Name the weights and thresholds; an index counted by others is stale."""
    return str(_data()["version"])


@cache
def parts() -> dict[str, Part]:
    """Every part by its key, the weightiest first."""
    rows = (row | {"steps": tuple(map(tuple, row.get("steps", ())))} for row in _data()["part"])
    return {row["key"]: Part(**row) for row in rows}


def quality_margin() -> float:
    """By how much full quality raises a score, as a share of it."""
    return float(_data()["quality_margin"])


def turn_margin() -> float:
    """By how much the turn of the day raises a score at most, as a share of it."""
    return float(_data()["turn_margin"])


def margin() -> float:
    """By how much a score must be better so that neither quality nor turn can undo it."""
    return (1 + quality_margin()) * (1 + turn_margin()) - 1


# what is counted when a listing is indexed


def of(document: PublicListing) -> int:
    """Count the points that do not depend on the day."""
    return sum(count(document) for count in _LASTING.values())


def _pictures(document: PublicListing) -> int:
    return parts()["pictures"].reached(document.picture_count)


def _title(document: PublicListing) -> int:
    return parts()["title"].reached(len(document.title.split()))


def _description(document: PublicListing) -> int:
    return parts()["description"].reached(len(document.description.split()))


def _answers(document: PublicListing) -> int:
    part = parts()["answers"]
    share = document.answered_share
    return part.neutral if share is None else round(part.points * share)


_LASTING: dict[str, Callable[[PublicListing], int]] = {
    "pictures": _pictures,
    "answers": _answers,
    "description": _description,
    "title": _title,
}


def answered_share(asked: int, answered: int) -> float | None:
    """The share of a shop's questions that it answered; None where too few were asked to tell."""
    return answered / asked if asked >= parts()["answers"].at_least else None


# what is counted on the day; `order` counts the same for all rows at once


def counted(document: PublicListing, on: date) -> dict[str, int]:
    """The points of each part of one listing on a day: the same as its row's, taken apart."""
    fresh = [
        points
        for days, points in parts()["fresh"].steps
        if day_of(document.published_at) >= on - timedelta(days=days)
    ]
    until = document.verified_until
    found = {
        "verified": parts()["verified"].points if until and until >= on else 0,
        "stock": parts()["stock"].points if document.in_stock else 0,
        "fresh": max(fresh, default=0),
        "permits": parts()["permits"].points if _is_permitted(document, on) else 0,
    }
    found |= {key: count(document) for key, count in _LASTING.items()}
    return {key: found[key] for key in parts()}


def missing(document: PublicListing, on: date) -> list[Part]:
    """Parts for which the owner can do something more, those that count for most first."""
    found = [
        (part.points - points, part)
        for part, points in zip(parts().values(), counted(document, on).values(), strict=True)
        if points < part.points and part.advice
    ]
    if document.answered_share is None:  # nobody can answer what was not asked
        found = [(lost, part) for lost, part in found if part.key != "answers"]
    return [part for _, part in sorted(found, key=lambda pair: -pair[0])]


def _is_permitted(document: PublicListing, on: date) -> bool:
    wanted = permits.usual_kinds().get(document.category_slug, frozenset()) & set(PERMITS)
    return not wanted or any(document.permits.get(kind, date.min) >= on for kind in wanted)
