"""What buyers of the demo world look for and do not find, and what somebody sells by now."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.catalog.models import Listing
from marketplace.demo.street import Stall
from marketplace.inquiries import wording
from marketplace.inquiries.models import Wish, WishAnswer, WishAsking

DATA = Path(__file__).with_name("wishes.toml")
ANSWERED_AFTER = timedelta(days=2)


def told() -> list[dict[str, Any]]:
    """The wishes as the file tells them."""
    with DATA.open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["wish"]
    return rows


def make(session: Session, stalls: dict[str, Stall], people: dict[str, int], at: datetime) -> int:
    """Write the wishes down; returns how many there are."""
    rows = told()
    for row in rows:
        wish = _wish(row, at)
        session.add(wish)
        session.flush()
        askings = [_asking(wish, asking, people, at) for asking in row["askings"]]
        session.execute(sa.insert(WishAsking), askings)
        if stall := stalls.get(row.get("answered_by", "")):
            _answer(session, wish, stall)
    session.flush()
    return len(rows)


def _wish(row: dict[str, Any], at: datetime) -> Wish:
    days = [asking[0] for asking in row["askings"]]
    return Wish(
        text=row["text"],
        key=wording.key_of(row["text"]),
        category_slug=row["category"],
        times=len(days),
        created_at=at - timedelta(days=max(days)),
        last_asked_at=at - timedelta(days=min(days)),
    )


def _asking(
    wish: Wish, asking: tuple[int, str, str, str], people: dict[str, int], at: datetime
) -> dict[str, Any]:
    days, regency, who, note = asking
    return {
        "wish_id": wish.id,
        "person_id": people[who] if who else None,
        "regency_code": regency or None,
        "note": note,
        "asked_at": at - timedelta(days=days),
    }


def _answer(session: Session, wish: Wish, stall: Stall) -> None:
    """Its newest listing of that kind, where it has one on the street."""
    fitting = (
        sa.select(Listing.id)
        .where(
            Listing.shop_id == stall.id,
            Listing.state == "published",
            Listing.category_slug == wish.category_slug,
        )
        .order_by(Listing.id.desc())
        .limit(1)
    )
    if (listing_id := session.scalar(fitting)) is None:
        return
    wish.answer()
    named = {"shop_id": stall.id, "listing_id": listing_id}
    answered_at = wish.last_asked_at + ANSWERED_AFTER
    session.add(WishAnswer(wish_id=wish.id, answered_at=answered_at, **named))
