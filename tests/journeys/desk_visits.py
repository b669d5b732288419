"""Visits to the desk: records of registers, shops with their trail, the administrator."""

from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.registry.models import Business, Cooperative


def add(street: Any, shop_ids: list[int]) -> None:
    """One record of each register and what it was before, some shops, and what only one sees."""
    cooperative = db.session.scalars(sa.select(Cooperative).order_by(Cooperative.id)).first()
    for name in ("cooperative", "cooperative_history"):
        street.add(f"console.{name}", "halimah.provinsi", cooperative_id=cooperative.id)
    business = db.session.scalars(sa.select(Business).order_by(Business.id)).first()
    street.add("console.businesses", "halimah.provinsi")
    for name in ("business", "business_history"):
        street.add(f"console.{name}", "halimah.provinsi", business_id=business.id)
    for shop_id in shop_ids:
        for name in ("shop", "shop_trail"):
            street.add(f"console.{name}", "lilis.provinsi", shop_id=shop_id)
    for name in ("queue", "officers", "officer_invitation", "shops", "trail_search", "work"):
        street.add(f"console.{name}", "jajang.admin")
