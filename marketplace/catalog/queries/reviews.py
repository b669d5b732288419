"""Reviews of listings: those that wait for an officer, and an owner's own."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, ListingReview
from marketplace.catalog.models.review import STANDS
from marketplace.database import db
from marketplace.sellers.models import Shop
from marketplace.sellers.queries import where_she_acts

FOR_OWNER = ("held", "edit")


def _for(officer: User) -> sa.Select[Any]:
    return (
        sa.select(ListingReview)
        .join(ListingReview.listing)
        .join(Shop, Shop.id == ListingReview.shop_id)
        .where(where_she_acts(officer))
        .options(contains_eager(ListingReview.listing), contains_eager(ListingReview.shop))
    )


def waiting_reviews_for(officer: User, limit: int = 50, *, offset: int = 0) -> list[ListingReview]:
    """What waits where this officer acts: urgent first, then by deadline."""
    if not officer.has_duty("supervise"):
        return []
    ordered = (
        _for(officer)
        .where(ListingReview.state == "waiting")
        .order_by(ListingReview.is_urgent.desc(), ListingReview.due_at, ListingReview.id)
    )
    return list(db.session.scalars(ordered.limit(limit).offset(offset)))


def count_waiting_reviews_for(officer: User) -> int:
    """How many wait."""
    return _count(officer, ListingReview.state == "waiting")


def decided_reviews_for(officer: User, limit: int, *, offset: int = 0) -> list[ListingReview]:
    """What officers decided where she acts, the latest first."""
    decided = _for(officer).where(ListingReview.decided_by_id.is_not(None))
    ordered = decided.order_by(ListingReview.decided_at.desc(), ListingReview.id.desc())
    return list(db.session.scalars(ordered.limit(limit).offset(offset)))


def count_decided_reviews_for(officer: User) -> int:
    """How many officers decided."""
    return _count(officer, ListingReview.decided_by_id.is_not(None))


def _count(officer: User, condition: sa.ColumnElement[bool]) -> int:
    if not officer.has_duty("supervise"):
        return 0
    counted = (
        sa.select(sa.func.count())
        .select_from(ListingReview)
        .join(Shop, Shop.id == ListingReview.shop_id)
        .where(where_she_acts(officer), condition)
    )
    return db.session.scalar(counted) or 0


def review_for(officer: User, review_id: int) -> ListingReview | None:
    """One review, if its shop stands where this officer acts."""
    return db.session.scalar(_for(officer).where(ListingReview.id == review_id))


def listing_for(officer: User, listing_id: int) -> Listing | None:
    """One listing, if its shop stands where this officer acts."""
    return db.session.scalar(
        sa.select(Listing)
        .join(Listing.shop)
        .where(Listing.id == listing_id, where_she_acts(officer))
        .options(contains_eager(Listing.shop))
    )


def waiting_of(listing: Listing) -> ListingReview | None:
    """What of a listing its owner waits for: an edit, or that it appears."""
    return db.session.scalar(
        sa.select(ListingReview)
        .where(
            ListingReview.listing_id == listing.id,
            ListingReview.state == "waiting",
            ListingReview.kind.in_(FOR_OWNER),
        )
        .order_by(ListingReview.id.desc())
        .limit(1)
    )


def waiting_of_shop(shop: Shop) -> list[ListingReview]:
    """What a shop's owner waits for, the latest first."""
    return list(
        db.session.scalars(
            sa.select(ListingReview)
            .join(ListingReview.listing)
            .where(
                ListingReview.shop_id == shop.id,
                ListingReview.state == "waiting",
                ListingReview.kind.in_(FOR_OWNER),
            )
            .options(contains_eager(ListingReview.listing))
            .order_by(ListingReview.id.desc())
            .limit(50)
        )
    )


def standing_reviews_for(officer: User, ids: list[int]) -> dict[int, ListingReview]:
    """Those of some reviews of listings that stand already, where this officer acts."""
    wanted = _for(officer).where(ListingReview.id.in_(ids), ListingReview.kind.in_(STANDS))
    return {review.id: review for review in db.session.scalars(wanted)}
