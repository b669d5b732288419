"""Permits by the sheet: those that are named are stated, those that are not are taken back."""

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.models import Listing, Permit
from marketplace.catalog.services import permits
from marketplace.database import db
from marketplace.sellers.models import Shop


def settle(plan: Plan, listing_id: int, shop: Shop, by: User) -> None:
    """Give a listing the permits of its plan, within the write."""
    before = plan.kept.values["permits"] if plan.kept is not None else ()
    wanted = plan.values["permits"]
    if wanted == before:
        return
    own = sa.select(Permit).where(Permit.listing_id == listing_id)
    for permit in db.session.scalars(own).all():
        if (permit.kind, permit.number, permit.expires_on) not in wanted:
            permits.withdraw(permit, by=by)
    db.session.flush()
    listing = db.session.get_one(Listing, listing_id)
    for kind, number, last in wanted:
        if (kind, number, last) not in before:
            permits.state(shop, by=by, kind=kind, number=number, expires_on=last, listing=listing)
