"""What an officer does about permits: look one up where it was issued, and say what she found."""

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.models import Permit
from marketplace.catalog.reasons import REASONS
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.sellers.jurisdiction import office_of
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import acting, must_be_impartial

FINDINGS = {"confirmed": "permit_confirm", "refuted": "permit_refute"}
STALE = "Izin ini diubah atau diperiksa orang lain sejak Anda membukanya. Periksa sekali lagi."


def find(
    permit: Permit, finding: str, *, by: User, version: int, reason_code: str, reason: str
) -> Permit:
    """Say that a permit is in its issuer's register as stated, or that it is not.

    Bound to the `version` that she looked up: Stale when it is another by now. A permit that is
    not so is shown to no buyer; the owner reads why, and may correct it.
    """
    if finding not in FINDINGS:
        raise RuleBroken("Pilih hasil pemeriksaannya.")
    code, words = _reason(finding, reason_code, reason)
    shop_id = permit.shop_id
    with transaction():
        shop = locked(Shop(id=shop_id))  # a declared interest takes the same lock
        permit = locked(permit)
        officer = _looker(shop, by)
        if permit.version != version:
            raise Stale(STALE)
        office = office_of(officer)
        permit.find(finding, by=officer, office=office, code=code, reason=words, at=now())
        events.record(
            f"permit.{finding}", permit, by=officer, shop_id=shop.id, listing_id=permit.listing_id,
            kind=permit.kind, reason_code=code,
        )  # fmt: skip
    return permit


def _reason(finding: str, code: str, words: str) -> tuple[str, str]:
    if code and REASONS.named(code, FINDINGS[finding]) is None:
        raise RuleBroken("Alasan ini tidak cocok dengan hasilnya.", "reason_code")
    if len(words.strip()) < 5:
        raise RuleBroken("Tulis alasannya dalam satu kalimat.", "reason")
    return code, words.strip()[:1000]


def _looker(shop: Shop, by: User) -> User:
    officer = acting(by)
    if not officer.has_duty("verify") or not officer.may_act_in(shop.regency_code):
        raise NotFound
    must_be_impartial(officer, shop)
    return officer
