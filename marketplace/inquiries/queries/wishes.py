"""Questions about wishes: what owners of a category see, and what one buyer asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.accounts.models import User
from marketplace.catalog import categories
from marketplace.catalog.models import Listing
from marketplace.catalog.queries.cards import is_public
from marketplace.database import db
from marketplace.inquiries.models import Wish, WishAnswer, WishAsking
from marketplace.places import queries as places
from marketplace.sellers.models import Shop

PAGE_SIZE = 20
MOST_NOTES = 20
SHOWN = ("open", "answered")


@dataclass(frozen=True)
class Field:
    """The categories that concern a shop: those it sells in, and their neighbours."""

    own: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True)
class Demand:
    """A wish as a list shows it: from where it was asked for, and how many shops sell it."""

    wish: Wish
    near: bool = False
    asked_from: list[tuple[str | None, int]] = field(default_factory=list)
    answers: int = 0

    def times_in(self, regency_code: str | None) -> int:
        """How often it was asked for, in a kabupaten/kota where one is named."""
        return dict(self.asked_from).get(regency_code, 0) if regency_code else self.wish.times

    @property
    def named_places(self) -> list[tuple[places.Regency, int]]:
        """Where it is looked for, most first; who named no place is in none of them."""
        known = [(places.regency(code), times) for code, times in self.asked_from if code]
        return [(place, times) for place, times in known if place]


@dataclass(frozen=True)
class Demands:
    """One page of wishes, and how many there are in all."""

    wishes: list[Demand]
    total: int


def field_of(shop: Shop) -> Field:
    """Where a shop sells: its kinds with their groups, and the other kinds of those groups."""
    sold = sa.select(Listing.category_slug).where(
        Listing.shop_id == shop.id, Listing.state != "archived"
    )
    tree = categories.tree().by_slug
    kinds = {tree[slug] for slug in db.session.scalars(sold.distinct()) if slug in tree}
    groups = {categories.parent_of(kind) or kind for kind in kinds}
    own = {one.slug for one in kinds | groups}
    every = {slug for group in groups for slug in group.slugs}
    return Field(frozenset(own), frozenset(every - own))


def for_shop(shop: Shop, page: int = 1, size: int = PAGE_SIZE) -> Demands:
    """What buyers wish for that this shop might sell.

    Its own categories first; then what nobody has answered, what is asked for in its own
    kabupaten/kota, what is asked for most, and what is asked for last.
    """
    place = field_of(shop)
    concerns = _concerns(shop, place.own | place.near)
    from_here = sa.exists().where(
        WishAsking.wish_id == Wish.id, WishAsking.regency_code == shop.regency_code
    )
    first = (
        sa.case((Wish.category_slug.in_(place.own), 0), else_=1),
        sa.case((Wish.state == "open", 0), else_=1),
        sa.case((from_here, 0), else_=1),
    )
    found = db.session.scalars(
        sa.select(Wish)
        .where(concerns)
        .order_by(*first, Wish.times.desc(), Wish.last_asked_at.desc(), Wish.id.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Wish).where(concerns))
    return Demands(shown(found, near=place.near), total or 0)


def open_count(shop: Shop) -> int:
    """How many wishes in a shop's own categories nobody has answered yet."""
    own = field_of(shop).own
    waiting = sa.select(sa.func.count()).select_from(Wish)
    concerns = _concerns(shop, own)
    return db.session.scalar(waiting.where(concerns, Wish.state == "open")) or 0 if own else 0


def one_for_shop(shop: Shop, wish_id: int) -> Wish | None:
    """A wish that concerns this shop, whether it has answered it or not."""
    place = field_of(shop)
    return db.session.scalar(
        sa.select(Wish).where(
            Wish.id == wish_id,
            Wish.state.in_(SHOWN),
            Wish.category_slug.in_(place.own | place.near),
        )
    )


def answered_by(shop: Shop, limit: int = PAGE_SIZE) -> list[WishAnswer]:
    """What a shop answered last, with wish and listing at hand."""
    return list(
        db.session.scalars(
            sa.select(WishAnswer)
            .join(WishAnswer.wish)
            .where(WishAnswer.shop_id == shop.id, Wish.state.in_(SHOWN))
            .options(contains_eager(WishAnswer.wish), joinedload(WishAnswer.listing))
            .order_by(WishAnswer.answered_at.desc(), WishAnswer.wish_id.desc())
            .limit(limit)
        )
    )


def answer_of(wish: Wish, shop_id: int) -> WishAnswer | None:
    """What a shop has answered to a wish."""
    return db.session.get(WishAnswer, (wish.id, shop_id))


def answers_to(wish: Wish) -> list[WishAnswer]:
    """What every shop answered to a wish, the first one first, with listing and shop."""
    return list(
        db.session.scalars(
            sa.select(WishAnswer)
            .where(WishAnswer.wish_id == wish.id)
            .options(joinedload(WishAnswer.listing).joinedload(Listing.shop))
            .order_by(WishAnswer.answered_at, WishAnswer.shop_id)
        )
    )


def fitting_listings(shop: Shop, wish: Wish, limit: int = 100) -> list[tuple[int, str]]:
    """Id and title of what a shop has on the street in the wish's group, its own kind first."""
    own_kind = sa.case((Listing.category_slug == wish.category_slug, 0), else_=1)
    rows = db.session.execute(
        sa.select(Listing.id, Listing.title)
        .where(
            Listing.shop_id == shop.id,
            Listing.state == "published",
            Listing.category_slug.in_(wish.group.slugs),
        )
        .order_by(own_kind, Listing.title, Listing.id)
        .limit(limit)
    )
    return [(row.id, row.title) for row in rows]


def notes_of(wish: Wish) -> list[str]:
    """What buyers said beside a wish, the latest first."""
    said = sa.select(WishAsking.note).where(WishAsking.wish_id == wish.id, WishAsking.note != "")
    latest = said.order_by(WishAsking.asked_at.desc(), WishAsking.id.desc())
    return list(db.session.scalars(latest.limit(MOST_NOTES)))


def is_sold(wish: Wish) -> bool:
    """Whether a listing that was named for a wish stands on the street now."""
    return bool(listings_for(wish, limit=1))


def listings_for(wish: Wish, limit: int = 4) -> list[int]:
    """Listings on the street that shops named for a wish, the latest first."""
    answers = (
        sa.select(WishAnswer.listing_id)
        .join(Listing, Listing.id == WishAnswer.listing_id)
        .join(Shop, Shop.id == Listing.shop_id)
        .where(WishAnswer.wish_id == wish.id, is_public())
        .order_by(WishAnswer.answered_at.desc(), WishAnswer.shop_id)
    )
    return list(db.session.scalars(answers.limit(limit)))


def of_buyer(buyer: User) -> list[WishAsking]:
    """What a person wishes for, the latest first, with answers, their listings and shops."""
    answers = joinedload(WishAsking.wish).selectinload(Wish.answers)
    return list(
        db.session.scalars(
            sa.select(WishAsking)
            .where(WishAsking.person_id == buyer.id)
            .options(answers.joinedload(WishAnswer.listing).joinedload(Listing.shop))
            .order_by(WishAsking.asked_at.desc(), WishAsking.id.desc())
        )
    )


def one_of_buyer(buyer: User, asking_id: int) -> WishAsking | None:
    """One of a person's own askings."""
    return db.session.scalar(
        sa.select(WishAsking).where(WishAsking.id == asking_id, WishAsking.person_id == buyer.id)
    )


def count_of_buyer(person_id: int) -> int:
    """How many wishes a person has."""
    hers = sa.select(sa.func.count()).select_from(WishAsking)
    return db.session.scalar(hers.where(WishAsking.person_id == person_id)) or 0


def shown(wishes: Iterable[Wish], *, near: Iterable[str] = ()) -> list[Demand]:
    """Wishes with their places, the most frequent first, and the number of shops that answered."""
    found, beside = list(wishes), set(near)
    ids = [wish.id for wish in found]
    asked: dict[int, list[tuple[str | None, int]]] = {id_: [] for id_ in ids}
    count = sa.func.count()
    for id_, code, times in db.session.execute(
        sa.select(WishAsking.wish_id, WishAsking.regency_code, count)
        .where(WishAsking.wish_id.in_(ids))
        .group_by(WishAsking.wish_id, WishAsking.regency_code)
        .order_by(count.desc(), WishAsking.regency_code)
    ):
        asked[id_].append((code, times))
    answers = _counts(WishAnswer.wish_id, WishAnswer.wish_id.in_(ids))
    return [
        Demand(wish, wish.category_slug in beside, asked[wish.id], answers.get(wish.id, 0))
        for wish in found
    ]


def _counts(column: Any, condition: Any) -> dict[Any, int]:
    rows = db.session.execute(sa.select(column, sa.func.count()).where(condition).group_by(column))
    return dict(rows.tuples().all())


def _concerns(shop: Shop, slugs: Iterable[str]) -> sa.ColumnElement[bool]:
    """Wishes of these categories that a shop has not answered."""
    answered = sa.exists().where(WishAnswer.wish_id == Wish.id, WishAnswer.shop_id == shop.id)
    return sa.and_(Wish.state.in_(SHOWN), Wish.category_slug.in_(sorted(slugs)), ~answered)
