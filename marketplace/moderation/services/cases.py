"""An officer decides about what was reported, once for all reports of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.catalog.services import review_decisions
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.moderation.models import Decision, ModerationCase
from marketplace.moderation.services.recording import record_decision
from marketplace.moderation.services.suspensions import suspended
from marketplace.sellers.models import Shop
from marketplace.sellers.services.supervision import given, supervisor_of


@dataclass(frozen=True)
class Verdict:
    """What an officer decides: keep, warn, remove or suspend; and why."""

    action: str
    code: str
    reason: str
    # For a suspension: its last day.
    until: date | None = None


def decide(
    case: ModerationCase,
    verdict: Verdict,
    *,
    by: User,
    version: int,
    listing_version: int | None = None,
) -> Decision:
    """Decide a case; Stale when somebody did before, or the listing is not what was seen."""
    if verdict.action not in ("keep", "warn", "remove", "suspend"):
        raise RuleBroken("Pilih tindakannya.", "action")
    given(verdict.reason)
    with transaction():
        shop, listing = _subject_of(case)
        case = locked(case)
        officer = supervisor_of(shop, by)
        case.close(now())
        if case.version != version:
            raise Stale("Perkara ini berubah.", changed=["Muat ulang untuk melihat yang terbaru."])
        if listing is not None and listing_version != listing.version:
            raise Stale(
                review_decisions.CHANGED, changed=["Isi atau keadaan produk diubah pemiliknya."]
            )
        was = _carry_out(verdict, shop, listing, officer)
        decision = record_decision(
            shop,
            verdict.action,
            by=officer,
            code=verdict.code,
            reason=verdict.reason,
            listing=listing,
            case_id=case.id,
            was=was,
        )
        events.record("case.decided", case, by=officer, action=verdict.action, code=verdict.code)
    return decision


def _subject_of(case: ModerationCase) -> tuple[Shop, Listing | None]:
    """The shop and the listing of a case, locked before it; nothing of the case is read yet."""
    identity = sa.inspect(case).identity or (0,)
    found = db.session.execute(
        sa.select(ModerationCase.shop_id, ModerationCase.listing_id).where(
            ModerationCase.id == identity[0]
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    shop = locked(Shop(id=found.shop_id))
    if found.listing_id is None:
        return shop, None
    return shop, locked(Listing(id=found.listing_id))


def _carry_out(
    verdict: Verdict, shop: Shop, listing: Listing | None, officer: User
) -> dict[str, Any]:
    if verdict.action == "remove":
        if listing is None:
            raise RuleBroken("Yang dilaporkan lapaknya. Bekukan lapak, atau tegur.", "action")
        return {"state": review_decisions.remove(listing, by=officer, code=verdict.code)}
    if verdict.action == "suspend":
        until = {"until": verdict.until}
        return suspended(shop, by=officer, code=verdict.code, reason=verdict.reason, **until)
    return {}
