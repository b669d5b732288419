"""What of a sheet officers are to see, written down with it."""

from collections.abc import Sequence

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.models import Listing
from marketplace.catalog.models.review import KINDS
from marketplace.catalog.services import reviewing
from marketplace.database import db
from marketplace.sellers.models import Shop


def open_for(plans: Sequence[Plan], listings: dict[int, int], by: User) -> None:
    """Open the reviews that products of one shop ask for; called within the write."""
    left = [
        plan.kept.id
        for plan in plans
        if plan.kept and plan.outcome == "changed" and plan.values["state"] != "published"
    ]
    if left:
        reviewing.close(KINDS, left, "withdrawn")
    for plan in plans:
        looked = plan.looked
        if looked is None or plan.outcome not in ("added", "changed"):
            continue
        if looked.held.why or looked.warned.why:
            _open(plan, db.session.get_one(Listing, listings[plan.head.number]), by)
    _look_at_new(plans, listings, by)


def _open(plan: Plan, listing: Listing, by: User) -> None:
    assert plan.looked is not None
    held, warned = plan.looked.held, plan.looked.warned
    if plan.looked.proposed:
        reviewing.propose(
            listing, by, held, plan.looked.proposed, plan.looked.was, plan.looked.said
        )
    elif held.why:
        reviewing.hold(listing, by, held, plan.looked.said)
    elif warned.why:
        reviewing.look_afterwards(listing, by, warned)


def _look_at_new(plans: Sequence[Plan], listings: dict[int, int], by: User) -> None:
    """The first ones of a new shop, as many as are looked at together."""
    came = [
        listings[plan.head.number]
        for plan in plans
        if plan.outcome in ("added", "changed")
        and plan.values["state"] == "published"
        and (plan.kept is None or plan.kept.values["state"] != "published")
    ]
    if not came:
        return
    shop = db.session.scalar(sa.select(Shop).join(Listing).where(Listing.id == came[0]))
    for listing_id in came:
        if shop is None or not reviewing.is_new(shop):
            return
        listing = db.session.get_one(Listing, listing_id)
        reviewing.look_at_first(listing, by)
