"""What goes past an officer: listings before or after they appear, and edits of what stands.

Called by the verbs that publish and change listings, inside their transactions, with the
listing locked.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog import forbidden, rich_text, risks
from marketplace.catalog.models import Listing, ListingReview
from marketplace.catalog.models.review import STANDS
from marketplace.catalog.risks import Risk, Said
from marketplace.catalog.words import Words, words_of
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers import queries as sellers
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import member_of

OF_WORDS = ("title", "category_slug", "description")


def said_by(listing: Listing) -> Said:
    """What a listing says now."""
    options = tuple(f"{one.option_one} {one.option_two}".strip() for one in listing.offered)
    story = rich_text.plain(listing.description)
    return Said(listing.title, listing.category_slug, story, tuple(filter(None, options)))


def said_with(listing: Listing, words: Words) -> Said:
    """What it would say with other words."""
    story = rich_text.plain(rich_text.from_typed(words.description))
    return Said(words.title, words.category_slug, story, said_by(listing).options)


def is_held_back(listing: Listing, person: User) -> bool:
    """Whether a listing that is to appear waits for an officer instead; then the review is there.

    Not when an officer let exactly these words pass before.
    """
    said = said_by(listing)
    held, _ = risks.of_appearing(said)
    if not held.hits or _was_fine(listing, said):
        close(["held"], [listing.id], "superseded")
        return False
    hold(listing, person, held, said)
    return True


def hold(listing: Listing, person: User, risk: Risk, said: Said) -> None:
    """Have a draft wait for an officer before it appears."""
    close(["held"], [listing.id], "superseded")
    _open(listing, "held", risk.told(), risk.due_at(now()), person, said)
    events.record("listing.held", listing, by=person, shop_id=listing.shop_id)


def look_afterwards(listing: Listing, person: User, risk: Risk | None = None) -> None:
    """Have an officer look at what stands: its words warn, or its shop is new."""
    said = said_by(listing)
    warned = risk if risk is not None else risks.of_appearing(said)[1]
    if warned.why and not _was_fine(listing, said):
        close(["warned"], [listing.id], "superseded")
        _open(listing, "warned", warned.told(), warned.due_at(now()), person, said)
    elif risk is None and is_new(listing.shop):
        look_at_first(listing, person)


def look_at_first(listing: Listing, person: User) -> None:
    """Have an officer look at what a new shop put on the street, once."""
    if not _was_looked_at(listing):
        risk = Risk(why=["new"])
        _open(listing, "first", risk.told(), risk.due_at(now()), person, said_by(listing))


def propose_words(listing: Listing, person: User, words: Words, risk: Risk) -> ListingReview:
    """Keep an edit beside the listing until an officer has looked; the live version stays."""
    old, new = asdict(words_of(listing)), asdict(words)
    changed = [name for name, value in new.items() if value != old[name]]
    return propose(
        listing,
        person,
        risk,
        {"words": {name: new[name] for name in changed}},
        {"words": {name: old[name] for name in changed}},
        said_with(listing, words),
    )


def propose_prices(
    listing: Listing, person: User, before: dict[int, int], leaps: dict[int, int]
) -> ListingReview:
    """Keep prices that leapt beside the listing until an officer has looked."""
    return propose(
        listing,
        person,
        Risk(why=["price"]),
        {"prices": {str(one): price for one, price in leaps.items()}},
        {"prices": {str(one): before[one] for one in leaps}},
        said_by(listing),
    )


def propose(
    listing: Listing,
    person: User,
    risk: Risk,
    proposed: dict[str, Any],
    was: dict[str, Any],
    said: Said,
) -> ListingReview:
    """A new proposal takes the place of one that waits; what only that one changes goes on."""
    told, at = risk.told(), now()
    due_at = risk.due_at(at)
    if (earlier := waiting("edit", listing.id)) is not None:
        going_on = earlier.proposed.keys() - proposed.keys()
        proposed, was = {**earlier.proposed, **proposed}, {**earlier.was, **was}
        if "prices" in going_on:
            told["why"].append("price")
        if "words" in going_on:
            told["why"] += [code for code in earlier.why if code != "price"]
            told["hits"] += earlier.hits
            told["is_urgent"] |= earlier.is_urgent
        due_at = min(due_at, earlier.due_at) if going_on else due_at
        close(["edit"], [listing.id], "superseded")
    review = _open(listing, "edit", told, due_at, person, said, proposed=proposed, was=was)
    events.record("review.proposed", review, by=person, listing_id=listing.id)
    return review


def withdraw_proposal(review: ListingReview, *, by: User) -> ListingReview:
    """The owner takes an edit, or a listing that is held, back before it is decided."""
    with transaction():
        listing = locked_listing_of(review)
        review = locked(review)
        person = member_of(listing.shop, by)
        if review.kind in STANDS:
            raise RuleBroken("Produk ini sudah tayang; tidak ada yang perlu ditarik.")
        review.end("withdrawn", now())
        events.record("review.withdrawn", review, by=person, listing_id=listing.id)
    return review


def locked_listing_of(review: ListingReview) -> Listing:
    """The listing of a review, locked; nothing of the review is read before it is."""
    identity = sa.inspect(review).identity or (0,)
    listing = db.session.scalar(
        sa.select(Listing)
        .join(ListingReview, ListingReview.listing_id == Listing.id)
        .where(ListingReview.id == identity[0])
        .with_for_update(of=Listing)
        .execution_options(populate_existing=True)
    )
    if listing is None:
        raise NotFound
    return listing


def is_new(shop: Shop) -> bool:
    """Whether officers still look at what a shop puts on the street."""
    looks = forbidden.rules().looks
    if sellers.badge_of(shop) is not None:
        return False
    mine = ListingReview.shop_id == shop.id
    fine = sa.select(sa.func.count(sa.distinct(ListingReview.listing_id))).where(
        mine, ListingReview.state == "approved", ListingReview.kind.in_((*STANDS, "held"))
    )
    if (db.session.scalar(fine) or 0) >= looks["fine_listings"]:
        return False
    waits = sa.select(sa.func.count()).where(mine, ListingReview.state == "waiting")
    return (db.session.scalar(waits.where(ListingReview.kind == "first")) or 0) < looks[
        "most_waiting"
    ]


def waiting(kind: str, listing_id: int) -> ListingReview | None:
    """The review of a kind that waits for a listing."""
    return db.session.scalar(
        sa.select(ListingReview).where(
            ListingReview.listing_id == listing_id,
            ListingReview.kind == kind,
            ListingReview.state == "waiting",
        )
    )


def close(
    kinds: Iterable[str],
    listing_ids: Iterable[int],
    state: str,
    *,
    by: User | None = None,
    code: str | None = None,
) -> None:
    """End what waits for listings, because something else was done with them."""
    told = {"decided_by_id": by.id if by else None, "reason_code": code}
    db.session.flush()
    db.session.execute(
        sa.update(ListingReview)
        .where(
            ListingReview.listing_id.in_(list(listing_ids)),
            ListingReview.kind.in_(list(kinds)),
            ListingReview.state == "waiting",
        )
        .values(state=state, decided_at=now(), version=ListingReview.version + 1, **told)
        .execution_options(synchronize_session="fetch")
    )


def _was_fine(listing: Listing, said: Said) -> bool:
    """Whether an officer let exactly these words of it pass."""
    return _exists(
        ListingReview.listing_id == listing.id,
        ListingReview.state == "approved",
        ListingReview.content == said.content,
    )


def _was_looked_at(listing: Listing) -> bool:
    return _exists(
        ListingReview.listing_id == listing.id,
        ListingReview.kind.in_(STANDS),
        ListingReview.state.in_(("waiting", "approved")),
    )


def _exists(*conditions: Any) -> bool:
    return bool(db.session.scalar(sa.select(sa.exists().where(*conditions))))


def _open(
    listing: Listing,
    kind: str,
    told: dict[str, Any],
    due_at: datetime,
    person: User,
    said: Said,
    **more: Any,
) -> ListingReview:
    review = ListingReview(
        listing_id=listing.id,
        shop_id=listing.shop_id,
        kind=kind,
        content=said.content,
        base_version=listing.version,
        opened_at=now(),
        due_at=due_at,
        opened_by_id=person.id,
        **told,
        **more,
    )
    db.session.add(review)
    db.session.flush()
    return review
