"""Which listings may be shown at all: the same for shelves and collections, as data.

The codes and their words are in `data/eligibility.toml`; what each asks of the database is here.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.models import Listing, Picture, Variant
from marketplace.catalog.queries.cards import is_public
from marketplace.clock import today
from marketplace.sellers.models import Shop
from marketplace.sellers.queries import is_on_street

DATA = Path(__file__).parent / "data" / "eligibility.toml"
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Rule:
    """One thing that must be so; RuleBroken never: what fails it is only not shown."""

    code: str
    words: str


@dataclass(frozen=True)
class Rules:
    """All rules of one version."""

    version: str
    rules: tuple[Rule, ...]


@cache
def rules() -> Rules:
    """The shipped rules; cached for the life of the process."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    return Rules(data["version"], tuple(Rule(**row) for row in data["rule"]))


def _offered() -> Condition:
    """Made to order, or some of it there; in either case at a price."""
    offered = sa.select(Variant.id).where(Variant.listing_id == Listing.id, Variant.active)
    stocked = offered.where(sa.or_(Listing.made_to_order, Variant.stock > 0))
    return sa.exists(stocked.correlate(Listing))


def _pictured() -> Condition:
    picture = sa.select(Picture.id).where(Picture.listing_id == Listing.id)
    return sa.exists(picture.where(Picture.state != "failed").correlate(Listing))


def _at_work(on: Any) -> Condition:
    return sa.or_(Shop.holiday_until.is_(None), Shop.holiday_until < on)


CONDITIONS: dict[str, Callable[[Any], Condition]] = {
    "published": lambda on: is_public(),
    "shop_open": lambda on: is_on_street(),
    "number_confirmed": lambda on: Shop.whatsapp_confirmed_at.is_not(None),
    "available": lambda on: _offered(),
    "picture": lambda on: _pictured(),
    "not_on_holiday": _at_work,
}


def eligible(on: date | None = None) -> Condition:
    """Condition on `Listing` and its `Shop`, joined: every rule holds on a day."""
    day = sa.literal(on or today(), sa.Date())
    return sa.and_(*(CONDITIONS[rule.code](day) for rule in rules().rules))


def faults(listing: Listing, on: date | None = None) -> Any:
    """A statement whose columns say, rule by rule, whether it holds of a listing."""
    day = sa.literal(on or today(), sa.Date())
    columns = [CONDITIONS[rule.code](day).label(rule.code) for rule in rules().rules]
    return sa.select(*columns).select_from(Listing).join(Shop).where(Listing.id == listing.id)
