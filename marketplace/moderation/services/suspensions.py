"""A shop suspended, or let back, by an officer of her own accord; the owner may appeal."""

from datetime import date

from marketplace.accounts.models import User
from marketplace.database import locked, transaction
from marketplace.moderation.models import Decision
from marketplace.moderation.services.recording import record_decision
from marketplace.sellers import services as sellers
from marketplace.sellers.models import Shop
from marketplace.sellers.services.supervision import supervisor_of


def suspend(shop: Shop, *, by: User, code: str, reason: str, until: date | None) -> Decision:
    """Take a shop off the street until the end of a day, or until it is looked at again."""
    with transaction():
        shop = locked(shop)
        officer = supervisor_of(shop, by)
        was = suspended(shop, by=officer, code=code, reason=reason, until=until)
        return record_decision(shop, "suspend", by=officer, code=code, reason=reason, was=was)


def suspended(
    shop: Shop, *, by: User, code: str, reason: str, until: date | None
) -> dict[str, str]:
    """Suspend within a decision; returns what tells this suspension from another."""
    done = sellers.suspend(shop, by=by, reason=reason, code=code or "lainnya", until=until)
    return {"suspended_at": done.suspended_at.isoformat() if done.suspended_at else ""}


def is_that_of(shop: Shop, was: dict[str, str]) -> bool:
    """Whether a shop is still suspended by the decision that knew this."""
    at = shop.suspended_at
    return at is not None and at.isoformat() == was.get("suspended_at")


def lift_suspension(shop: Shop, *, by: User, code: str, reason: str) -> Decision:
    """Let a shop back before its suspension ends."""
    with transaction():
        shop = locked(shop)
        officer = supervisor_of(shop, by)
        sellers.lift_suspension(shop, by=officer, reason=reason)
        return record_decision(shop, "lift", by=officer, code=code, reason=reason)
