"""What an officer does with a shop that does wrong: take it off the street, let it back."""

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.models import Shop
from marketplace.sellers.queries import is_member
from marketplace.sellers.services.people import acting

LONGEST_REASON = 1000


def suspend(shop: Shop, *, by: User, reason: str) -> Shop:
    """Take a shop off the street, with the reason its owner will read."""
    with transaction():
        shop = locked(shop)
        officer = supervisor_of(shop, by)
        shop.suspend(given(reason), now())
        events.record("shop.suspended", shop, by=officer)
    return shop


def lift_suspension(shop: Shop, *, by: User, reason: str) -> Shop:
    """Let a suspended shop back on the street."""
    given(reason)
    with transaction():
        shop = locked(shop)
        officer = supervisor_of(shop, by)
        shop.lift_suspension()
        events.record("shop.suspension_lifted", shop, by=officer, reason=given(reason))
    return shop


def supervisor_of(shop: Shop, by: User) -> User:
    """The acting officer, who supervises where the shop stands; never her own shop."""
    officer = acting(by)
    if not officer.has_duty("supervise") or not officer.may_act_in(shop.regency_code):
        raise NotFound
    if is_member(shop, officer):
        raise RuleBroken("Ini lapak Anda sendiri. Petugas lain yang memutuskan.")
    return officer


def given(reason: str) -> str:
    """A reason in words, as it will be kept; RuleBroken when there is none."""
    words = reason.strip()
    if len(words) < 5:
        raise RuleBroken("Tulis alasannya dalam satu kalimat.", "reason")
    if len(words) > LONGEST_REASON:
        raise RuleBroken(f"Alasan paling panjang {LONGEST_REASON} huruf.", "reason")
    return words
