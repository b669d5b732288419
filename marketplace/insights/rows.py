"""The rows behind each figure: one statement each, from which the figure itself is counted.

Every statement names `regency_code`, `weight` (what is summed or of which the middle is taken)
and the columns that people read. So a figure can never say anything else than its rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.catalog.queries.cards import is_public
from marketplace.clock import WIB
from marketplace.database import db
from marketplace.inquiries.models import Inquiry
from marketplace.search.models import AskedQuery
from marketplace.sellers.models import Claim, Shop
from marketplace.sellers.queries import carries_valid_badge, is_on_street


@dataclass(frozen=True)
class Window:
    """The days from `first` to `last`, both of them, in Banten."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """Its first instant."""
        return datetime.combine(self.first, time(), WIB)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), WIB)

    @property
    def before(self) -> "Window":
        """As many days right before it."""
        length = self.last - self.first + timedelta(days=1)
        return Window(self.first - length, self.last - length)


Statement = sa.Select[*tuple[Any, ...]]


def _shops(window: Window) -> Statement:
    return sa.select(
        Shop.regency_code.label("regency_code"),
        sa.literal(1).label("weight"),
        Shop.id.label("id"),
        Shop.name.label("shop"),
        Shop.village_code.label("village_code"),
        Shop.created_at.label("at"),
    ).where(is_on_street())


def _verified(window: Window) -> Statement:
    return _shops(window).where(carries_valid_badge(window.last))


def _listings(_window: Window) -> Statement:
    return (
        sa.select(
            Shop.regency_code.label("regency_code"),
            sa.literal(1).label("weight"),
            Listing.id.label("id"),
            Shop.name.label("shop"),
            Listing.title.label("title"),
            Listing.published_at.label("at"),
        )
        .join(Shop, Shop.id == Listing.shop_id)
        .where(is_public())
    )


def _searches(window: Window) -> Statement:
    return (
        sa.select(
            AskedQuery.regency_code.label("regency_code"),
            sa.func.sum(AskedQuery.asked).label("weight"),
            AskedQuery.text.label("id"),
            AskedQuery.text.label("text"),
            sa.func.max(AskedQuery.day).label("on"),
        )
        .where(AskedQuery.day >= window.first, AskedQuery.day <= window.last)
        .group_by(AskedQuery.text, AskedQuery.regency_code)
        .having(sa.func.sum(AskedQuery.asked) > 0)
    )


def _inquiries(window: Window) -> Statement:
    return (
        sa.select(
            Shop.regency_code.label("regency_code"),
            sa.literal(1).label("weight"),
            Inquiry.id.label("id"),
            Inquiry.number.label("number"),
            Shop.name.label("shop"),
            Listing.title.label("title"),
            Inquiry.asked_at.label("at"),
        )
        .join(Shop, Shop.id == Inquiry.shop_id)
        .join(Listing, Listing.id == Inquiry.listing_id)
        .where(Inquiry.asked_at >= window.begins, Inquiry.asked_at < window.ends)
    )


def _answered(window: Window) -> Statement:
    asked = _inquiries(window)
    return asked.with_only_columns(
        *(column for column in asked.selected_columns if column.name != "weight"),
        _minutes(Inquiry.asked_at, Inquiry.answered_at).label("weight"),
    ).where(Inquiry.answered_at.is_not(None))


def _decided(window: Window) -> Statement:
    hours = _minutes(Claim.submitted_at, Claim.decided_at) / 60
    return (
        sa.select(
            Shop.regency_code.label("regency_code"),
            hours.label("weight"),
            Claim.id.label("id"),
            Shop.name.label("shop"),
            Claim.state.label("state"),
            Claim.decided_at.label("at"),
        )
        .join(Shop, Shop.id == Claim.shop_id)
        .where(Claim.state.in_(("approved", "rejected")))
        .where(Claim.decided_at >= window.begins, Claim.decided_at < window.ends)
    )


def _minutes(begins: Any, ends: Any) -> sa.ColumnElement[int]:
    """Whole minutes between two instants, never fewer than none."""
    if db.engine.dialect.name == "sqlite":
        seconds: Any = sa.func.unixepoch(ends) - sa.func.unixepoch(begins)
    else:
        seconds = sa.func.extract("epoch", ends - begins)
    whole = sa.cast(sa.func.floor(seconds / 60), sa.BigInteger())
    return sa.case((whole < 0, 0), else_=whole)


STATEMENTS: dict[str, Callable[[Window], Statement]] = {
    "shops": _shops,
    "verified": _verified,
    "listings": _listings,
    "searches": _searches,
    "inquiries": _inquiries,
    "answer_time": _answered,
    "decision_time": _decided,
}
