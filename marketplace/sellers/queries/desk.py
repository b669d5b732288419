"""What officers see: claims that their office decides, shops that stand where they supervise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.jurisdiction import beside, cases_decided_by
from marketplace.sellers.models import Badge, Claim, Evidence, Ground, Shop, ShopMember
from marketplace.sellers.queries.street import carries_valid_badge, is_on_street

SOON = timedelta(days=30)


@dataclass(frozen=True)
class ClaimCounts:
    """How many claims stand in each state, and since when the oldest waits."""

    by_state: dict[str, int]
    oldest_waiting: datetime | None

    @property
    def waiting(self) -> int:
        """How many wait for a decision."""
        return self.by_state.get("waiting", 0)


def _claims(officer: User) -> sa.Select[Any]:
    return (
        beside(sa.select(Claim), Claim)
        .where(cases_decided_by(officer))
        .options(contains_eager(Claim.cooperative), contains_eager(Claim.shop))
    )


def claims_for(
    officer: User, state: str, *, kind: str | None = None, number: int = 1, size: int = 25
) -> list[Claim]:
    """Claims in a state that this officer's office decides: open ones by how long they wait."""
    order = Claim.since if state in Claim.OPEN_STATES else Claim.since.desc()
    chosen = _of_kind(_claims(officer).where(Claim.state == state), kind)
    chosen = chosen.order_by(order, Claim.id).limit(size).offset((number - 1) * size)
    return list(db.session.scalars(chosen))


def _of_kind(chosen: sa.Select[Any], kind: str | None) -> sa.Select[Any]:
    return chosen if kind is None else chosen.where(Claim.kind == kind)


def claim_counts(officer: User, kind: str | None = None) -> ClaimCounts:
    """The counts behind the desk's tabs and queue."""
    counted = sa.select(Claim.state, sa.func.count(), sa.func.min(Claim.since)).select_from(Claim)
    hers = beside(counted, Claim).where(cases_decided_by(officer)).group_by(Claim.state)
    rows = db.session.execute(hers if kind is None else hers.where(Claim.kind == kind)).all()
    oldest = {state: first for state, _, first in rows}
    return ClaimCounts({state: count for state, count, _ in rows}, oldest.get("waiting"))


def claim_for(officer: User, claim_id: int) -> Claim | None:
    """One claim, if this officer's office decides it."""
    return db.session.scalar(_claims(officer).where(Claim.id == claim_id))


def evidence_for(officer: User, claim_id: int, evidence_id: int) -> Evidence | None:
    """One kept piece of a claim's evidence, if this officer's office decides the claim."""
    claim = claim_for(officer, claim_id)
    if claim is None or not claim.has_evidence:
        return None
    return next((one for one in claim.evidence if one.id == evidence_id and one.is_kept), None)


def badge_of_claim(claim: Claim) -> Badge | None:
    """The badge that came of a claim."""
    return db.session.scalar(
        sa.select(Badge)
        .join(Ground, Ground.badge_id == Badge.id)
        .where(Ground.claim_id == claim.id)
        .options(joinedload(Badge.cooperative))
    )


def badge_for(officer: User, badge_id: int) -> Badge | None:
    """One badge, if this officer's office decides about it."""
    return db.session.scalar(
        beside(sa.select(Badge), Badge)
        .where(Badge.id == badge_id, cases_decided_by(officer))
        .options(contains_eager(Badge.cooperative), contains_eager(Badge.shop))
    )


def where_she_acts(officer: User) -> sa.ColumnElement[bool]:
    """Shops of her kab/kota, or every one for the province, as a condition on `Shop`."""
    appointment = officer.officer
    if appointment is None:
        return sa.false()
    if appointment.regency_code is None:
        return sa.true()
    return Shop.regency_code == appointment.regency_code


_STATES: dict[str, Callable[[], sa.ColumnElement[bool]]] = {
    "open": is_on_street,
    "suspended": lambda: Shop.suspended_at.is_not(None),
    "closed": lambda: Shop.closed_at.is_not(None),
    "verified": carries_valid_badge,
}


def shops_for(
    officer: User, *, words: str = "", state: str = "", number: int = 1, size: int = 25
) -> tuple[list[Shop], int]:
    """Shops where this officer acts, by name; `state` is open, suspended, closed or verified."""
    chosen = sa.select(Shop).where(where_she_acts(officer))
    for word in words.lower().split()[:6]:
        chosen = chosen.where(sa.func.lower(Shop.name).contains(word, autoescape=True))
    if state in _STATES:
        chosen = chosen.where(_STATES[state]())
    total = db.session.scalar(sa.select(sa.func.count()).select_from(chosen.subquery())) or 0
    shops = db.session.scalars(
        chosen.order_by(Shop.name, Shop.id).limit(size).offset((number - 1) * size)
    )
    return list(shops), total


def shop_for(officer: User, shop_id: int) -> Shop | None:
    """One shop with its members, if it stands where this officer acts."""
    return db.session.scalar(
        sa.select(Shop)
        .where(Shop.id == shop_id, where_she_acts(officer))
        .options(selectinload(Shop.members).joinedload(ShopMember.user))
    )


def suspended_shops_for(officer: User) -> int:
    """How many shops are off the street where this officer acts."""
    return shops_for(officer, state="suspended", size=1)[1]


def expiring_badges_for(officer: User) -> list[Badge]:
    """Badges that this office decides about and that end within 30 days, soonest first."""
    on = today()
    return list(
        db.session.scalars(
            beside(sa.select(Badge), Badge)
            .where(cases_decided_by(officer), Badge.stands())
            .where(Badge.expires_on >= on, Badge.expires_on <= on + SOON)
            .options(contains_eager(Badge.cooperative), contains_eager(Badge.shop))
            .options(selectinload(Badge.grounds))
            .order_by(Badge.expires_on, Badge.id)
            .limit(50)
        )
    )
