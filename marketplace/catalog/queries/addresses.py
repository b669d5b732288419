"""Addresses of everything that stands on the street, for those who list them."""

from collections.abc import Sequence

import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.catalog.queries.cards import is_public
from marketplace.database import db
from marketplace.sellers.models import Shop
from marketplace.sellers.queries.addresses import Part, Place


def parts_of_listings(size: int) -> Sequence[Part]:
    """Which parts of `size` ids hold public listings, and when each last changed."""
    part = (Listing.id // size).label("part")
    return db.session.execute(
        sa.select(part, sa.func.max(Listing.updated_at).label("changed_at"))
        .join(Shop)
        .where(is_public())
        .group_by(part)
        .order_by(part)
    ).all()


def listings_of_part(part: int, size: int) -> Sequence[Place]:
    """Slug and last change of the public listings in a part of `size` ids."""
    return db.session.execute(
        sa.select(Listing.slug, Listing.updated_at.label("changed_at"))
        .join(Shop)
        .where(is_public(), Listing.id >= part * size, Listing.id < (part + 1) * size)
        .order_by(Listing.id)
    ).all()


def categories_in_use() -> set[str]:
    """Slugs of the categories in which something is offered."""
    return set(
        db.session.scalars(
            sa.select(Listing.category_slug).join(Shop).where(is_public()).distinct()
        )
    )
