"""Sales, wholesale steps and past prices of the demo world, the same for the same thing."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.catalog.models import PriceRecord
from marketplace.catalog.pricing import Deal, lowest_before
from marketplace.clock import day_of, start_of

ON_SALE, IN_STEPS = 0.12, 0.22
# Who has stood here for so long has a past to compare with.
LONG_ENOUGH = timedelta(days=45)
BEGAN = (-5, -3, -2, -1, 0, 3)
DEAREST_IN_STEPS = 100_000


@dataclass(frozen=True)
class Sale:
    """The days of a sale, how many per cent it takes off, and whether it was cheaper before."""

    first: date
    last: date
    percent: int
    was_cheaper: bool


@dataclass(frozen=True)
class Asked:
    """What a variant cost from an instant on; `pricing.Recorded`."""

    price: int
    sale_price: int | None
    sale_from: date | None
    sale_until: date | None
    at: datetime


def sale_of(title: str, since: datetime, at: datetime) -> Sale | None:
    """The sale of a listing that has stood there since; most have none."""
    dice = random.Random(f"promo {title}")
    if dice.random() >= ON_SALE or at - since < LONG_ENOUGH:
        return None
    first = day_of(at) + timedelta(days=dice.choice(BEGAN))
    last = first + timedelta(days=dice.randint(7, 14))
    return Sale(first, last, dice.choice((10, 15, 20, 25)), dice.random() < 0.4)


def deal_of(title: str, price: int, sale: Sale | None) -> Deal:
    """What a variant costs besides its price: rounded the way people here round."""
    dice = random.Random(f"grosir {title}")
    steps: tuple[tuple[int, int], ...] = ()
    if dice.random() < IN_STEPS and price <= DEAREST_IN_STEPS:
        few, less = dice.choice((5, 10, 12)), (_off(price, 6), _off(price, 12))
        steps = tuple(zip((few, few * 5), less, strict=True)) if less[0] > less[1] else ()
    sale_price = _off(price, sale.percent) if sale else None
    return Deal(sale_price if sale_price != price else None, steps)


def _off(price: int, percent: int) -> int:
    return max(500, price * (100 - percent) // 100 // 500 * 500) if price > 500 else price


def past_of(price: int, deal: Deal, sale: Sale | None, since: datetime) -> Iterator[Asked]:
    """What a variant cost since it has stood there, oldest first."""
    if sale is None or deal.sale_price is None:
        yield Asked(price, None, None, None, since)
        return
    begins = start_of(sale.first)
    if sale.was_cheaper:
        yield Asked(_off(price, 5), None, None, None, since)
        yield Asked(price, None, None, None, begins - timedelta(days=20))
    else:
        yield Asked(price, None, None, None, since)
    yield Asked(price, deal.sale_price, sale.first, sale.last, begins - timedelta(days=6))


def lowest_of(past: Iterable[Asked], sale: Sale | None) -> int | None:
    """The lowest price in the 30 days before the sale."""
    return lowest_before(past, start_of(sale.first)) if sale else None


def write_past(session: Session, pasts: Iterable[tuple[int, Iterable[Asked]]]) -> None:
    """Write down what variants cost, by their ids."""
    rows: list[dict[str, Any]] = [
        {
            "variant_id": variant_id,
            "price": asked.price,
            "sale_price": asked.sale_price,
            "sale_from": asked.sale_from,
            "sale_until": asked.sale_until,
            "at": asked.at,
        }
        for variant_id, past in pasts
        for asked in past
    ]
    if rows:
        session.execute(sa.insert(PriceRecord), rows)
