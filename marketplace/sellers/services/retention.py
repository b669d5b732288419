"""How long evidence is kept: a year after it has done its work (the privacy page promises it)."""

from datetime import datetime

import sqlalchemy as sa

from marketplace import events
from marketplace.clock import day_of, now
from marketplace.database import db, transaction
from marketplace.retention import forgets, kept
from marketplace.sellers import evidence
from marketplace.sellers.models import Badge, Claim, Evidence, Ground

KEPT = kept("evidence")
BATCH = 50


@forgets("evidence")
def forget_all_old_evidence(_before: datetime) -> int:
    """All of it, a few at a time, so that no transaction is long; returns how many photos."""
    total = 0
    while forgotten := forget_old_evidence():
        total += forgotten
    return total


def forget_old_evidence() -> int:
    """Delete photos of claims rejected, and of badges ended, more than a year ago; how many."""
    old = db.session.execute(_old()).all()
    for _, _, key in old:
        evidence.forget(key)  # before the note, so that no photo is left behind without one
    if old:
        with transaction() as session:
            for claim_id, evidence_id, key in old:
                session.execute(
                    sa.update(Evidence)
                    .where(Evidence.id == evidence_id, Evidence.key == key)
                    .values(key="", number="")
                )
                events.record("claim.evidence_forgotten", session.get_one(Claim, claim_id))
    return len(old)


def _old() -> sa.Select[int, int, str]:
    at = now() - KEPT
    ended = sa.or_(Badge.expires_on < day_of(at), Badge.revoked_at < at)
    return (
        sa.select(Claim.id, Evidence.id, Evidence.key)
        .join(Evidence, Evidence.claim_id == Claim.id)
        .outerjoin(Ground, Ground.claim_id == Claim.id)
        .outerjoin(Badge, Badge.id == Ground.badge_id)
        .where(Evidence.key != "")
        .where(sa.or_(sa.and_(Claim.state != "approved", Claim.decided_at < at), ended))
        .order_by(Evidence.id)
        .limit(BATCH)
    )
