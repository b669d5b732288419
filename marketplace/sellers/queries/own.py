"""What an owner sees of her own shop; records are found through her."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.sellers.models import Badge, Claim, Shop, ShopMember


def shop_of(person: User) -> Shop | None:
    """The shop that a person keeps."""
    return db.session.scalar(
        sa.select(Shop)
        .join(ShopMember, ShopMember.shop_id == Shop.id)
        .where(ShopMember.user_id == person.id)
        .order_by(Shop.id)
        .limit(1)
    )


def shop_ids_of(person_id: int) -> list[int]:
    """The shops that a person keeps, alone or with others."""
    hers = sa.select(ShopMember.shop_id).where(ShopMember.user_id == person_id)
    return list(db.session.scalars(hers.order_by(ShopMember.shop_id)))


def shops_that_end_with(person_id: int) -> list[int]:
    """The shops that nobody but this person keeps."""
    another = sa.exists().where(ShopMember.shop_id == Shop.id, ShopMember.user_id != person_id)
    hers = sa.select(Shop.id).where(Shop.id.in_(shop_ids_of(person_id)), ~another)
    return list(db.session.scalars(hers.order_by(Shop.id)))


def is_member(shop: Shop, person: User) -> bool:
    """Whether a person keeps this shop."""
    return is_kept_by(shop, person.id)


def is_kept_by(shop: Shop, person_id: int) -> bool:
    """Whether the person with an id keeps this shop."""
    key = sa.select(ShopMember.user_id).where(
        ShopMember.shop_id == shop.id, ShopMember.user_id == person_id
    )
    return db.session.scalar(key) is not None


def latest_claims_of(shop: Shop) -> list[Claim]:
    """The claim of each kind that the shop made last, decided or not; the newest first."""
    last = sa.select(sa.func.max(Claim.id)).where(Claim.shop_id == shop.id).group_by(Claim.kind)
    return list(
        db.session.scalars(
            sa.select(Claim)
            .where(Claim.id.in_(last))
            .options(joinedload(Claim.cooperative), joinedload(Claim.business))
            .order_by(Claim.id.desc())
        )
    )


def claim_of(shop: Shop, claim_id: int) -> Claim | None:
    """One claim that the shop made."""
    return db.session.scalar(sa.select(Claim).where(Claim.shop_id == shop.id, Claim.id == claim_id))


def has_open_claim(shop: Shop) -> bool:
    """Whether a claim of the shop is neither decided nor taken back."""
    waiting = sa.exists().where(Claim.shop_id == shop.id, Claim.state.in_(Claim.OPEN_STATES))
    return bool(db.session.scalar(sa.select(waiting)))


def badges_of_shop(shop: Shop) -> list[Badge]:
    """Every badge that a shop ever had, newest first."""
    return list(
        db.session.scalars(
            sa.select(Badge)
            .where(Badge.shop_id == shop.id)
            .options(joinedload(Badge.cooperative), joinedload(Badge.business))
            .order_by(Badge.id.desc())
        )
    )


def standing_badge_of(shop: Shop, code: str, on: date) -> Badge | None:
    """A badge of this shop that counts on a day and shows on its pages."""
    badge = db.session.scalar(sa.select(Badge).where(Badge.shop_id == shop.id, Badge.code == code))
    return badge if badge is not None and badge.standing(on) == "valid" else None


def badges_to_look_after(shop: Shop, on: date, soon: int) -> list[Badge]:
    """Badges that lapsed, run out within so many days, or ran out lately, soonest first."""
    lately, later = on - timedelta(days=soon), on + timedelta(days=soon)
    chosen = sa.select(Badge).where(
        Badge.shop_id == shop.id,
        Badge.revoked_at.is_(None),
        Badge.expires_on >= lately,
        sa.or_(Badge.expires_on <= later, Badge.lapsed_at.is_not(None)),
    )
    return list(db.session.scalars(chosen.order_by(Badge.expires_on, Badge.id)))
