"""What a variant costs: its regular price, a sale on certain days, less each when many are taken.

Days are days in Banten: a sale begins at 00.00 WIB of its first day and ends with its last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from marketplace.clock import day_of, start_of
from marketplace.errors import RuleBroken
from marketplace.money import rupiah

MOST_STEPS = 5
MOST_OF_A_STEP = 10_000
LONGEST_SALE = timedelta(days=90)
LOOK_BACK = timedelta(days=30)
LEAST_PRICE = 100


class Asked(Protocol):
    """What has a price on a day: a variant, or a row that speaks of one."""

    @property
    def price(self) -> int: ...
    @property
    def sale_price(self) -> int | None: ...
    @property
    def sale_from(self) -> date | None: ...
    @property
    def sale_until(self) -> date | None: ...


class Priced(Asked, Protocol):
    """A price that also knows what many cost."""

    @property
    def wholesale(self) -> Sequence[Sequence[int]]: ...


class Recorded(Asked, Protocol):
    """A price that was asked from an instant on."""

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Deal:
    """What a variant costs besides its regular price: on sale, and each of many."""

    sale_price: int | None = None
    wholesale: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SaleDays:
    """The first and the last day of a sale."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the sale is on that day."""
        return self.first <= day <= self.last


def is_on_sale(asked: Asked, on: date) -> bool:
    """Whether the sale price applies on a day."""
    if asked.sale_price is None or asked.sale_from is None or asked.sale_until is None:
        return False
    return SaleDays(asked.sale_from, asked.sale_until).holds(on)


def single_price(asked: Asked, on: date) -> int:
    """What one costs on a day, in rupiah."""
    sale = asked.sale_price if is_on_sale(asked, on) else None
    return asked.price if sale is None else sale


def price_of(variant: Priced, quantity: int, on: date) -> int:
    """What each costs on a day when so many are taken: the lowest price that applies, in rupiah."""
    steps = (price for least, price in variant.wholesale if quantity >= least)
    return min((single_price(variant, on), *steps))


def check_deal(price: int, deal: Deal) -> None:
    """RuleBroken, in words, for a sale or steps that are no better than the regular price."""
    sale = deal.sale_price
    if sale is not None and sale < LEAST_PRICE:
        raise RuleBroken(f"Tulis harga promo paling sedikit {rupiah(LEAST_PRICE)}.", "sale_price")
    if sale is not None and sale >= price:
        raise RuleBroken(
            f"Harga promo {rupiah(sale)} harus di bawah harga biasa {rupiah(price)}.", "sale_price"
        )
    if len(deal.wholesale) > MOST_STEPS:
        raise RuleBroken(f"Harga grosir paling banyak {MOST_STEPS} tingkat.", "wholesale")
    before = (1, price)
    for step in deal.wholesale:
        _check_step(step, before)
        before = step


def _check_step(step: tuple[int, int], before: tuple[int, int]) -> None:
    (least, price), (fewer, dearer) = step, before
    if not 2 <= least <= MOST_OF_A_STEP:
        raise RuleBroken("Harga grosir dimulai dari 2 sampai 10.000.", "wholesale")
    if least <= fewer:
        raise RuleBroken(f"Ada dua harga grosir yang dimulai dari {least}.", "wholesale")
    if price < LEAST_PRICE:
        raise RuleBroken(f"Tulis harga grosir paling sedikit {rupiah(LEAST_PRICE)}.", "wholesale")
    if price >= dearer:
        than = f"harga mulai {fewer}" if fewer > 1 else "harga biasa"
        raise RuleBroken(
            f"Harga grosir mulai {least} harus di bawah {than}, {rupiah(dearer)}.", "wholesale"
        )


def check_days(days: SaleDays, on: date, running: SaleDays | None) -> None:
    """RuleBroken for days that cannot be those of a sale; a running one keeps its first day."""
    if days.last < days.first:
        raise RuleBroken("Hari terakhir promo tidak boleh sebelum hari pertamanya.", "sale_until")
    if days.last < on:
        raise RuleBroken("Hari terakhir promo sudah lewat.", "sale_until")
    begun = running is not None and running.holds(on) and running.first == days.first
    if days.first < on and not begun:
        raise RuleBroken("Promo mulai paling cepat hari ini.", "sale_from")
    if days.first > on + LONGEST_SALE:
        raise RuleBroken(
            f"Promo mulai paling lambat {LONGEST_SALE.days} hari dari sekarang.", "sale_from"
        )
    if days.last - days.first >= LONGEST_SALE:
        raise RuleBroken(f"Promo paling lama {LONGEST_SALE.days} hari.", "sale_until")


def lowest_before(records: Iterable[Recorded], until: datetime) -> int | None:
    """The lowest price that was asked in the 30 days before an instant; None when none was.

    `records` are those of one variant in their order; each holds until the next.
    """
    since = start_of(day_of(until) - LOOK_BACK)
    lowest: int | None = None
    held = list(records)
    ends = [record.at for record in held[1:]] + [until]
    for record, end in zip(held, ends, strict=True):
        start, end = max(record.at, since), min(end, until)
        if start < end:
            prices = _asked_between(record, start, end)
            lowest = min(prices) if lowest is None else min(lowest, *prices)
    return lowest


def _asked_between(record: Recorded, start: datetime, end: datetime) -> list[int]:
    """The prices of one record from an instant to just before another."""
    first, last = day_of(start), day_of(end - timedelta(microseconds=1))
    days = [first, last]
    for edge in (record.sale_from, record.sale_until):
        if edge is not None:
            days += [edge, edge + timedelta(days=1)]
    return [single_price(record, day) for day in days if first <= day <= last]
