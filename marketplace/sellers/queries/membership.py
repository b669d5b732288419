"""Who sells here as a member of a cooperative, as far as an officer's office may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.registry.models import Cooperative
from marketplace.sellers.jurisdiction import may_decide
from marketplace.sellers.models import Badge, Claim, Shop
from marketplace.sellers.queries.desk import where_she_acts

COUNTING = frozenset(("valid", "paused"))


@dataclass(frozen=True)
class Membership:
    """A shop that says it belongs to a cooperative: its latest claim, its latest badge."""

    shop: Shop
    claim: Claim
    badge: Badge | None
    # Whether the shop's own page is open to this officer.
    is_hers: bool

    def standing(self, on: date) -> str:
        """A badge that counts, else a claim that waits, else what became of either."""
        of_badge = self.badge.standing(on) if self.badge else None
        if of_badge in COUNTING:
            return of_badge
        if self.claim.is_waiting or of_badge is None:
            return self.claim.state
        return of_badge


def memberships_of(
    cooperative: Cooperative, officer: User, *, number: int = 1, size: int = 20
) -> tuple[list[Membership], int]:
    """Shops with a claim or badge on a cooperative, by name, and how many there are.

    An office sees those whose claims it decides and those that stand where it acts.
    """
    sees = sa.or_(sa.literal(may_decide(officer, cooperative)), where_she_acts(officer))
    claim_id, badge_id = _latest(Claim, cooperative), _latest(Badge, cooperative)
    chosen = (
        sa.select(Shop, Claim, Badge, where_she_acts(officer))
        .join(Claim, sa.and_(Claim.shop_id == Shop.id, Claim.id.in_(claim_id)))
        .outerjoin(Badge, sa.and_(Badge.shop_id == Shop.id, Badge.id.in_(badge_id)))
        .where(sees)
    )
    counted = chosen.with_only_columns(sa.func.count(), maintain_column_froms=True)
    rows = db.session.execute(
        chosen.order_by(Shop.name, Shop.id).limit(size).offset((number - 1) * size)
    )
    return [Membership(*row) for row in rows], db.session.scalar(counted) or 0


def _latest(kind: type[Claim] | type[Badge], cooperative: Cooperative) -> sa.Select[Any]:
    """The last of each shop's claims or badges on a cooperative."""
    return (
        sa.select(sa.func.max(kind.id))
        .where(kind.cooperative_id == cooperative.id)
        .group_by(kind.shop_id)
    )
