"""What becomes of a badge: issued or renewed by an approved claim, taken away by an officer."""

import secrets
from datetime import datetime

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import day_of, now
from marketplace.database import db, in_transaction, locked, transaction
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.sellers import register
from marketplace.sellers.jurisdiction import decides, office_of
from marketplace.sellers.models import Badge, Claim, Ground, Shop
from marketplace.sellers.services import conflicts
from marketplace.sellers.services.people import acting, must_be_impartial
from marketplace.sellers.services.supervision import given
from marketplace.sellers.standing import still_good

# Without 0 O 1 I L: people read codes to each other over the telephone. 31^12 is 59 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
RENEWED = "Lencana ini diperpanjang sejak Anda membukanya. Periksa sekali lagi, lalu putuskan."


def issue(
    claim: Claim, record: register.Record, verdict: register.Verdict, *, by: User, at: datetime
) -> Badge:
    """Inside the approval's transaction: a new badge, or a new ground of the one she has.

    The badge ends at `min(certificate's last day, what was shown, verified + 12 months)`; one
    that is renewed keeps its code, so that what was printed stays true.
    """
    if not in_transaction():
        raise RuntimeError("a badge is issued in the transaction of its claim's approval")
    shown = [one.expires_on for one in claim.evidence if one.expires_on is not None]
    present = {
        "basis": register.basis(record, verdict),
        "rules_version": verdict.version,
        "expires_on": min([verdict.badge_ends(day_of(at)), *still_good(shown, day_of(at))]),
    }
    badge = _unrevoked(claim)
    renewed = badge is not None
    if badge is None:
        badge = Badge(
            code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
            kind=claim.kind,
            shop_id=claim.shop_id,
            cooperative_id=claim.cooperative_id,
            business_id=claim.business_id,
            issued_at=at,
        )
        db.session.add(badge)
    for name, value in present.items():
        setattr(badge, name, value)
    badge.issued_by_id, badge.issuing_office = by.id, office_of(by)
    badge.lapsed_at, badge.lapse_reasons = None, []
    ground = Ground(
        claim_id=claim.id,
        checked_by_id=claim.checked_by_id,
        approved_by_id=by.id,
        office=office_of(by),
        approved_at=at,
        **present,
    )
    badge.grounds.append(ground)
    db.session.flush()
    conflicts.ask(badge, {})  # she looked at the record as it is: nothing is asked any more
    name = "badge.renewed" if renewed else "badge.issued"
    events.record(name, badge, by=by, shop_id=claim.shop_id, claim_id=claim.id)
    return badge


def _unrevoked(claim: Claim) -> Badge | None:
    """The badge of the same shop and record that this approval renews."""
    return db.session.scalar(
        sa.select(Badge)
        .where(
            Badge.shop_id == claim.shop_id,
            Badge.kind == claim.kind,
            Badge.cooperative_id == claim.cooperative_id
            if claim.business_id is None
            else Badge.business_id == claim.business_id,
            Badge.revoked_at.is_(None),
        )
        .with_for_update()
    )


def revoke(
    badge: Badge, *, by: User, reason: str, reason_code: str = "", claim_id: int | None = None
) -> Badge:
    """Take a badge away at once; its proof page goes on saying so.

    Stale when it rests by now on another claim than the one that the officer saw, `claim_id`.

    What the register asks about it is settled with it.
    """
    reason = given(reason)
    with transaction():
        shop = locked(badge.shop)
        badge = locked(badge)
        officer = officer_for(badge, shop, by)
        if claim_id is not None and badge.latest_claim_id != claim_id:
            raise Stale(RENEWED)
        if badge.revoked_at is None and day_of(now()) > badge.expires_on:
            raise RuleBroken("Lencana ini sudah berakhir, jadi tidak perlu dicabut.")
        badge.revoke(by=officer, reason=reason, code=reason_code, now=now())
        told = {"code": reason_code} if reason_code else {}
        events.record("badge.revoked", badge, by=officer, shop_id=badge.shop_id, **told)
        conflicts.ask(badge, {})
    return badge


def officer_for(case: Claim | Badge, shop: Shop, by: User) -> User:
    """The acting officer, whose office decides about this case; never a shop near to her."""
    officer = acting(by)
    if not officer.has_duty("verify") or not decides(officer, case):
        raise NotFound
    must_be_impartial(officer, shop)
    return officer
