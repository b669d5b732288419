"""What an officer does with a shop that does wrong: take it off the street, let it back."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.limits import limits
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import acting, must_be_impartial

LONGEST_REASON = 1000


def suspend(
    shop: Shop,
    *,
    by: User,
    reason: str,
    code: str = "lainnya",
    until: date | None = None,
    review_on: date | None = None,
) -> Shop:
    """Take a shop off the street, with the reason that its owner will read.

    Until the end of a day in Banten; without one, until an officer lifts it, who looks again
    on `review_on` (the latest day that the rules allow, where none is given).
    """
    until, review_on = _days(until, review_on)
    with transaction():
        shop = locked(shop)
        officer = supervisor_of(shop, by)
        shop.suspend(given(reason), now(), code=code, until=until, review_on=review_on)
        last = until.isoformat() if until else None
        events.record("shop.suspended", shop, by=officer, code=code, until=last)
    return shop


def lift_suspension(shop: Shop, *, by: User, reason: str) -> Shop:
    """Let a suspended shop back on the street; whoever decided it keeps the reason in words."""
    given(reason)
    with transaction():
        shop = locked(shop)
        officer = supervisor_of(shop, by)
        shop.lift_suspension()
        events.record("shop.suspension_lifted", shop, by=officer)
    return shop


def end_suspensions() -> int:
    """Let back every shop whose suspension has run out; returns how many."""
    over = sa.select(Shop.id).where(_is_over()).order_by(Shop.id)
    ids = list(db.session.scalars(over))
    db.session.rollback()
    return sum(_end(shop_id) for shop_id in ids)


def _end(shop_id: int) -> int:
    """End one, once: whoever lifted it meanwhile was quicker."""
    nothing = dict.fromkeys(
        (
            "suspended_at",
            "suspension_reason",
            "suspension_code",
            "suspended_until",
            "suspension_review_on",
        )
    )
    with transaction() as session:
        ended: Any = session.execute(
            sa.update(Shop)
            .where(Shop.id == shop_id, _is_over())
            .values(**nothing, version=Shop.version + 1)
            .execution_options(synchronize_session=False)
        )
        if ended.rowcount:
            shop = session.get_one(Shop, shop_id, populate_existing=True)
            events.record("shop.suspension_lifted", shop, ended=True)
    return int(ended.rowcount)


def _is_over() -> sa.ColumnElement[bool]:
    return sa.and_(Shop.suspended_at.is_not(None), Shop.suspended_until < today())


def _days(until: date | None, review_on: date | None) -> tuple[date | None, date | None]:
    """The last day, or the day on which an open end is looked at; RuleBroken beyond the rules."""
    first, rules = today(), limits()
    if until is not None:
        if not first <= until <= first + timedelta(days=rules["longest_days"]):
            raise RuleBroken(
                f"Pilih hari terakhir antara hari ini dan {rules['longest_days']} hari lagi.",
                "until",
            )
        return until, None
    latest = first + timedelta(days=rules["review_within_days"])
    if review_on is not None and not first < review_on <= latest:
        raise RuleBroken(
            f"Tinjau lagi paling lama {rules['review_within_days']} hari lagi.", "until"
        )
    return None, review_on or latest


def supervisor_of(shop: Shop, by: User) -> User:
    """The acting officer, who supervises where the shop stands; never a shop near to her."""
    officer = acting(by)
    if not officer.has_duty("supervise") or not officer.may_act_in(shop.regency_code):
        raise NotFound
    must_be_impartial(officer, shop)
    return officer


def given(reason: str) -> str:
    """A reason in words, as it will be kept; RuleBroken when there is none."""
    words = reason.strip()
    if len(words) < 5:
        raise RuleBroken("Tulis alasannya dalam satu kalimat.", "reason")
    if len(words) > LONGEST_REASON:
        raise RuleBroken(f"Alasan paling panjang {LONGEST_REASON} huruf.", "reason")
    return words
