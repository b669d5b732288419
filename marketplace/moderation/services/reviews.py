"""Reviews of listings decided, with a decision that the owner reads and may appeal."""

from collections.abc import Iterable

from marketplace.accounts.models import User
from marketplace.catalog.models import ListingReview
from marketplace.catalog.services import review_decisions, reviewing
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken
from marketplace.moderation.models import Decision
from marketplace.moderation.services.recording import record_decision
from marketplace.sellers.services.supervision import supervisor_of


def approve_review(
    review: ListingReview,
    *,
    by: User,
    version: int,
    listing_version: int,
    code: str,
    reason: str,
) -> Decision:
    """Let a listing or an edit pass."""
    seen = {"version": version, "listing_version": listing_version}
    with transaction():
        listing = reviewing.locked_listing_of(review)
        officer = supervisor_of(listing.shop, by)
        review = review_decisions.approve(review, by=by, code=code, reason=reason, **seen)
        return record_decision(
            listing.shop, "approve_edit", by=officer, code=code, reason=reason,
            listing=listing, review_id=review.id,
        )  # fmt: skip


def reject_review(
    review: ListingReview,
    *,
    by: User,
    version: int,
    listing_version: int,
    code: str,
    reason: str,
) -> Decision:
    """Refuse an edit, or a listing that is held."""
    seen = {"version": version, "listing_version": listing_version}
    with transaction():
        listing = reviewing.locked_listing_of(review)
        officer = supervisor_of(listing.shop, by)
        review = review_decisions.reject(review, by=by, code=code, reason=reason, **seen)
        return record_decision(
            listing.shop, "reject_edit", by=officer, code=code, reason=reason,
            listing=listing, review_id=review.id,
        )  # fmt: skip


def remove_reviewed(
    review: ListingReview,
    *,
    by: User,
    version: int,
    listing_version: int,
    code: str,
    reason: str,
) -> Decision:
    """Take off the street what was looked at after it appeared."""
    with transaction():
        listing = reviewing.locked_listing_of(review)
        review = locked(review)
        officer = supervisor_of(listing.shop, by)
        review_decisions.check_seen(listing, review, version, listing_version)
        if not review.stands:
            raise RuleBroken("Ini belum tayang. Tolak saja.")
        before = review_decisions.remove(listing, by=officer, code=code)
        return record_decision(
            listing.shop, "remove", by=officer, code=code, reason=reason,
            listing=listing, review_id=review.id, was={"state": before},
        )  # fmt: skip


def approve_reviews(seen: Iterable[tuple[ListingReview, int, int]], *, by: User) -> tuple[int, int]:
    """Let several that stand already pass as they were seen: how many passed, how many did not."""
    return review_decisions.approve_all(seen, by=by)
