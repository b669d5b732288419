"""What an officer decides about a claim: approve it, or find it not proven."""

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import day_of, now
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken, Stale
from marketplace.registry.models import Cooperative
from marketplace.sellers import register
from marketplace.sellers.models import Badge, Claim, Shop
from marketplace.sellers.services import badges
from marketplace.sellers.services.badges import verifier_of
from marketplace.sellers.services.supervision import given

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
            raise Stale(STALE_RECORD)
        at = now()
        verdict = register.verdict(cooperative, claim.kind, day_of(at))
        _may_carry_a_badge(shop, verdict)
        claim.decide("approved", by=officer, reason=reason, now=at)
        badge = badges.issue(claim, cooperative, verdict, by=officer, at=at)
        events.record("claim.approved", claim, by=officer, shop_id=shop.id)
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


def _decider(claim: Claim, shop: Shop, by: User, version: int) -> User:
    """The officer who may decide about a claim that still waits as she saw it."""
    officer = verifier_of(_record_of(claim), shop, by)
    if not claim.is_waiting:
        raise Stale("Klaim ini sudah diputuskan. Muat ulang untuk melihat hasilnya.")
    if claim.version != version:
        raise Stale(STALE)
    return officer


def _record_of(claim: Claim) -> Cooperative:
    if claim.cooperative is None:
        raise RuleBroken("Klaim ini tidak menunjuk catatan di register.")
    return claim.cooperative


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
