"""Permits as officers see them: those that nobody has looked up yet, and what was found."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, Permit
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import Shop
from marketplace.sellers.queries import is_on_street
from marketplace.sellers.queries.desk import where_she_acts
from marketplace.sellers.queries.interests import without_interest

STATES = ("waiting", "confirmed", "refuted")


@dataclass(frozen=True)
class StatedPermit:
    """A permit with the shop that states it, and the product that it is for, if one alone."""

    permit: Permit
    shop: Shop
    listing: Listing | None

    @property
    def goods(self) -> str:
        """What it is for, in words."""
        return self.listing.title if self.listing else "Seluruh lapak"


def _stated(officer: User) -> sa.Select[Permit, Shop, Listing]:
    return (
        sa.select(Permit, Shop, Listing)
        .join(Shop, Shop.id == Permit.shop_id)
        .outerjoin(Listing, Listing.id == Permit.listing_id)
        .where(where_she_acts(officer))
    )


def _in_state(state: str, on: date) -> sa.ColumnElement[bool]:
    if state != "waiting":
        return Permit.finding == state
    lasts = sa.or_(Permit.expires_on.is_(None), Permit.expires_on >= on)
    return sa.and_(Permit.finding.is_(None), lasts, is_on_street())


def permits_for(
    officer: User, state: str, *, kind: str = "", number: int = 1, size: int = 25
) -> list[StatedPermit]:
    """Permits of shops where she acts: unseen ones oldest first, found ones newest first."""
    order = Permit.stated_at if state == "waiting" else Permit.checked_at.desc()
    chosen = _stated(officer).where(_in_state(state, today()))
    if state == "waiting":
        chosen = chosen.where(without_interest(officer))
    if kind:
        chosen = chosen.where(Permit.kind == kind)
    page = chosen.order_by(order, Permit.id).limit(size).offset((number - 1) * size)
    return [StatedPermit(*row) for row in db.session.execute(page)]


def permit_counts(officer: User, *, kind: str = "") -> dict[str, int]:
    """How many there are in each state, as the lists show them."""
    on = today()
    hers = _stated(officer).where(*([Permit.kind == kind] if kind else []))
    counts = {}
    for state in STATES:
        chosen = hers.where(_in_state(state, on))
        if state == "waiting":
            chosen = chosen.where(without_interest(officer))
        counted = chosen.with_only_columns(sa.func.count(), maintain_column_froms=True)
        counts[state] = db.session.scalar(counted) or 0
    return counts


def permit_for(officer: User, permit_id: int) -> StatedPermit | None:
    """One permit, if its shop stands where she acts."""
    row = db.session.execute(_stated(officer).where(Permit.id == permit_id)).one_or_none()
    return StatedPermit(*row) if row else None
