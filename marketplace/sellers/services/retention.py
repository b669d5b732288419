"""How long evidence is kept: a year after it has done its work (the privacy page promises it).

A photo of an identity card has done its work when the claim is decided, and goes a month later.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.clock import day_of, now
from marketplace.database import db, transaction
from marketplace.retention import forgets, kept
from marketplace.sellers import evidence
from marketplace.sellers.models import Badge, Claim, ClaimNote, Evidence, Ground

KEPT, KTP_KEPT = kept("evidence"), kept("ktp")
BATCH = 50


@forgets("evidence")
def forget_all_old_evidence(_before: datetime) -> int:
    """All of it, a few at a time, so that no transaction is long; returns how many photos."""
    return _all_of(forget_old_evidence)


@forgets("ktp")
def forget_all_identity_cards(_before: datetime) -> int:
    """Photos of identity cards that nobody needs any more; returns how many."""
    return _all_of(forget_identity_cards)


@forgets("claim_words")
def forget_claim_words(before: datetime) -> int:
    """Blank what owners and boards wrote in claims that were decided before; how many notes."""
    over = sa.select(Claim.id).where(Claim.decided_at < before)
    written = (ClaimNote.side != "office", ClaimNote.words != "", ClaimNote.claim_id.in_(over))
    with transaction() as session:
        session.execute(
            sa.update(Claim)
            .where(Claim.decided_at < before, Claim.board_words != "")
            .values(board_words="")
            .execution_options(synchronize_session=False)
        )
        forgotten: Any = session.execute(
            sa.update(ClaimNote)
            .where(*written)
            .values(words="")
            .execution_options(synchronize_session=False)
        )
    return int(forgotten.rowcount)


def _all_of(forget: Callable[[], int]) -> int:
    total = 0
    while forgotten := forget():
        total += forgotten
    return total


def forget_old_evidence() -> int:
    """Delete photos of claims rejected, and of badges ended, more than a year ago; how many."""
    at = now() - KEPT
    ended = sa.or_(Badge.expires_on < day_of(at), Badge.revoked_at < at)
    return _forget(sa.or_(sa.and_(Claim.state != "approved", Claim.decided_at < at), ended))


def forget_identity_cards() -> int:
    """Delete photos of identity cards a month after their claim was decided; how many."""
    return _forget(sa.and_(Evidence.kind == "ktp", Claim.decided_at < now() - KTP_KEPT))


def _forget(over: sa.ColumnElement[bool]) -> int:
    """Delete one batch: the file first, so that none is left behind without its note."""
    old = db.session.execute(_old(over)).all()
    for _, _, key in old:
        evidence.forget(key)
    if old:
        with transaction() as session:
            for claim_id, evidence_id, key in old:
                session.execute(
                    sa.update(Evidence)
                    .where(Evidence.id == evidence_id, Evidence.key == key)
                    .values(key="", number="")
                )
                claim = session.get_one(Claim, claim_id)
                events.record("claim.evidence_forgotten", claim, evidence_id=evidence_id)
    return len(old)


def _old(over: sa.ColumnElement[bool]) -> sa.Select[int, int, str]:
    return (
        sa.select(Claim.id, Evidence.id, Evidence.key)
        .distinct()
        .join(Evidence, Evidence.claim_id == Claim.id)
        .outerjoin(Ground, Ground.claim_id == Claim.id)
        .outerjoin(Badge, Badge.id == Ground.badge_id)
        .where(Evidence.key != "", over)
        .order_by(Evidence.id)
        .limit(BATCH)
    )
