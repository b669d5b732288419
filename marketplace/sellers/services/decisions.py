"""What an officer decides about a membership: approve, reject, take a badge away."""

import secrets

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import day_of, now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.registry.models import Cooperative
from marketplace.sellers import register
from marketplace.sellers.jurisdiction import may_decide, office_of
from marketplace.sellers.models import REPLACED, Badge, Claim, Shop
from marketplace.sellers.queries import is_member
from marketplace.sellers.services.people import acting
from marketplace.sellers.services.supervision import given

# Without 0 O 1 I L: people read codes to each other over the telephone. 31^12 is 59 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
STALE = "Klaim ini berubah sejak Anda membukanya. Periksa sekali lagi, lalu putuskan."
STALE_RECORD = "Catatan register berubah sejak Anda membukanya. Periksa sekali lagi, lalu putuskan."


def approve(
    claim: Claim, *, by: User, reason: str, version: int, record_version: int | None = None
) -> Badge:
    """Find a claim true and give the shop its badge.

    The badge ends at `min(certificate's last day, verified + 12 months)`. RuleBroken when the
    claim or record is not the `version` that the officer saw, when the register's rule of today
    says no, or when the shop's number is not confirmed.
    """
    reason = given(reason)
    with transaction():
        claim = locked(claim)
        shop = locked(claim.shop)
        officer = _decider(claim, shop, by, version)
        cooperative = locked(_record_of(claim))
        if record_version is not None and cooperative.version != record_version:
            raise RuleBroken(STALE_RECORD)
        at = now()
        verdict = register.verdict(cooperative, day_of(at))
        _may_carry_a_badge(shop, verdict)
        claim.decide("approved", by=officer, reason=reason, now=at)
        badge = Badge(
            code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
            shop_id=shop.id,
            cooperative_id=cooperative.id,
            claim_id=claim.id,
            basis=register.basis(cooperative, verdict),
            rules_version=verdict.version,
            issued_by_id=officer.id,
            issuing_office=office_of(officer),
            issued_at=at,
            expires_on=verdict.badge_ends(day_of(at)),
        )
        _replace_older(shop, cooperative, officer)
        db.session.add(badge)
        events.record("claim.approved", claim, by=officer, shop_id=shop.id)
        events.record("badge.issued", badge, by=officer, shop_id=shop.id, claim_id=claim.id)
    return badge


def reject(claim: Claim, *, by: User, reason: str, version: int) -> Claim:
    """Find a claim not proven, with the reason that its owner will read."""
    reason = given(reason)
    with transaction():
        claim = locked(claim)
        shop = locked(claim.shop)
        officer = _decider(claim, shop, by, version)
        claim.decide("rejected", by=officer, reason=reason, now=now())
        events.record("claim.rejected", claim, by=officer, shop_id=shop.id)
    return claim


def revoke(badge: Badge, *, by: User, reason: str) -> Badge:
    """Take a badge away at once; its proof page goes on saying so."""
    reason = given(reason)
    with transaction():
        badge = locked(badge)
        officer = _verifier(badge.cooperative, badge.shop, by)
        if not badge.is_valid(day_of(now())) and badge.revoked_at is None:
            raise RuleBroken("Lencana ini sudah berakhir, jadi tidak perlu dicabut.")
        badge.revoke(by=officer, reason=reason, now=now())
        events.record("badge.revoked", badge, by=officer, shop_id=badge.shop_id)
    return badge


def _decider(claim: Claim, shop: Shop, by: User, version: int) -> User:
    """The officer who may decide about a claim that still waits as she saw it."""
    officer = _verifier(_record_of(claim), shop, by)
    if not claim.is_waiting:
        raise RuleBroken("Klaim ini sudah diputuskan. Muat ulang untuk melihat hasilnya.")
    if claim.version != version:
        raise RuleBroken(STALE)
    return officer


def _record_of(claim: Claim) -> Cooperative:
    if claim.cooperative is None:
        raise RuleBroken("Klaim ini tidak menunjuk catatan di register.")
    return claim.cooperative


def _verifier(cooperative: Cooperative, shop: Shop, by: User) -> User:
    officer = acting(by)
    if not officer.has_duty("verify") or not may_decide(officer, cooperative):
        raise NotFound
    if is_member(shop, officer):
        raise RuleBroken("Ini lapak Anda sendiri. Petugas lain yang memutuskan.")
    return officer


def _may_carry_a_badge(shop: Shop, verdict: register.Verdict) -> None:
    if verdict.reasons:
        raise RuleBroken(
            "Koperasi ini belum memenuhi syarat lencana hari ini: " + " ".join(verdict.reasons)
        )
    if shop.suspended_at is not None:
        raise RuleBroken("Lapak ini sedang dibekukan. Buka pembekuannya dahulu.")
    if not (shop.whatsapp and shop.whatsapp_confirmed_at):
        raise RuleBroken(
            "Nomor WhatsApp lapak ini belum terbukti milik pemiliknya. "
            "Lencana menunggu sampai nomornya dikonfirmasi."
        )


def _replace_older(shop: Shop, cooperative: Cooperative, officer: User) -> None:
    """A shop carries one badge of a cooperative: the newest."""
    older = db.session.scalars(
        sa.select(Badge)
        .where(
            Badge.shop_id == shop.id,
            Badge.cooperative_id == cooperative.id,
            Badge.revoked_at.is_(None),
        )
        .with_for_update()
    ).all()
    for badge in older:
        badge.revoke(by=officer, reason=REPLACED, now=now())
        events.record("badge.revoked", badge, by=officer, shop_id=shop.id, replaced=True)
    db.session.flush()
