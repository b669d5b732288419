"""What everybody may see of shops and badges; validity is asked of the day, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import Badge, Shop


def is_on_street() -> sa.ColumnElement[bool]:
    """Condition on `Shop`: neither closed by its owner nor suspended."""
    return sa.and_(Shop.closed_at.is_(None), Shop.suspended_at.is_(None))


def _valid(on: date) -> sa.ColumnElement[bool]:
    return sa.and_(Badge.stands(), Badge.expires_on >= on)


def carries_valid_badge(on: date | None = None) -> sa.ColumnElement[bool]:
    """Condition on `Shop`: a badge counts on a day, over a number shown to be the owner's."""
    badge = sa.exists().where(Badge.shop_id == Shop.id, _valid(on or today())).correlate(Shop)
    return sa.and_(Shop.whatsapp_confirmed_at.is_not(None), badge)


def shop_and_badge(slug: str, on: date | None = None) -> tuple[Shop, Badge | None] | None:
    """The shop at an address, whatever its state, with its valid badge, in one statement."""
    best = (
        sa.select(Badge.id)
        .where(Badge.shop_id == Shop.id, _valid(on or today()))
        .where(Shop.whatsapp_confirmed_at.is_not(None))
        .order_by(Badge.expires_on.desc(), Badge.id.desc())
        .limit(1)
        .correlate(Shop)
        .scalar_subquery()
    )
    row = db.session.execute(
        sa.select(Shop, Badge).outerjoin(Badge, Badge.id == best).where(Shop.slug == slug)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def shop_on_street(slug: str) -> Shop | None:
    """The shop at an address, if it stands on the street."""
    return db.session.scalar(sa.select(Shop).where(Shop.slug == slug, is_on_street()))


def badges_of(shop_ids: Iterable[int], on: date | None = None) -> dict[int, Badge]:
    """The valid badge of each of these shops that has one, in one statement; longest first."""
    ids = list(shop_ids)
    if not ids:
        return {}
    badges = db.session.scalars(
        sa.select(Badge)
        .join(Shop, Shop.id == Badge.shop_id)
        .where(Badge.shop_id.in_(ids), _valid(on or today()))
        .where(Shop.whatsapp_confirmed_at.is_not(None))
        .order_by(Badge.expires_on, Badge.id)
    )
    return {badge.shop_id: badge for badge in badges}


def badge_of(shop: Shop, on: date | None = None) -> Badge | None:
    """The valid badge of one shop."""
    return badges_of([shop.id], on).get(shop.id)


def other_badges_of(badge: Badge, on: date | None = None) -> list[Badge]:
    """What else of its shop counts on a day, longest first."""
    others = (
        sa.select(Badge)
        .join(Shop, Shop.id == Badge.shop_id)
        .where(Badge.shop_id == badge.shop_id, Badge.id != badge.id, _valid(on or today()))
        .where(Shop.whatsapp_confirmed_at.is_not(None), is_on_street())
        .order_by(Badge.expires_on.desc(), Badge.id)
    )
    return list(db.session.scalars(others))


# What is read instead of letters that no code has: people copy codes by hand from paper.
_MISREAD = {"0": "QD", "O": "QD", "1": "J7", "I": "J7", "L": "J7"}
_MOST_READINGS = 16


def badge_by_code(code: str) -> Badge | None:
    """The badge with a code, typed as people type: small letters, spaces and dashes allowed.

    A letter that codes do not have is read as those that look like it, if only one badge fits.
    """
    plain = "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())
    if not 10 <= len(plain) <= 32:
        return None
    chosen = sa.select(Badge).options(joinedload(Badge.shop, innerjoin=True))
    found = db.session.scalar(chosen.where(Badge.code == plain))
    if found is not None:
        return found
    likely = db.session.scalars(chosen.where(Badge.code.in_(_readings(plain))).limit(2)).all()
    return likely[0] if len(likely) == 1 else None


def _readings(plain: str) -> list[str]:
    """Each way in which a miswritten code may have been meant; none where that is any code."""
    ways = [_MISREAD.get(letter, letter) for letter in plain]
    if not 1 < prod(map(len, ways)) <= _MOST_READINGS:
        return []
    return ["".join(one) for one in product(*ways)]


def named_on_street(ids: Iterable[int]) -> list[tuple[str, str]]:
    """Name and slug of those of the shops that stand on the street now, in the order of the ids."""
    wanted = list(ids)
    if not wanted:
        return []
    chosen = sa.select(Shop.id, Shop.name, Shop.slug).where(Shop.id.in_(wanted), is_on_street())
    found = {row.id: (row.name, row.slug) for row in db.session.execute(chosen)}
    return [found[id_] for id_ in wanted if id_ in found]


def ids_of_shops_called(texts: Iterable[str], at_most: int) -> list[int]:
    """Ids of shops on the street whose names hold all the texts: slow, without an index."""
    holds = [Shop.name.icontains(text, autoescape=True) for text in texts]
    called = sa.select(Shop.id).where(is_on_street(), *holds)
    return list(db.session.scalars(called.order_by(Shop.name, Shop.id).limit(at_most)))


@dataclass(frozen=True)
class ShopPage:
    """One page of the shops on the street, with how many there are in each kab/kota."""

    shops: list[Shop]
    total: int
    by_regency: dict[str, int]
    verified: frozenset[int]


def shops_on_street(
    *, regency_code: str | None = None, verified: bool = False, number: int = 1, size: int = 24
) -> ShopPage:
    """Shops, verified and newest first, in two statements; counts leave the place filter out."""
    on = today()
    badge = carries_valid_badge(on)
    shown = [is_on_street()] + ([badge] if verified else [])
    counts = db.session.execute(
        sa.select(Shop.regency_code, sa.func.count()).where(*shown).group_by(Shop.regency_code)
    )
    by_regency = dict(counts.tuples().all())
    if regency_code:
        shown.append(Shop.regency_code == regency_code)
    total = by_regency.get(regency_code, 0) if regency_code else sum(by_regency.values())
    number = min(number, max(1, -(-total // size)))
    rows = db.session.execute(
        sa.select(Shop, badge.label("is_verified"))
        .where(*shown)
        .order_by(badge.desc(), Shop.created_at.desc(), Shop.id.desc())
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    marked = frozenset(shop.id for shop, is_verified in rows if is_verified)
    return ShopPage([shop for shop, _ in rows], total, by_regency, marked)
