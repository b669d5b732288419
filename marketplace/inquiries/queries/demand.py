"""Questions of officers: what buyers look for and do not find, and how many shops there are."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from marketplace.catalog import categories
from marketplace.catalog.models import Category, Listing
from marketplace.catalog.queries.cards import is_public
from marketplace.database import db
from marketplace.inquiries.models import Wish, WishAsking
from marketplace.inquiries.queries.wishes import Demands, shown
from marketplace.sellers.models import Shop

PAGE_SIZE = 25


@dataclass(frozen=True)
class GroupDemand:
    """A group of categories: its open wishes, how often they were made, and who sells there."""

    category: categories.Category
    wishes: int
    times: int
    shops: int


@dataclass(frozen=True)
class Within:
    """What an officer narrows the wishes to: a group or kind, a kabupaten/kota."""

    category: categories.Category | None = None
    regency_code: str | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The same as conditions on `Wish`."""
        found: list[sa.ColumnElement[bool]] = []
        if self.category is not None:
            found.append(Wish.category_slug.in_(self.category.slugs))
        if self.regency_code is not None:
            of_it = WishAsking.wish_id == Wish.id
            found.append(sa.exists().where(of_it, *_from(self.regency_code)))
        return found


def by_group(regency_code: str | None = None) -> list[GroupDemand]:
    """Every group, the most wished-for first; of one kabupaten/kota where one is named."""
    group = sa.func.coalesce(Category.parent_slug, Category.slug)
    asked = (
        sa.select(group, sa.func.count(sa.distinct(Wish.id)), sa.func.count(WishAsking.id))
        .select_from(Wish)
        .join(Category, Category.slug == Wish.category_slug)
        .join(WishAsking, WishAsking.wish_id == Wish.id)
        .where(Wish.state == "open", *_from(regency_code))
        .group_by(group)
    )
    wishes = {slug: (number, times) for slug, number, times in db.session.execute(asked)}
    shops = _shops(group, regency_code)
    rows = [
        GroupDemand(one, *wishes.get(one.slug, (0, 0)), shops.get(one.slug, 0))
        for one in categories.level_one()
    ]
    return sorted(rows, key=lambda row: (-row.times, -row.wishes))


def shops_by_category(regency_code: str | None = None) -> dict[str, int]:
    """How many shops on the street sell in each kind and each group."""
    group = sa.func.coalesce(Category.parent_slug, Category.slug)
    return _shops(Category.slug, regency_code) | _shops(group, regency_code)


def most_wanted(
    within: Within, *, state: str = "open", page: int = 1, size: int = PAGE_SIZE
) -> Demands:
    """Wishes of a state, the most wished-for (in the kabupaten/kota that is named) first."""
    wanted = sa.and_(Wish.state == state, *within.conditions())
    times = Wish.times if within.regency_code is None else _times_in(within.regency_code)
    found = db.session.scalars(
        sa.select(Wish)
        .where(wanted)
        .order_by(times.desc(), Wish.last_asked_at.desc(), Wish.id.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Wish).where(wanted))
    return Demands(shown(found), total or 0)


def counts(within: Within) -> dict[str, int]:
    """How many wishes are in each state."""
    per_state = sa.select(Wish.state, sa.func.count()).where(*within.conditions())
    return dict(db.session.execute(per_state.group_by(Wish.state)).tuples().all())


def one(wish_id: int) -> Wish | None:
    """A wish that still stands; one that has ended is nobody's business any more."""
    return db.session.scalar(sa.select(Wish).where(Wish.id == wish_id, Wish.state != "closed"))


def _from(regency_code: str | None) -> list[sa.ColumnElement[bool]]:
    return [WishAsking.regency_code == regency_code] if regency_code else []


def _times_in(regency_code: str) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count(WishAsking.id))
        .where(WishAsking.wish_id == Wish.id, WishAsking.regency_code == regency_code)
        .correlate(Wish)
        .scalar_subquery()
    )


def _shops(per: Any, regency_code: str | None) -> dict[str, int]:
    """Shops on the street with something in each category."""
    selling = (
        sa.select(per, sa.func.count(sa.distinct(Listing.shop_id)))
        .select_from(Listing)
        .join(Shop, Shop.id == Listing.shop_id)
        .join(Category, Category.slug == Listing.category_slug)
        .where(is_public())
        .group_by(per)
    )
    if regency_code:
        selling = selling.where(Shop.regency_code == regency_code)
    return dict(db.session.execute(selling).tuples().all())
