"""How an officer answers what the register asks about a badge: keep it, or take it away.

Shop, badge and question are locked in the order in which all others lock them.
"""

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.sellers.models import BadgeConflict
from marketplace.sellers.services import badges, conflicts
from marketplace.sellers.services.supervision import given


def keep_badge(
    conflict: BadgeConflict, *, by: User, reason: str, version: int, reason_code: str = ""
) -> BadgeConflict:
    """Let the badge stand: the register is wrong, or the difference does not matter.

    The same facts are not asked about again. Stale when it is no longer what the officer saw.
    """
    reason = given(reason)
    with transaction() as session:
        shop = locked(conflict.badge.shop)
        badge = locked(conflict.badge)
        session.expire(conflict)  # another may have answered while the shop was waited for
        conflict = locked(conflict)
        officer = badges.officer_for(badge, shop, by)
        conflict.must_be_as_seen(version)
        conflict.answer("kept", by=officer, code=reason_code, reason=reason, now=now())
        conflicts.tell("kept", conflict, badge, by=officer, code=reason_code)
    return conflict


def revoke_for(
    conflict: BadgeConflict, *, by: User, reason: str, version: int, reason_code: str = ""
) -> BadgeConflict:
    """Take the badge away for what the register says; whatever else was asked is settled."""
    reason = given(reason)
    with transaction() as session:
        shop = locked(conflict.badge.shop)
        badge = locked(conflict.badge)
        session.expire(conflict)  # another may have answered while the shop was waited for
        conflict = locked(conflict)
        officer = badges.officer_for(badge, shop, by)
        conflict.must_be_as_seen(version)
        conflict.answer("revoked", by=officer, code=reason_code, reason=reason, now=now())
        badges.revoke(badge, by=officer, reason=reason, reason_code=reason_code)
        conflicts.tell("revoked", conflict, badge, by=officer, code=reason_code)
    return conflict
