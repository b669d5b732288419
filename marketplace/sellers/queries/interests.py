"""In which shops an officer has an interest: declared, or because she keeps the shop herself."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.sellers.models import Interest, Shop, ShopMember
from marketplace.sellers.queries.street import is_on_street

SHOWN = 200


def _near(user_id: int) -> sa.Select[int]:
    kept = sa.select(ShopMember.shop_id).where(ShopMember.user_id == user_id)
    declared = sa.select(Interest.shop_id).where(
        Interest.officer_id == user_id, Interest.counts(now())
    )
    return sa.select(kept.union(declared).subquery().c.shop_id)


def has_interest(officer: User, shop: Shop) -> bool:
    """Whether an officer may decide nothing about a shop: she keeps it, or has declared why."""
    near = _near(officer.id).subquery()
    return bool(db.session.scalar(sa.select(sa.exists().where(near.c.shop_id == shop.id))))


def shop_ids_of_interest(officer: User) -> frozenset[int]:
    """Every shop about which an officer may decide nothing."""
    return frozenset(db.session.scalars(_near(officer.id)))


def without_interest(officer: User) -> sa.ColumnElement[bool]:
    """The same as a condition on `Shop`, for lists of what she may decide."""
    return Shop.id.not_in(_near(officer.id))


def interests_of(officer: User) -> list[Interest]:
    """What an officer has declared, newest first, ended ones too."""
    return _declared(Interest.officer_id == officer.id)


def all_interests() -> list[Interest]:
    """What all officers have declared and not ended, newest first; for administrators."""
    return _declared(Interest.ended_at.is_(None))


def _declared(condition: sa.ColumnElement[bool]) -> list[Interest]:
    return list(
        db.session.scalars(
            sa.select(Interest)
            .where(condition)
            .options(joinedload(Interest.shop), joinedload(Interest.officer))
            .order_by(Interest.id.desc())
            .limit(SHOWN)
        )
    )


def interest_of(officer: User, interest_id: int) -> Interest | None:
    """One declaration of hers."""
    return db.session.scalar(
        sa.select(Interest).where(Interest.id == interest_id, Interest.officer_id == officer.id)
    )


def shops_named(words: str, at_most: int = 10) -> list[Shop]:
    """Shops anywhere in Banten by name: an officer's kin may sell outside her kab/kota."""
    named = [
        sa.func.lower(Shop.name).contains(word, autoescape=True)
        for word in words.lower().split()[:6]
    ]
    if not named:
        return []
    chosen = sa.select(Shop).where(*named)
    return list(
        db.session.scalars(
            chosen.order_by(is_on_street().desc(), Shop.name, Shop.id).limit(at_most)
        )
    )


def any_shop(shop_id: int) -> Shop | None:
    """A shop wherever it stands, for an officer who declares that it is near to her."""
    return db.session.get(Shop, shop_id)
