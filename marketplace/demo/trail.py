"""What happened in the demo world before it was loaded, as its records tell it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace import origin
from marketplace.accounts.models import Officer
from marketplace.catalog.models import Listing
from marketplace.events import Event
from marketplace.sellers.models import Badge, Claim, Shop, ShopMember

Happened = tuple[datetime, str, str, int, int | None, int]


def tell(session: Session) -> int:
    """Write the events of shops, claims, badges and listings, the oldest first; returns how many.

    Nobody is told: what follows from them is in the demo world already.
    """
    offices = {
        one.user_id: origin.role_of(one.regency_code, is_administrator=one.is_administrator)
        for one in session.scalars(sa.select(Officer))
    }
    every = sorted(_happened(session), key=lambda one: one[:4])
    session.execute(sa.insert(Event), [_event(one, offices) for one in every])
    return len(every)


def _event(one: Happened, offices: dict[int, str]) -> dict[str, Any]:
    at, name, kind, number, actor_id, shop_id = one
    return {
        "name": name,
        "subject_kind": kind,
        "subject_id": str(number),
        "actor_id": actor_id,
        "details": {} if kind == "Shop" else {"shop_id": shop_id},
        "at": at,
        "shop_id": shop_id,
        "role": offices.get(actor_id) if actor_id else None,
    }


def _happened(session: Session) -> Iterator[Happened]:
    owners: dict[int, int] = {}
    for shop, owner in session.execute(sa.select(Shop, ShopMember.user_id).join(ShopMember)):
        owners[shop.id] = owner
        yield shop.created_at, "shop.opened", "Shop", shop.id, owner, shop.id
    for claim in session.scalars(sa.select(Claim)):
        here = "Claim", claim.id
        yield claim.submitted_at, "claim.submitted", *here, claim.submitted_by_id, claim.shop_id
        if claim.decided_at is not None:
            name = f"claim.{claim.state}"
            yield claim.decided_at, name, *here, claim.decided_by_id, claim.shop_id
    for badge in session.scalars(sa.select(Badge)):
        here = "Badge", badge.id
        yield badge.issued_at, "badge.issued", *here, badge.issued_by_id, badge.shop_id
        if badge.revoked_at is not None:
            yield badge.revoked_at, "badge.revoked", *here, badge.revoked_by_id, badge.shop_id
    for number, shop_id, at in session.execute(
        sa.select(Listing.id, Listing.shop_id, Listing.published_at).where(
            Listing.published_at.is_not(None)
        )
    ).tuples():
        assert at is not None
        yield at, "listing.published", "Listing", number, owners.get(shop_id), shop_id
