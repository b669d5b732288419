"""What the board of a cooperative that has a shop here sees: claims that name its cooperative."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import Badge, Claim, Shop

SHOWN = 100


def _cooperatives_of(shop: Shop) -> sa.Select[int | None]:
    """Cooperatives that a shop is, by a badge that counts today over a confirmed number."""
    return (
        sa.select(Badge.cooperative_id)
        .join(Shop, Shop.id == Badge.shop_id)
        .where(Badge.shop_id == shop.id, Badge.kind == "cooperative", Badge.stands())
        .where(Badge.expires_on >= today(), Shop.whatsapp_confirmed_at.is_not(None))
        .where(Shop.suspended_at.is_(None))
    )


def speaks_for_a_cooperative(shop: Shop) -> bool:
    """Whether a shop is a verified cooperative, so that its keepers are the board's."""
    return db.session.scalar(_cooperatives_of(shop).limit(1)) is not None


def _naming(shop: Shop) -> sa.Select[Claim]:
    asked = sa.or_(Claim.state.in_(Claim.OPEN_STATES), Claim.board_answer.is_not(None))
    return (
        sa.select(Claim)
        .join(Shop, Shop.id == Claim.shop_id)
        .where(Claim.kind == "member", Claim.shop_id != shop.id, asked)
        .where(Claim.state != "withdrawn", Claim.member_number != "")
        .where(Claim.cooperative_id.in_(_cooperatives_of(shop)))
        .options(contains_eager(Claim.shop))
    )


def memberships_to_confirm(shop: Shop) -> list[Claim]:
    """Claims of membership in a cooperative that this shop is, unanswered ones first."""
    chosen = _naming(shop).order_by(Claim.board_answer.is_not(None), Claim.id.desc())
    return list(db.session.scalars(chosen.limit(SHOWN)))


def membership_to_confirm(shop: Shop, claim_id: int) -> Claim | None:
    """One of them."""
    return db.session.scalar(_naming(shop).where(Claim.id == claim_id))
