"""Filters, facet counts and order as arithmetic on one numpy column for each property."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from marketplace.catalog.queries import PublicListing
from marketplace.clock import start_of
from marketplace.search import understanding
from marketplace.search.codes import category_code, day_number, place_code, place_text
from marketplace.search.interface import (
    AVAILABILITIES,
    FRESH_DAYS,
    HIGHEST_PRICE,
    PERMITS,
    Facets,
    Query,
)
from marketplace.search.ranking import quality

Column = NDArray[np.int64]
Mask = NDArray[np.bool_]

Found = TypeVar("Found")

COLUMNS = (
    "listing",
    "kind",
    "parent",
    "regency",
    "district",
    "price_min",
    "price_max",
    "sale_min",
    "sale_max",
    "sale_from",
    "sale_until",
    "verified",
    "shop_id",
    "cooperative",
    *PERMITS,
    "stock",
    "made_to_order",
    "published",
    "quality",
)


def written_version() -> str:
    """Name the way words and columns are written; an index written another way is stale."""
    return f"{understanding.version()}-{quality.version()}"


def column_values(document: PublicListing) -> dict[str, int]:
    """Give what the columns hold for a document."""
    return {
        "listing": document.listing_id,
        "kind": category_code(document.category_slug),
        "parent": category_code(document.category_parent),
        "regency": place_code(document.regency_code),
        "district": place_code(document.district_code),
        "price_min": min(document.price_min, HIGHEST_PRICE),
        "price_max": min(document.price_max, HIGHEST_PRICE),
        "sale_min": min(document.sale_min, HIGHEST_PRICE),
        "sale_max": min(document.sale_max, HIGHEST_PRICE),
        "sale_from": day_number(document.sale_from),
        "sale_until": day_number(document.sale_until),
        "verified": day_number(document.verified_until),
        "shop_id": document.shop_id,
        "cooperative": document.cooperative_id or 0,
        **{kind: day_number(document.permits.get(kind)) for kind in PERMITS},
        "stock": int(document.in_stock),
        "made_to_order": int(document.made_to_order),
        "published": round(document.published_at.timestamp() * 1_000_000),
        "quality": quality.of(document),
    }


class _Group:
    """A column with few different values, coded 0…n so that counting is one bincount."""

    def __init__(self, values: Column, names: Callable[[int], str | None]) -> None:
        self.values, codes = np.unique(values, return_inverse=True)
        self.codes = codes.astype(np.min_scalar_type(len(self.values)))
        self._names = [names(value) for value in self.values.tolist()]

    def counts(self, rows: Column) -> dict[str, int]:
        """Count the rows by the names of their values; what has no name is not counted."""
        counted = np.bincount(self.codes[rows], minlength=len(self.values)).tolist()
        return {
            name: count for name, count in zip(self._names, counted, strict=True) if count and name
        }

    def any_of(self, wanted: Iterable[int]) -> Mask:
        chosen: Mask = np.isin(self.values, list(wanted))[self.codes]
        return chosen


class Columns:
    """The columns of one state of the index, one row for each indexed listing."""

    def __init__(self, columns: dict[str, Column], live: Mask, slugs: Iterable[str]) -> None:
        self.live = live
        self.listing = columns["listing"]
        self._columns = columns
        self._day: tuple[date | None, dict[object, object]] = (None, {})
        named = {category_code(slug): slug for slug in slugs}
        self._groups = {name: _Group(columns[name], named.get) for name in ("kind", "parent")} | {
            name: _Group(columns[name], place_text) for name in ("regency", "district")
        }
        self._groups["cooperative"] = _Group(columns["cooperative"], lambda id_: str(id_ or ""))

    def of(self, name: str) -> Column:
        """One property of every row, wide enough to reckon with."""
        return self._columns[name].astype(np.int64)

    @cached_property
    def age(self) -> Column:
        """Every row's place among all, the newest first."""
        age = np.empty(len(self.live), np.int64)
        age[np.lexsort((-self.listing, -self.of("published")))] = np.arange(len(age))
        return age

    @cached_property
    def shop(self) -> Column:
        """Every row's shop, the shops numbered 0…n."""
        shop: Column = np.unique(self.of("shop_id"), return_inverse=True)[1]
        return shop

    def of_day(self, on: date, work_out: "Callable[[Columns, date], Found]") -> Found:
        """Work something out once for a day: what is asked today is asked again and again."""
        day, known = self._day
        if day != on:
            day, known = self._day = on, {}
        if work_out not in known:
            known[work_out] = work_out(self, on)
        return cast(Found, known[work_out])

    def prices(self, on: date) -> tuple[Column, Column]:
        """Give the lowest and the highest price of every row on a day.

        A sale begins and ends in Banten's midnight, when nobody writes: so both prices stand in
        the index with the days of the sale, and the day of the question chooses.
        """
        return self.of_day(on, _prices)

    def masks(self, query: Query, on: date) -> dict[str, Mask]:
        """Give for each group of filters in use the rows that it lets through."""
        masks: dict[str, Mask] = {}
        if query.categories:
            codes = [category_code(slug) for slug in query.categories]
            chosen = self._groups["kind"].any_of(codes)
            masks["category"] = chosen | self._groups["parent"].any_of(codes)
        if query.places:
            codes = [place_code(code) for code in query.places]
            chosen = self._groups["regency"].any_of(codes)
            masks["place"] = chosen | self._groups["district"].any_of(codes)
        if query.verified:
            masks["verified"] = self._having(["verified"], on)
        if query.cooperatives:
            chosen = self._groups["cooperative"].any_of(query.cooperatives)
            masks["cooperative"] = chosen & self._having(["verified"], on)
        if query.permits:
            masks["permit"] = self._having(query.permits, on)
        if query.availability:
            masks["availability"] = self._having(query.availability, on)
        if query.fresh:
            masks["fresh"] = self._having(["fresh"], on)
        lowest, highest = self.prices(on)
        if query.price_from is not None:
            masks["price_from"] = highest >= min(query.price_from, HIGHEST_PRICE)
        if query.price_to is not None:
            masks["price_to"] = lowest <= min(query.price_to, HIGHEST_PRICE)
        return masks

    def _having(self, flags: Iterable[str], on: date) -> Mask:
        """Rows with any of these flags on a day."""
        wanted = sum(_BITS.get(flag, 0) for flag in set(flags))
        having: Mask = (self.of_day(on, _flags) & wanted) != 0
        return having

    def facets(self, matched: Mask, rows: Mask, masks: dict[str, Mask], on: date) -> Facets:
        """Count every choice among the matched rows, its own group's filter set aside.

        `rows` are those of them that every filter lets through.
        """
        found = np.flatnonzero(rows)

        def rows_without(group: str) -> Column:
            if group not in masks:
                return found
            left = matched
            for name, mask in masks.items():
                if name != group:
                    left = left & mask
            return np.flatnonzero(left)

        flags = self.of_day(on, _flags)
        by_category, by_place = rows_without("category"), rows_without("place")
        categories = self._groups["kind"].counts(by_category)
        for slug, count in self._groups["parent"].counts(by_category).items():
            categories[slug] = categories.get(slug, 0) + count
        places = self._groups["regency"].counts(by_place)
        places |= self._groups["district"].counts(by_place)
        by_cooperative = rows_without("cooperative")
        members = by_cooperative[(flags[by_cooperative] & _BITS["verified"]) != 0]
        counted: dict[str, dict[str, int]] = {
            group: _counted(flags[rows_without(group)])
            for group in ("verified", "permit", "availability", "fresh")
            if group in masks
        }
        whole = _counted(flags[found])

        def many(group: str, flag: str) -> int:
            return counted.get(group, whole)[flag]

        return Facets(
            categories=categories,
            places=places,
            verified=many("verified", "verified"),
            cooperatives=self._cooperatives(members),
            permits=_known({kind: many("permit", kind) for kind in PERMITS}),
            availability=_known({how: many("availability", how) for how in AVAILABILITIES}),
            fresh=many("fresh", "fresh"),
        )

    def _cooperatives(self, rows: Column) -> dict[int, int]:
        counts = self._groups["cooperative"].counts(rows)
        return {int(name): count for name, count in counts.items()}

    def shops(self, rows: Mask) -> list[int]:
        """The shops of the rows, those with most of them first."""
        ids, often = np.unique(self._columns["shop_id"][rows], return_counts=True)
        chosen: list[int] = ids[np.lexsort((ids, -often))].tolist()
        return chosen


def _prices(columns: Columns, on: date) -> tuple[Column, Column]:
    number = on.toordinal()
    sale = (columns.of("sale_from") <= number) & (number <= columns.of("sale_until"))
    lowest = np.where(sale, columns.of("sale_min"), columns.of("price_min"))
    highest = np.where(sale, columns.of("sale_max"), columns.of("price_max"))
    return lowest, highest


# What is true of a row on a day or is not, one bit for each: all of it is counted at once.
_BITS = {flag: 1 << at for at, flag in enumerate(("verified", *PERMITS, *AVAILABILITIES, "fresh"))}
_ALL = np.arange(1 << len(_BITS))


def _flags(columns: Columns, on: date) -> NDArray[np.int16]:
    """Say for each row what is true of it; a badge and a permit count to their last day's end."""
    day = on.toordinal()
    made = columns.of("made_to_order") == 1
    since = start_of(on - timedelta(days=FRESH_DAYS)).timestamp() * 1_000_000
    true = {
        "verified": columns.of("verified") >= day,
        **{kind: columns.of(kind) >= day for kind in PERMITS},
        "order": made,
        "stock": ~made & (columns.of("stock") == 1),
        "fresh": columns.of("published") >= since,
    }
    flags = np.zeros(len(made), np.int16)
    for flag, rows in true.items():
        flags[rows] |= _BITS[flag]
    return flags


def _counted(flags: NDArray[np.int16]) -> dict[str, int]:
    often = np.bincount(flags, minlength=len(_ALL))
    return {flag: int(often[(_ALL & bit) != 0].sum()) for flag, bit in _BITS.items()}


def _known(counts: dict[str, int]) -> dict[str, int]:
    """Choices that would give something."""
    return {name: count for name, count in counts.items() if count}
