"""What an officer decides about a listing: let it pass, refuse it, take it off, give it back."""

from collections.abc import Iterable
from dataclasses import replace

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog import risks
from marketplace.catalog.models import Listing, ListingReview
from marketplace.catalog.models.review import KINDS
from marketplace.catalog.pricing import check_deal
from marketplace.catalog.services import reviewing
from marketplace.catalog.services.listings import say
from marketplace.catalog.services.price_history import deal_of, settle, standing
from marketplace.catalog.words import words_of
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken, Stale
from marketplace.sellers.services.supervision import given, supervisor_of

FINE = "Sudah dilihat, baik."
CHANGED = "Produk ini berubah sejak halaman ini dibuka. Lihat lagi, lalu putuskan."
GONE = "Produk ini tidak lagi tayang, jadi usulannya tidak bisa dipakai."


def approve(
    review: ListingReview,
    *,
    by: User,
    version: int,
    listing_version: int,
    code: str = "baik",
    reason: str = FINE,
) -> ListingReview:
    """Let a listing, or an edit of it, pass: what was proposed becomes true in the same moment.

    Stale when the review or the live listing is no longer what the officer saw.
    """
    with transaction():
        listing = reviewing.locked_listing_of(review)
        review = locked(review)
        officer = supervisor_of(listing.shop, by)
        check_seen(listing, review, version, listing_version)
        review.end("approved", now(), by=officer, code=code, reason=given(reason))
        _carry_out(listing, review, officer)
        events.record("review.approved", review, by=officer, listing_id=listing.id, code=code)
    return review


def reject(
    review: ListingReview,
    *,
    by: User,
    version: int,
    listing_version: int,
    code: str,
    reason: str,
) -> ListingReview:
    """Refuse what is proposed: the live version, or the draft, stays what it is."""
    with transaction():
        listing = reviewing.locked_listing_of(review)
        review = locked(review)
        officer = supervisor_of(listing.shop, by)
        check_seen(listing, review, version, listing_version)
        if review.stands:
            raise RuleBroken("Produk ini sudah tayang. Turunkan bila tidak boleh dijual.")
        review.end("rejected", now(), by=officer, code=code, reason=given(reason))
        events.record("review.rejected", review, by=officer, listing_id=listing.id, code=code)
    return review


def approve_after_all(review: ListingReview, *, by: User) -> ListingReview:
    """Undo a refusal: what was proposed then becomes true now; for an appeal that was right.

    Not where the owner wrote other forbidden words meanwhile: of those nobody judged, and the
    listing stays as it is until she puts it on the street, or proposes it, herself.
    """
    with transaction():
        listing = reviewing.locked_listing_of(review)
        review = locked(review)
        officer = supervisor_of(listing.shop, by)
        review.turn_round()
        if _holds_only_what_was_judged(listing, review):
            _carry_out(listing, review, officer)
        events.record("review.approved", review, by=officer, listing_id=listing.id)
    return review


def remove(listing: Listing, *, by: User, version: int | None = None, code: str = "") -> str:
    """Take a listing off the street, whatever its owner does; returns the state it was in.

    Stale when it is no longer what the officer saw.
    """
    with transaction():
        listing = locked(listing)
        officer = supervisor_of(listing.shop, by)
        if version is not None and listing.version != version:
            raise Stale(CHANGED, changed=["Isi atau keadaan produk diubah pemiliknya."])
        before = listing.remove()
        listing.updated_at = now()
        reviewing.close(KINDS, [listing.id], "rejected", by=officer, code=code)
        events.record("listing.removed", listing, by=officer, shop_id=listing.shop_id, code=code)
    return before


def reinstate(listing: Listing, state: str, *, by: User) -> Listing:
    """Give a listing back the state that it had before it was taken off."""
    with transaction():
        listing = locked(listing)
        officer = supervisor_of(listing.shop, by)
        listing.reinstate(state)
        listing.updated_at = now()
        events.record("listing.reinstated", listing, by=officer, shop_id=listing.shop_id)
    return listing


def approve_all(seen: Iterable[tuple[ListingReview, int, int]], *, by: User) -> tuple[int, int]:
    """Let several listings that stand already pass, each as it was seen.

    Returns how many passed, and how many were left because they changed meanwhile.
    """
    passed = left = 0
    for review, version, listing_version in seen:
        try:
            if not review.stands:
                raise RuleBroken("Yang belum tayang diputuskan satu per satu.")
            approve(review, by=by, version=version, listing_version=listing_version)
        except RuleBroken:
            left += 1
        else:
            passed += 1
    return passed, left


def check_seen(listing: Listing, review: ListingReview, version: int, live: int) -> None:
    """Stale when the review ended, or it or the live listing is not what an officer saw."""
    review.check_waiting()
    if review.version != version:
        raise Stale(CHANGED, changed=["Usulannya diubah pemiliknya."])
    if listing.version != live:
        raise Stale(CHANGED, changed=["Versi tayang diubah pemiliknya."])


def _holds_only_what_was_judged(listing: Listing, review: ListingReview) -> bool:
    proposed = review.proposed.get("words", {})
    said = reviewing.said_with(listing, replace(reviewing.words_of(listing), **proposed))
    held, _ = risks.of_appearing(said)
    return all([hit.kind.key, hit.word] in review.hits for hit in held.hits)


def _carry_out(listing: Listing, review: ListingReview, officer: User) -> None:
    if review.kind == "held" and listing.state != "published":
        listing.publish(now())
        listing.updated_at = now()
        events.record("listing.published", listing, by=officer, shop_id=listing.shop_id)
    if review.kind != "edit":
        return
    if not listing.is_published:
        raise RuleBroken(GONE)
    if words := review.proposed.get("words"):
        say(listing, replace(words_of(listing), **words), by=officer)
    if prices := review.proposed.get("prices"):
        _price(listing, prices, officer)


def _price(listing: Listing, prices: dict[str, int], officer: User) -> None:
    before = standing(listing)
    for variant in listing.offered:
        if (price := prices.get(str(variant.id))) is not None:
            check_deal(price, deal_of(variant))
            variant.price = price
    listing.updated_at = now()
    settle(listing, before)
    events.record("listing.repriced", listing, by=officer, shop_id=listing.shop_id)
