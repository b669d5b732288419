"""Saying which record of the register a claim means: an officer does, never a name or a number."""

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.errors import Stale
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers.jurisdiction import office_of
from marketplace.sellers.models import Claim
from marketplace.sellers.services import steps
from marketplace.sellers.services.badges import officer_for
from marketplace.sellers.services.decisions import DECIDED, STALE, STALE_RECORD, Seen
from marketplace.sellers.services.supervision import given


def link_record(
    claim: Claim, record: Cooperative | Business, *, by: User, reason: str, seen: Seen
) -> Claim:
    """Bind a claim that nobody has checked yet to a record; two officers have yet to decide.

    Another record may be another office's to decide about. Stale when claim or record is not what
    she saw; RuleBroken when the record is of another register, or lies outside Banten.
    """
    reason = given(reason)
    with transaction():
        claim = locked(claim)
        shop = locked(claim.shop)
        officer = officer_for(claim, shop, by)
        if not claim.is_open:
            raise Stale(DECIDED)
        if claim.version != seen.version:
            raise Stale(STALE)
        record = locked(record)
        if record.version != seen.record_version:
            raise Stale(STALE_RECORD)
        before = claim.record
        claim.rest_on(record)
        steps.note(claim, "link", by=officer, at=now(), office=office_of(officer), words=reason)
        events.record(
            "claim.linked",
            claim,
            by=officer,
            shop_id=shop.id,
            record_id=record.id,
            record_before=before.id if before else None,
            seen=seen.version,
            record_seen=seen.record_version,
        )
    return claim
