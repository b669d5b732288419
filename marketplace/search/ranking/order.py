"""In which order listings stand, and why: words first, then quality, then whose turn it is.

    standing = words × (1 + quality margin × points / 1000) × (1 + turn margin × turn)

Quality and turn can move a listing by no more than both margins: with a score that is better by
more than that, a listing stands before another whatever their quality. Between listings that
match equally well the turn of the day decides, shop by shop, so nobody is always first. A shop's
second listing has half the turn of its first, its third a quarter: among equals shops alternate.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from marketplace.catalog.permits import kinds as permits
from marketplace.clock import start_of
from marketplace.search.codes import category_code
from marketplace.search.columns import Column, Columns, Mask
from marketplace.search.interface import PERMITS, Query
from marketplace.search.ranking import quality

Floats = NDArray[np.float64]
Keys = Floats | Column

_BITS = 62
_FINEST = 40  # bits of a score that tell a shop's own listings apart
_LEAST = 1e-300

_STEP = 0x9E3779B97F4A7C15  # of Weyl's sequence; what follows mixes as SplitMix64 does
_MIX = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS = np.uint64(30), np.uint64(27), np.uint64(31)


def ids(columns: Columns, rows: Mask, score: Floats | None, query: Query, on: date) -> list[int]:
    """Give the listings of the asked page, in order."""
    found: list[int] = columns.listing[page(columns, rows, score, query, on)].tolist()
    return found


def page(columns: Columns, rows: Mask, score: Floats | None, query: Query, on: date) -> Column:
    """Give the rows of the asked page, in order, out of those that the answer lets through."""
    found = np.flatnonzero(rows)
    first = (max(query.page, 1) - 1) * query.size
    if first >= len(found):
        return found[:0]
    upto = min(first + query.size, len(found))
    if query.sort == "relevance":
        near, words, merit = _within_reach(columns, found, score, on, upto)
        lead = -_standing(columns, near, words, merit, on).value
        return _between(columns, near, lead, first, upto)
    return _between(columns, found, _lead(columns, found, query.sort, on), first, upto)


def _between(columns: Columns, found: Column, lead: Keys, first: int, upto: int) -> Column:
    """Give the rows from one place to another by what leads, the newer of equals first.

    Only these are sorted: what stands before and behind them is cut off unsorted.
    """
    age = columns.age[found]
    kept = _least(lead, age, upto)
    kept = kept[_least(-lead[kept], -age[kept], upto - first)]
    best: Column = found[kept[np.lexsort((age[kept], lead[kept]))]]
    return best


def _least(lead: Keys, age: Column, count: int) -> Column:
    """Give the places of so many least, in any order."""
    if count >= len(lead):
        return np.arange(len(lead))
    last = np.partition(lead, count - 1)[count - 1]
    below, equal = np.flatnonzero(lead < last), np.flatnonzero(lead == last)
    left = count - len(below)
    if left < len(equal):
        equal = equal[np.argpartition(age[equal], left - 1)[:left]]
    return np.concatenate([below, equal])


def _lead(columns: Columns, found: Column, sort: str, on: date) -> Column:
    if sort == "newest":
        return columns.age[found]
    lowest = columns.prices(on)[0][found]
    return lowest if sort == "cheapest" else -lowest


# the standing of a listing


@dataclass(frozen=True, slots=True)
class Standing:
    """What rows are worth in the order of a day, and what that is made of."""

    words: Floats
    merit: Floats
    before: Column
    turn: Floats

    @property
    def lift(self) -> Floats:
        """What the turn of the day makes of a score."""
        return 1 + quality.turn_margin() * self.turn

    @property
    def value(self) -> Floats:
        """What puts them in order."""
        return self.words * self.merit * self.lift


def standing(columns: Columns, found: Column, score: Floats | None, on: date) -> Standing:
    """Work out what all found rows are worth."""
    return _standing(columns, *_within_reach(columns, found, score, on, len(found)), on)


def _standing(columns: Columns, rows: Column, words: Floats, merit: Floats, on: date) -> Standing:
    """The same for some of them; all whose words and merit are no worse must be among the rows."""
    before = _before_in_its_shop(columns, rows, words * merit)
    turn: Floats = np.ldexp((1 + columns.of_day(on, _turns)[rows]) / 2, -before)
    return Standing(words, merit, before, turn)


def _within_reach(
    columns: Columns, found: Column, score: Floats | None, on: date, upto: int
) -> tuple[Column, Floats, Floats]:
    """Leave out what no turn can bring among the first: rows, words and merit of the others."""
    merit = columns.of_day(on, _merit)[found]
    words = np.ones(len(found)) if score is None else score[found]
    worth = words * merit
    if upto < len(found):
        last = -np.partition(-worth, upto - 1)[upto - 1]
        near = np.flatnonzero(worth * (1 + quality.turn_margin()) >= last)
        return found[near], words[near], merit[near]
    return found, words, merit


def _merit(columns: Columns, on: date) -> Floats:
    share = columns.of_day(on, points).astype(np.float64) / quality.MOST
    merit: Floats = 1 + quality.quality_margin() * share
    return merit


def _before_in_its_shop(columns: Columns, rows: Column, worth: Floats) -> Column:
    """Count for each row the better ones of its own shop; the newer of equals is better.

    Shop, worth and age are put into one number, for one sort of numbers is soon done.
    """
    shops = columns.shop[rows]
    age_bits = len(columns.live).bit_length()
    worth_bits = min(_BITS - 2 * age_bits, _FINEST)
    worst = ((1 - worth / max(worth.max(initial=0), _LEAST)) * 2**worth_bits).astype(np.int64)
    by_shop = np.argsort(((shops << worth_bits) + worst << age_bits) + columns.age[rows])
    begins = np.flatnonzero(np.diff(shops[by_shop], prepend=-1))
    before = np.empty(len(rows), np.int64)
    places = np.arange(len(rows))
    before[by_shop] = places - np.repeat(begins, np.diff(begins, append=len(rows)))
    return before


def _turns(columns: Columns, on: date) -> Floats:
    return turns(columns.of("shop_id"), on)


def turns(shops: Column, on: date) -> Floats:
    """Draw for each shop its lot of the day, 0…1: the same in every process and on every page."""
    first = np.uint64((on.toordinal() * _STEP) % 2**64)
    drawn = (shops.astype(np.uint64) ^ first) * np.uint64(_STEP)
    for multiplier, shift in zip(_MIX, _SHIFTS, strict=False):
        drawn = (drawn ^ (drawn >> shift)) * multiplier
    lots: Floats = ((drawn ^ (drawn >> _SHIFTS[2])) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return lots


# quality, for all rows at once


def points(columns: Columns, on: date) -> Column:
    """Count every row's points on a day: `quality.counted`, as arithmetic on columns."""
    day, parts = on.toordinal(), quality.parts()
    counted: Column = columns.of("quality").copy()
    counted += np.where(columns.of("verified") >= day, parts["verified"].points, 0)
    counted += np.where(columns.of("stock") == 1, parts["stock"].points, 0)
    fresh = np.zeros(len(counted), np.int64)
    for days, worth in sorted(parts["fresh"].steps, reverse=True):
        since = start_of(on - timedelta(days=days)).timestamp() * 1_000_000
        fresh[columns.of("published") >= since] = worth
    return counted + fresh + np.where(_permitted(columns, day), parts["permits"].points, 0)


def _permitted(columns: Columns, day: int) -> Mask:
    """Which rows have a permit that is usual for their kind, or are of a kind that needs none."""
    permitted = np.ones(len(columns.live), np.bool_)
    for slug, wanted in permits.usual_kinds().items():
        if known := [kind for kind in PERMITS if kind in wanted]:
            rows = np.flatnonzero(columns.of("kind") == category_code(slug))
            permitted[rows] = np.any([columns.of(kind)[rows] >= day for kind in known], axis=0)
    return permitted
