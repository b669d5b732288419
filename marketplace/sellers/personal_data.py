"""What the sellers room keeps of a person: shops, claims with their photos, badges."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from marketplace.accounts import queries as accounts
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.events import record
from marketplace.personal_data import Part, gives, lets_go, rows_of, stands_in_the_way, stops
from marketplace.sellers import evidence, queries
from marketplace.sellers.models import (
    Badge,
    BadgeConflict,
    BadgeWarning,
    Claim,
    ClaimNote,
    Evidence,
    Ground,
    Interest,
    Shop,
    ShopMember,
)
from marketplace.sellers.services import conflicts
from marketplace.sentences import Sentence

ACCOUNT_ERASED = "Akun pemiliknya dihapus."
IN_THE_WAY = Sentence("Lapak Anda sedang dibekukan dinas, sehingga petugas memeriksanya dahulu.")
# Who wrote or decided a row is not hers to know, or goes without saying.
OFFICERS = (
    *("submitted_by_id", "checked_by_id", "decided_by_id", "approved_by_id"),
    *("issued_by_id", "revoked_by_id", "board_answered_by_id"),
)
CONSENT_WITHDRAWN = "Pemiliknya menarik persetujuan."


@gives
def her_shops(person_id: int) -> Iterable[Part]:
    """The shops that she keeps, what she claimed with which photo, and the badges."""
    ids = queries.shop_ids_of(person_id)
    hers = ShopMember.user_id == person_id
    yield Part("lapak", rows_of(Shop, Shop.id.in_(ids)))
    yield Part("keanggotaan lapak", rows_of(ShopMember, hers, left_out=("user_id",)))
    claims = rows_of(Claim, Claim.submitted_by_id == person_id, left_out=OFFICERS)
    yield Part("klaim", claims)
    ids_of_claims = [claim["id"] for claim in claims]
    steps = ClaimNote.claim_id.in_(ids_of_claims)
    yield Part("langkah klaim", rows_of(ClaimNote, steps, left_out=("author_id",)))
    shown = rows_of(Evidence, Evidence.claim_id.in_(ids_of_claims))
    yield Part("bukti klaim", shown, _photos(shown))
    badges = rows_of(Badge, Badge.shop_id.in_(ids), left_out=OFFICERS)
    yield Part("lencana", badges)
    ids_of_badges = [badge["id"] for badge in badges]
    for name, of_badge in (
        ("dasar lencana", Ground),
        ("pertentangan lencana", BadgeConflict),
        ("peringatan lencana", BadgeWarning),
    ):
        resting = of_badge.badge_id.in_(ids_of_badges)
        yield Part(name, rows_of(of_badge, resting, left_out=OFFICERS))
    declared = rows_of(Interest, Interest.officer_id == person_id, left_out=("officer_id",))
    yield Part("kepentingan", declared)


def _photos(shown: list[dict[str, Any]]) -> dict[str, Callable[[], bytes]]:
    return {
        f"bukti-{one['id']}.webp": partial(evidence.photo, one["key"])
        for one in shown
        if one["key"]
    }


@stands_in_the_way
def a_suspended_shop(person_id: int) -> str | None:
    """A shop that the dinas took off the street is looked into before its traces go."""
    suspended = sa.select(Shop.id).where(
        Shop.id.in_(queries.shop_ids_of(person_id)), Shop.suspended_at.is_not(None)
    )
    if db.session.scalar(suspended.limit(1)) is None:
        return None
    return IN_THE_WAY


@stops("membership")
def forget_her_membership(person_id: int, at: datetime) -> None:
    """Forget what she showed of her membership; what rested on it ends."""
    _end_claims(_her(person_id), CONSENT_WITHDRAWN, at)


@lets_go
def let_her_shops_go(person_id: int, at: datetime) -> None:
    """Erase the shops that nobody else keeps; from the others only she goes."""
    user, ending = _her(person_id), queries.shops_that_end_with(person_id)
    _end_claims(user, ACCOUNT_ERASED, at)
    for shop in db.session.scalars(
        sa.select(Shop).where(Shop.id.in_(ending)).order_by(Shop.id).with_for_update()
    ):
        shop.become_nothing(at)
        record("shop.erased", shop, by=user)
    _end_claims(user, ACCOUNT_ERASED, at)  # one may have come in while the shop was waited for
    _leave_the_others(user, ending)
    db.session.execute(sa.delete(Interest).where(Interest.officer_id == user.id))


def _her(person_id: int) -> User:
    user = accounts.person(person_id)
    if user is None:
        raise LookupError(person_id)
    return user


def _end_claims(user: User, why: str, at: datetime) -> None:
    shown = sa.exists().where(Evidence.claim_id == Claim.id, Evidence.key != "")
    hers = sa.select(Claim).where(
        Claim.submitted_by_id == user.id, sa.or_(Claim.member_number != "", shown)
    )
    for claim in db.session.scalars(hers.order_by(Claim.id).with_for_update()):
        _revoke_badge_of(claim, user, why, at)
        keys = claim.forget_what_was_shown(at)
        record("claim.evidence_forgotten", claim, by=user, keys=keys, shop_id=claim.shop_id)


def _revoke_badge_of(claim: Claim, user: User, why: str, at: datetime) -> None:
    badge = db.session.scalar(
        sa.select(Badge)
        .join(Ground, Ground.badge_id == Badge.id)
        .where(Ground.claim_id == claim.id, Badge.revoked_at.is_(None))
        .with_for_update(of=Badge)
    )
    if badge is not None:
        badge.revoke(by=user, reason=why, now=at)
        record("badge.revoked", badge, by=user, shop_id=badge.shop_id)
        conflicts.ask(badge, {})


def _forget_answers(ending: Iterable[int]) -> None:
    """What officers wrote about badges of shops that end."""
    theirs = sa.select(Badge.id).where(Badge.shop_id.in_(ending))
    db.session.execute(
        sa.update(BadgeConflict)
        .where(BadgeConflict.badge_id.in_(theirs))
        .values(reason=None)
        .execution_options(synchronize_session=False)
    )


def _leave_the_others(user: User, ending: Iterable[int]) -> None:
    """A shop that others go on with keeps neither her membership nor her number."""
    others = sa.and_(ShopMember.user_id == user.id, ShopMember.shop_id.not_in(ending))
    kept = db.session.scalars(sa.select(ShopMember.shop_id).where(others)).all()
    db.session.execute(
        sa.update(Shop)
        .where(Shop.id.in_(kept), Shop.whatsapp == user.phone)
        .values(whatsapp=None, whatsapp_confirmed_at=None)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(sa.delete(ShopMember).where(others))
