"""Visits to badges that ask for something: what a register says against them, one that lapsed."""

from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.sellers.models import Badge, BadgeConflict


def add(street: Any) -> None:
    """Each question of the demo world as the province sees it, and the badge that lapsed."""
    for conflict in db.session.scalars(sa.select(BadgeConflict).order_by(BadgeConflict.id)):
        street.add("console.conflict", "halimah.provinsi", conflict_id=conflict.id)
    lapsed = sa.select(Badge.code).where(Badge.lapsed_at.is_not(None), Badge.revoked_at.is_(None))
    street.add("storefront.proof", code=db.session.scalars(lapsed).first())
