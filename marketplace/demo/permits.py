"""Permits of the demo world: invented numbers of the right shape, the same for the same thing."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.catalog import categories
from marketplace.catalog.models import Listing, Permit
from marketplace.catalog.permits import numbers
from marketplace.catalog.reasons import REASONS
from marketplace.catalog.services.permit_checks import FINDINGS
from marketplace.demo import cast
from marketplace.demo.street import Stall
from marketplace.sellers.jurisdiction import office_of

BATCH = 1000
# What its producer packs at home, with the digits of the list of 2012.
HOME_MADE = {
    "emping": "15", "keripik": "15", "rangginang": "06", "gipang": "06", "kue-kering": "06",
    "gula-aren": "09", "madu": "09", "kopi": "10", "teh-rempah": "10", "cokelat": "10",
    "abon-ikan": "02", "ikan-asin": "02", "kerupuk-ikan": "02", "bumbu-dapur": "11",
}  # fmt: skip
COLD = ("bandeng-presto", "otak-otak")
FOOD = ("kuliner-olahan-ikan", "camilan", "gula-madu-kopi")


def state(session: Session, stalls: dict[str, Stall], people: dict[str, int], at: datetime) -> int:
    """Write permits of shops and listings down; returns how many."""
    of_id = {stall.id: stall for stall in stalls.values()}
    listings = session.execute(
        sa.select(Listing.id, Listing.shop_id, Listing.title, Listing.category_slug)
        .where(Listing.state == "published")
        .order_by(Listing.id)
    ).all()
    rows = [*_of_shops(of_id, listings, at), *_of_listings(of_id, listings, at)]
    for start in range(0, len(rows), BATCH):
        session.execute(sa.insert(Permit), rows[start : start + BATCH])
    _look_up(session, of_id, people, at)
    return len(rows)


def _look_up(
    session: Session, of_id: dict[int, Stall], people: dict[str, int], at: datetime
) -> None:
    """Let the office of each shop have looked up two in three of what was stated."""
    dice = random.Random("izin diperiksa")
    for permit in session.scalars(sa.select(Permit).order_by(Permit.id).limit(BATCH)):
        if dice.random() < 0.35:
            continue
        finding = "refuted" if dice.random() < 0.04 else "confirmed"
        reason = next(iter(REASONS.of(FINDINGS[finding])))
        desk = cast.officers_of(of_id[permit.shop_id].told.village[:5])[0]
        officer = session.get_one(User, people[desk.key])
        when = at - timedelta(days=dice.randrange(1, 90))
        office = office_of(officer)
        permit.find(
            finding, by=officer, office=office, code=reason.code, reason=reason.words, at=when
        )
    session.flush()


def _of_shops(of_id: dict[int, Stall], listings: Any, at: datetime) -> Iterator[dict[str, Any]]:
    makers = {row.shop_id for row in listings if _group(row.category_slug) in FOOD}
    for shop_id in sorted(makers):
        stall, dice = of_id[shop_id], random.Random(f"izin {of_id[shop_id].told.name}")
        if dice.random() < 0.5:
            number = (
                f"ID36{dice.randrange(10**11):011d}{dice.randint(1, 12):02d}{at.year % 100 - 1}"
            )
            yield _row(stall, None, "halal", number, None)
        if dice.random() < 0.3:
            last = date(at.year + dice.randint(2, 8), dice.randint(1, 12), 15)
            yield _row(stall, None, "merek", f"IDM{dice.randrange(10**9):09d}", last)


def _of_listings(of_id: dict[int, Stall], listings: Any, at: datetime) -> Iterator[dict[str, Any]]:
    products: dict[int, int] = {}
    for row in listings:
        stall, dice = of_id[row.shop_id], random.Random(f"izin {row.title}")
        if row.category_slug in HOME_MADE and dice.random() < 0.55:
            nth = products[row.shop_id] = products.get(row.shop_id, 0) % 99 + 1
            regency = stall.told.village[:5].replace(".", "")
            year = (at.year + dice.choice((-1, 0, 0, 1, 2, 3, 4))) % 100
            food = HOME_MADE[row.category_slug]
            number = f"2{food}{regency}{nth:02d}{row.shop_id:04d}-{year:02d}"
            yield _row(stall, row.id, "pirt", number, None)
        elif row.category_slug in COLD and dice.random() < 0.5:
            number = f"MD 2356{dice.randrange(10**8):08d}"
            last = date(at.year + dice.randint(1, 4), dice.randint(1, 12), 20)
            yield _row(stall, row.id, "bpom", number, last)
        elif row.category_slug == "jamu" and dice.random() < 0.6:
            yield _row(stall, row.id, "bpom", f"TR {dice.randrange(10**9):09d}", None)


def _group(slug: str) -> str | None:
    return categories.tree().by_slug[slug].parent


def _row(
    stall: Stall, listing_id: int | None, kind: str, number: str, last: date | None
) -> dict[str, Any]:
    reading = numbers.read(kind, number, last)
    return {
        "shop_id": stall.id,
        "listing_id": listing_id,
        "kind": kind,
        "number": reading.number,
        "expires_on": reading.expires_on,
        "stated_by_id": stall.owner_id,
        "stated_at": stall.opened_at,
        "version": 1,
    }
