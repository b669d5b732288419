"""A decision written down, and told to the owner: by mail where she has an address of hers."""

from typing import Any

import sqlalchemy as sa

from marketplace import events, mail
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import now
from marketplace.database import db
from marketplace.moderation.models import Decision
from marketplace.sellers.jurisdiction import office_of
from marketplace.sellers.models import Shop, ShopMember


def record_decision(
    shop: Shop,
    action: str,
    *,
    by: User,
    code: str,
    reason: str,
    listing: Listing | None = None,
    **more: Any,
) -> Decision:
    """Write a decision down, within its transaction, and tell the owner what concerns her."""
    decision = Decision(
        shop_id=shop.id,
        listing_id=listing.id if listing else None,
        action=action,
        reason_code=code,
        reason=reason.strip(),
        office=office_of(by),
        by_id=by.id,
        at=now(),
        **more,
    )
    db.session.add(decision)
    events.record("moderation.decided", decision, by=by, action=action, code=code, shop_id=shop.id)
    if action not in ("keep", "approve_edit"):
        tell_owner(shop, "mail/moderation_decision.txt", decision=decision, listing=listing)
    return decision


def tell_owner(shop: Shop, letter: str, **words: Any) -> None:
    """Put a letter to everybody who keeps the shop, and has a confirmed address, in the outbox."""
    keepers = sa.select(User).join(ShopMember, ShopMember.user_id == User.id)
    for person in db.session.scalars(keepers.where(ShopMember.shop_id == shop.id)):
        if person.is_email_confirmed:
            mail.write(person.email or "", letter, shop=shop, **words)
