"""What two officers decide about a claim: one checks it, another approves; either may say no.

Each step is bound to the claim and the record as its officer saw them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import day_of, now
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken, Stale
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers import claim_kinds, register
from marketplace.sellers.jurisdiction import office_of
from marketplace.sellers.models import Badge, Claim, Shop
from marketplace.sellers.services import badges, steps
from marketplace.sellers.services.badges import officer_for
from marketplace.sellers.services.people import must_be_another
from marketplace.sellers.services.supervision import given

STALE = "Klaim ini berubah sejak Anda membukanya. Periksa sekali lagi, lalu putuskan."
STALE_RECORD = "Catatan register berubah sejak Anda membukanya. Periksa sekali lagi, lalu putuskan."
DECIDED = "Klaim ini sudah diputuskan. Muat ulang untuk melihat hasilnya."
CHECKED_BEFORE = (
    "Catatan register berubah sesudah klaim diperiksa. Kembalikan ke pemeriksa, supaya dua orang "
    "melihat catatan yang sama."
)


@dataclass(frozen=True)
class Seen:
    """What an officer had before her: the claim's version, and its record's (0: no record)."""

    version: int
    record_version: int


def check(claim: Claim, *, by: User, reason: str, seen: Seen, reason_code: str = "") -> Claim:
    """Find a claim true; another officer has yet to approve it."""
    reason = given(reason)
    with transaction():
        claim = locked(claim)
        shop = locked(claim.shop)
        officer = _decider(claim, shop, by, seen)
        record = _on_record(claim, seen)
        if isinstance(record, Business):
            claim.business_id = record.id
        at = now()
        _must_be_eligible(register.verdict(record, claim.kind, day_of(at)))
        claim.check(by=officer, reason=reason, record_version=record.version, now=at)
        _tell("claim.checked", claim, "check", officer, reason, reason_code, seen)
    return claim


def return_(
    claim: Claim,
    *,
    by: User,
    reason: str,
    seen: Seen,
    reason_code: str = "",
    missing: Iterable[str] = (),
) -> Claim:
    """Ask the owner for what is missing; she answers, and an officer looks again."""
    reason = given(reason)
    with transaction():
        claim = locked(claim)
        shop = locked(claim.shop)
        officer = _decider(claim, shop, by, seen)
        known = claim_kinds.missing(claim.kind)
        codes = [code for code in known if code in set(missing)]
        claim.return_to_owner(now())
        _tell("claim.returned", claim, "return", officer, reason, reason_code, seen, codes)
    return claim


def send_back(claim: Claim, *, by: User, reason: str, seen: Seen, reason_code: str = "") -> Claim:
    """The second officer wants a claim checked once more, and says why."""
    reason = given(reason)
    with transaction():
        claim = locked(claim)
        shop = locked(claim.shop)
        officer = _decider(claim, shop, by, seen)
        claim.send_back(now())
        _tell("claim.sent_back", claim, "send_back", officer, reason, reason_code, seen)
    return claim


def approve(claim: Claim, *, by: User, reason: str, seen: Seen, reason_code: str = "") -> Badge:
    """Find a checked claim true as well, on the same record, and give the shop its badge.

    RuleBroken when the same person checked it, when the register's rule of today says no, or when
    the shop's number is not confirmed; Stale when claim or record is not what she saw.
    """
    reason = given(reason)
    with transaction():
        claim = locked(claim)
        shop = locked(claim.shop)
        officer = _decider(claim, shop, by, seen)
        record = _on_record(claim, seen)
        if claim.state == "checked" and record.version != claim.checked_record_version:
            raise Stale(CHECKED_BEFORE)
        must_be_another(officer, claim.checked_by_id)
        at = now()
        verdict = register.verdict(record, claim.kind, day_of(at))
        _may_carry_a_badge(shop, verdict)
        claim.approve(by=officer, reason=reason, code=reason_code, now=at)
        badge = badges.issue(claim, record, verdict, by=officer, at=at)
        _tell("claim.approved", claim, "approve", officer, reason, reason_code, seen)
    return badge


def reject(claim: Claim, *, by: User, reason: str, seen: Seen, reason_code: str = "") -> Claim:
    """Find a claim not proven, with the reason that its owner will read."""
    reason = given(reason)
    with transaction():
        claim = locked(claim)
        shop = locked(claim.shop)
        officer = _decider(claim, shop, by, seen)
        claim.reject(by=officer, reason=reason, code=reason_code, now=now())
        _tell("claim.rejected", claim, "reject", officer, reason, reason_code, seen)
    return claim


def _decider(claim: Claim, shop: Shop, by: User, seen: Seen) -> User:
    """The officer who may decide about an open claim that is as she saw it."""
    officer = officer_for(claim, shop, by)
    if not claim.is_open:
        raise Stale(DECIDED)
    if claim.version != seen.version:
        raise Stale(STALE)
    record = register.record_of(claim)
    if (locked(record).version if record else 0) != seen.record_version:
        raise Stale(STALE_RECORD)
    return officer


def _on_record(claim: Claim, seen: Seen) -> Cooperative | Business:
    """The record that a claim rests on, held until the decision is made."""
    record = register.record_of(claim)
    if record is None:
        raise RuleBroken(
            "Nomor ini belum ada di register. Impor datanya dahulu, atau minta pemilik melengkapi."
        )
    record = locked(record)
    if record.version != seen.record_version:
        raise Stale(STALE_RECORD)
    return record


def _tell(
    event: str,
    claim: Claim,
    act: str,
    officer: User,
    reason: str,
    reason_code: str,
    seen: Seen,
    missing: Iterable[str] = (),
) -> None:
    """Write a step down: for the owner as a note, for the trail as an event of ids and codes."""
    steps.note(
        claim,
        act,
        by=officer,
        at=now(),
        office=office_of(officer),
        words=reason,
        codes=missing,
    )
    events.record(
        event,
        claim,
        by=officer,
        shop_id=claim.shop_id,
        seen=seen.version,
        record_seen=seen.record_version,
        reason=reason_code,
        # The statement that every form of a decision asks for.
        no_interest=True,
    )


def _must_be_eligible(verdict: register.Verdict) -> None:
    if verdict.reasons:
        raise RuleBroken("Syarat lencana hari ini belum terpenuhi: " + " ".join(verdict.reasons))


def _may_carry_a_badge(shop: Shop, verdict: register.Verdict) -> None:
    _must_be_eligible(verdict)
    if shop.suspended_at is not None:
        raise RuleBroken("Lapak ini sedang dibekukan. Buka pembekuannya dahulu.")
    if not (shop.whatsapp and shop.whatsapp_confirmed_at):
        raise RuleBroken(
            "Nomor WhatsApp lapak ini belum terbukti milik pemiliknya. "
            "Lencana menunggu sampai nomornya dikonfirmasi."
        )
