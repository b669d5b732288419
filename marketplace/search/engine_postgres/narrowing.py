"""The groups of filters in SQL: the same rows as `columns.Columns.masks` lets through."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from marketplace.catalog.queries import PublicListing
from marketplace.clock import start_of
from marketplace.search.codes import category_code, place_code
from marketplace.search.interface import FRESH_DAYS, HIGHEST_PRICE, PERMITS, Query

# What a listing costs on a day: a sale begins and ends in Banten's midnight, when nobody writes.
ON_SALE = "(sale_from <= %(day)s AND %(day)s <= sale_until) IS TRUE"
LOWEST = f"CASE WHEN {ON_SALE} THEN sale_min ELSE price_min END"
HIGHEST = f"CASE WHEN {ON_SALE} THEN sale_max ELSE price_max END"


@dataclass(frozen=True, slots=True)
class Group:
    """Filters of which a listing needs one: a condition on its row, and lexemes that stand for it.

    The lexemes let the index of words find the few rows; where there are none, or they say less
    than the condition, the condition alone decides.
    """

    condition: str
    lexemes: tuple[str, ...] = ()


def signed(code: int) -> int:
    """Write a category's code as PostgreSQL's integer of four bytes holds it."""
    return code - (1 << 32) if code >= 1 << 31 else code


def lexemes_of(document: PublicListing) -> list[str]:
    """What stands in the index of words for a listing's filters; no analysed term has a colon."""
    codes = {f"k:{category_code(s)}" for s in (document.category_slug, document.category_parent)}
    codes |= {f"p:{place_code(c)}" for c in (document.regency_code, document.district_code)}
    codes |= {f"m:{kind}" for kind in PERMITS if document.permits.get(kind)}
    codes.add(f"c:{document.cooperative_id or 0}")
    return sorted(codes)


def narrowed(query: Query, on: date) -> tuple[list[Group], dict[str, Any]]:
    """Give the groups of filters in use, and the values that their conditions speak of."""
    values: dict[str, Any] = {"day": on.toordinal()}
    groups = [
        *_choices(query, values),
        *([Group("verified >= %(day)s")] if query.verified else []),
        *_permits(query),
        *_availability(query),
        *_fresh(query, on, values),
        *_prices(query, values),
    ]
    return groups, values


def _choices(query: Query, values: dict[str, Any]) -> list[Group]:
    groups = []
    if query.categories:
        codes = [category_code(slug) for slug in query.categories]
        values["kinds"] = list(map(signed, codes))
        condition = "(kind = ANY(%(kinds)s) OR parent = ANY(%(kinds)s))"
        groups.append(Group(condition, tuple(f"k:{code}" for code in codes)))
    if query.places:
        values["places"] = codes = [place_code(code) for code in query.places]
        condition = "(regency = ANY(%(places)s) OR district = ANY(%(places)s))"
        groups.append(Group(condition, tuple(f"p:{code}" for code in codes)))
    if query.cooperatives:
        values["cooperatives"] = [one for one in query.cooperatives if 0 <= one < 1 << 63]
        condition = "COALESCE(cooperative, 0) = ANY(%(cooperatives)s) AND verified >= %(day)s"
        groups.append(Group(condition, tuple(f"c:{one}" for one in query.cooperatives)))
    return groups


def _permits(query: Query) -> list[Group]:
    kinds = [kind for kind in PERMITS if kind in query.permits]
    if not query.permits:
        return []
    condition = " OR ".join(f"({kind} >= %(day)s) IS TRUE" for kind in kinds) or "false"
    return [Group(condition, tuple(f"m:{kind}" for kind in query.permits))]


def _availability(query: Query) -> list[Group]:
    if not query.availability:
        return []
    ways = {"order": "made_to_order", "stock": "(stock AND NOT made_to_order)"}
    chosen = [condition for how, condition in ways.items() if how in query.availability]
    return [Group(" OR ".join(chosen) or "false")]


def _fresh(query: Query, on: date, values: dict[str, Any]) -> list[Group]:
    if not query.fresh:
        return []
    since = start_of(on - timedelta(days=FRESH_DAYS)).timestamp() * 1_000_000
    values["since"] = round(since)
    return [Group("published >= %(since)s")]


def _prices(query: Query, values: dict[str, Any]) -> list[Group]:
    groups = []
    if query.price_from is not None:
        values["price_from"] = max(min(query.price_from, HIGHEST_PRICE), -1)
        groups.append(Group(f"{HIGHEST} >= %(price_from)s"))
    if query.price_to is not None:
        values["price_to"] = max(min(query.price_to, HIGHEST_PRICE), -1)
        groups.append(Group(f"{LOWEST} <= %(price_to)s"))
    return groups
