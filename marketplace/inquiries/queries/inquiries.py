"""Questions about inquiries: what a shop was asked, and what of it is new."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.database import db
from marketplace.inquiries.models import Inquiry
from marketplace.sellers.models import Shop

PAGE_SIZE = 20


@dataclass(frozen=True)
class Asked:
    """One page of inquiries, the latest first, and how many there are in all."""

    inquiries: list[Inquiry]
    total: int


def of_shop(shop: Shop, page: int = 1, size: int = PAGE_SIZE) -> Asked:
    """What a shop was asked, with listing and variant at hand."""
    wanted = sa.select(Inquiry).options(joinedload(Inquiry.listing), joinedload(Inquiry.variant))
    return _page(wanted, Inquiry.shop_id == shop.id, page, size)


def of_buyer(buyer: User, page: int = 1, size: int = PAGE_SIZE) -> Asked:
    """What a person asked while she was signed in, with product and shop at hand."""
    wanted = sa.select(Inquiry).options(
        joinedload(Inquiry.listing).joinedload(Listing.shop),
        joinedload(Inquiry.listing).selectinload(Listing.variants),
        joinedload(Inquiry.variant),
    )
    return _page(wanted, Inquiry.buyer_id == buyer.id, page, size)


def _page(
    wanted: sa.Select[Inquiry], condition: sa.ColumnElement[bool], page: int, size: int
) -> Asked:
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Inquiry).where(condition))
    inquiries = db.session.scalars(
        wanted.where(condition)
        .order_by(Inquiry.asked_at.desc(), Inquiry.id.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Asked(list(inquiries), total or 0)


def one_of_shop(shop: Shop, number: str) -> Inquiry | None:
    """The inquiry that people call by this number, if it was put to this shop."""
    return db.session.scalar(
        sa.select(Inquiry).where(Inquiry.shop_id == shop.id, Inquiry.number == number.upper())
    )


def new_count(shop: Shop) -> int:
    """How many inquiries nobody of the shop has looked at yet."""
    return _count(shop, Inquiry.seen_at.is_(None))


def unanswered_count(shop: Shop) -> int:
    """How many inquiries nobody of the shop has marked as answered."""
    return _count(shop, Inquiry.answered_at.is_(None))


def _count(shop: Shop, condition: sa.ColumnElement[bool]) -> int:
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(Inquiry)
            .where(Inquiry.shop_id == shop.id, condition)
        )
        or 0
    )


def answered_of_shops(
    since: datetime, until: datetime, shop_ids: Collection[int] | None = None
) -> dict[int, tuple[int, int]]:
    """How many questions each shop was asked in a time, and how many of them it answered.

    Of the shops of the ids, or of all; a shop that was asked nothing is not among them.
    """
    wanted = (
        sa.select(
            Inquiry.shop_id,
            sa.func.count().label("asked"),
            sa.func.count(Inquiry.answered_at).label("answered"),
        )
        .where(Inquiry.asked_at >= since, Inquiry.asked_at < until)
        .group_by(Inquiry.shop_id)
    )
    if shop_ids is not None:
        wanted = wanted.where(Inquiry.shop_id.in_(sorted(shop_ids)))
    rows = db.session.execute(wanted)
    return {row.shop_id: (row.asked, row.answered) for row in rows}
