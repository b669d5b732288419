"""What an owner does with a wish: she says which of her listings it is."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from marketplace import events
from marketplace.catalog.models import Listing
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken
from marketplace.inquiries.models import Wish, WishAnswer
from marketplace.inquiries.queries import wishes
from marketplace.sellers.services.people import member_of

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def answer_wish(wish: Wish, listing: Listing, *, by: "User") -> WishAnswer:
    """Say that this listing is what buyers asked for; said again, it takes the former's place.

    NotFound for somebody else's listing; RuleBroken for one that buyers cannot see or that is
    of another group of categories.
    """
    with transaction() as session:
        # The listing first, as where a person and all she kept is erased.
        listing = locked(listing)
        wish = locked(wish)
        person = member_of(listing.shop, by)
        if not (listing.is_published and listing.shop.is_open_to_public):
            raise RuleBroken("Tayangkan dulu produknya, lalu pilih di sini.", "listing_id")
        if listing.category_slug not in wish.group.slugs:
            raise RuleBroken("Produk ini bukan dari kategori permintaan itu.", "listing_id")
        wish.answer()
        answer = wishes.answer_of(wish, listing.shop_id)
        if answer is None:
            answer = WishAnswer(wish_id=wish.id, shop_id=listing.shop_id)
            session.add(answer)
        else:
            answer = locked(answer)
        answer.listing_id, answer.answered_at = listing.id, now()
        session.flush()
        events.record("wish.answered", wish, by=person, listing_id=listing.id)
    return answer


def settle_wishes(shop_id: int) -> None:
    """Open what a shop answered and nobody sells any more, and the other way round.

    Safe to run twice, and for a shop that answered nothing.
    """
    with transaction() as session:
        answered = (
            sa.select(Wish)
            .join(WishAnswer, WishAnswer.wish_id == Wish.id)
            .where(WishAnswer.shop_id == shop_id, Wish.state.in_(wishes.SHOWN))
            .order_by(Wish.id)
        )
        for wish in session.scalars(answered.with_for_update(of=Wish)).all():
            if wishes.is_sold(wish) == (not wish.is_open):
                continue
            wish = locked(wish)
            if wish.is_open:
                wish.answer()
            else:
                wish.reopen()
            session.flush()
            events.record("wish.settled", wish, state=wish.state)
