"""The price of a variant for a quantity on a day, and the rules that keep prices honest."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from marketplace.catalog.pricing import (
    Deal,
    SaleDays,
    check_days,
    check_deal,
    lowest_before,
    price_of,
)
from marketplace.clock import start_of
from marketplace.errors import RuleBroken

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 7)


@dataclass(frozen=True)
class Asked:
    """A price as a variant or a record has it."""

    price: int
    sale_price: int | None = None
    sale_from: date | None = None
    sale_until: date | None = None
    wholesale: tuple[tuple[int, int], ...] = ()
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)


ON_SALE = Asked(12_000, 10_500, FIRST, LAST, wholesale=((10, 11_000), (50, 10_000)))


@pytest.mark.parametrize(
    ("day", "quantity", "price"),
    [
        (date(2026, 11, 30), 1, 12_000),
        (date(2026, 11, 30), 9, 12_000),
        (date(2026, 11, 30), 10, 11_000),
        (date(2026, 11, 30), 50, 10_000),
        (FIRST, 1, 10_500),
        (FIRST, 10, 10_500),
        (FIRST, 50, 10_000),
        (LAST, 1, 10_500),
        (date(2026, 12, 8), 1, 12_000),
    ],
)
def test_the_lowest_price_that_applies_is_the_price(day, quantity, price) -> None:
    assert price_of(ON_SALE, quantity, day) == price


@pytest.mark.parametrize(
    ("deal", "words"),
    [
        (Deal(sale_price=12_000), "di bawah harga biasa"),
        (Deal(sale_price=99), "paling sedikit Rp100"),
        (Deal(wholesale=((1, 11_000),)), "dari 2 sampai"),
        (Deal(wholesale=((10_001, 11_000),)), "dari 2 sampai"),
        (Deal(wholesale=((10, 12_000),)), "di bawah harga biasa, Rp12.000"),
        (Deal(wholesale=((10, 11_000), (20, 11_000))), "di bawah harga mulai 10, Rp11.000"),
        (Deal(wholesale=((10, 11_000), (10, 10_000))), "dua harga grosir"),
        (Deal(wholesale=((10, 50),)), "paling sedikit Rp100"),
        (Deal(wholesale=tuple((n, 11_000 - n) for n in range(2, 8))), "paling banyak 5"),
    ],
)
def test_a_price_that_is_no_better_is_refused_in_words(deal, words) -> None:
    with pytest.raises(RuleBroken, match=words):
        check_deal(12_000, deal)


def test_five_falling_steps_and_a_sale_are_fine() -> None:
    steps = tuple((n * 10, 11_000 - n) for n in range(1, 6))
    check_deal(12_000, Deal(sale_price=11_999, wholesale=steps))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), "sebelum hari pertamanya"),
        (date(2026, 11, 1), date(2026, 11, 29), "sudah lewat"),
        (date(2026, 11, 29), date(2026, 12, 1), "paling cepat hari ini"),
        (date(2027, 3, 1), date(2027, 3, 2), "paling lambat 90 hari"),
        (date(2026, 12, 1), date(2027, 3, 1), "paling lama 90 hari"),
    ],
)
def test_days_that_make_no_sale_are_refused_in_words(first, last, words) -> None:
    with pytest.raises(RuleBroken, match=words):
        check_days(SaleDays(first, last), date(2026, 11, 30), None)


def test_a_running_sale_keeps_its_first_day_and_a_past_one_does_not() -> None:
    longer = SaleDays(FIRST, date(2026, 12, 20))
    check_days(longer, date(2026, 12, 5), SaleDays(FIRST, LAST))
    with pytest.raises(RuleBroken, match="paling cepat hari ini"):
        check_days(longer, date(2026, 12, 9), SaleDays(FIRST, LAST))


def at(day: int, month: int = 11) -> datetime:
    return start_of(date(2026, month, day))


def test_the_lowest_of_30_days_sees_every_price_that_was_asked() -> None:
    records = [
        Asked(9_000, at=at(1, 9)),
        Asked(11_000, at=at(20, 10)),
        Asked(10_000, at=at(5)),
        Asked(15_000, at=at(6)),
    ]
    assert lowest_before(records, at(1, 12)) == 10_000
    assert lowest_before(records, at(19)) == 10_000
    assert lowest_before(records, at(18)) == 9_000
    assert lowest_before(records[-1:], at(6)) is None


def test_an_earlier_sale_counts_on_its_days_only() -> None:
    earlier = Asked(12_000, 8_000, date(2026, 11, 10), date(2026, 11, 12), at=at(1))
    assert lowest_before([earlier], at(1, 12)) == 8_000
    assert lowest_before([earlier], at(10)) == 12_000
    ended = [earlier, Asked(12_000, at=at(10))]
    assert lowest_before(ended, at(1, 12)) == 12_000
    long_ago = Asked(12_000, 8_000, date(2026, 10, 1), date(2026, 10, 2), at=at(1, 9))
    assert lowest_before([long_ago], at(1, 12)) == 12_000
