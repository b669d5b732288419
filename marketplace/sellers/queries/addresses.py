"""Addresses of the shops on the street, for those who list them."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from marketplace.database import db
from marketplace.sellers.models import Shop
from marketplace.sellers.queries.street import is_on_street

# A part or a slug, and when it last changed.
Part = sa.Row[int, datetime]
Place = sa.Row[str, datetime]


def parts_of_shops(size: int) -> Sequence[Part]:
    """Which parts of `size` ids hold shops on the street, and when each last changed."""
    part = (Shop.id // size).label("part")
    return db.session.execute(
        sa.select(part, sa.func.max(Shop.updated_at).label("changed_at"))
        .where(is_on_street())
        .group_by(part)
        .order_by(part)
    ).all()


def shops_of_part(part: int, size: int) -> Sequence[Place]:
    """Slug and last change of the shops on the street in a part of `size` ids."""
    return db.session.execute(
        sa.select(Shop.slug, Shop.updated_at.label("changed_at"))
        .where(is_on_street(), Shop.id >= part * size, Shop.id < (part + 1) * size)
        .order_by(Shop.id)
    ).all()


def villages_with_shops() -> set[str]:
    """Codes of the villages in which a shop stands on the street."""
    return set(db.session.scalars(sa.select(Shop.village_code).where(is_on_street()).distinct()))
