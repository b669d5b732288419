"""Each night: whose permit runs out is told so, once at each threshold."""

from datetime import timedelta

import sqlalchemy as sa

from marketplace import events, mail, nightly
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, Permit
from marketplace.catalog.permits import kinds
from marketplace.clock import today
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound
from marketplace.sellers.models import Shop, ShopMember

RUN_OUT = 0


@nightly.job
def tell_what_runs_out() -> None:
    """Record, and write to the owner, that permits run out within so many days or did."""
    soon = today() + timedelta(days=kinds.remind_days()[0])
    waiting = sa.select(Permit).where(Permit.expires_on <= soon).order_by(Permit.id)
    due = [permit for permit in db.session.scalars(waiting) if _threshold(permit) is not None]
    for permit in due:
        tell(permit)


def tell(permit: Permit) -> bool:
    """Tell of one permit, if that is due; returns whether it was."""
    with transaction():
        try:
            permit = locked(permit)
        except NotFound:
            return False  # withdrawn since
        threshold = _threshold(permit)
        if threshold is None:
            return False
        permit.told_at_days = threshold
        name = "permit.ran_out" if threshold == RUN_OUT else "permit.runs_out"
        events.record(name, permit, shop_id=permit.shop_id, kind=permit.kind, days=threshold)
        _write(permit)
    return True


def _threshold(permit: Permit) -> int | None:
    """The threshold that it has passed and nobody was told of; None when there is none."""
    if permit.expires_on is None:
        return None
    left = (permit.expires_on - today()).days
    passed = [RUN_OUT] if left < 0 else [days for days in kinds.remind_days() if left <= days]
    if not passed:
        return None
    nearest = min(passed)
    told = permit.told_at_days
    return nearest if told is None or told > nearest else None


def _write(permit: Permit) -> None:
    shop = db.session.get_one(Shop, permit.shop_id)
    if shop.closed_at is not None:
        return
    listing = db.session.get(Listing, permit.listing_id) if permit.listing_id else None
    keepers = sa.select(User).join(ShopMember, ShopMember.user_id == User.id)
    for person in db.session.scalars(keepers.where(ShopMember.shop_id == shop.id)):
        if person.is_email_confirmed:
            mail.write(
                person.email or "",
                "mail/permit_runs_out.txt",
                permit=permit,
                shop=shop,
                goods=listing.title if listing else None,
                ran_out=permit.told_at_days == RUN_OUT,
            )
