"""An owner appeals once; another officer than the first answers, and undoes what was wrong."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.services import review_decisions
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.moderation.kinds import rules
from marketplace.moderation.models import Appeal, Decision
from marketplace.moderation.services.recording import tell_owner
from marketplace.moderation.services.suspensions import is_that_of
from marketplace.sellers import services as sellers
from marketplace.sellers.jurisdiction import office_of
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import member_of, must_be_another
from marketplace.sellers.services.supervision import given, supervisor_of

LONGEST, SHORTEST = 1000, 10
ANOTHER = "Anda yang memutuskannya. Petugas lain yang menjawab banding ini."


def appeal(decision: Decision, *, by: User, words: str) -> Appeal:
    """Object to a decision: once, within its days, in the owner's own words."""
    words = words.strip()
    if not SHORTEST <= len(words) <= LONGEST:
        raise RuleBroken(f"Tulis keberatan Anda, {SHORTEST} sampai {LONGEST} huruf.", "words")
    with transaction() as session:
        decision = locked(decision)
        person = member_of(decision.shop, by)
        if decision.appeal is not None:
            raise Stale("Banding atas putusan ini sudah diajukan.")
        if not decision.can_be_appealed(now()):
            raise RuleBroken("Putusan ini tidak bisa dibanding lagi: waktunya sudah lewat.")
        made = Appeal(
            decision_id=decision.id,
            shop_id=decision.shop_id,
            by_id=person.id,
            words=words,
            at=now(),
            due_at=now() + timedelta(hours=rules()["appeal_hours"]),
        )
        session.add(made)
        events.record("appeal.made", made, by=person, decision_id=decision.id)
    return made


def answer_appeal(
    appealed: Appeal, *, by: User, version: int, upheld: bool, code: str, reason: str
) -> Appeal:
    """Answer an appeal; upheld, what was decided is undone in the same moment."""
    with transaction():
        shop = locked(Shop(id=_of(appealed).shop_id))
        decision = locked(Decision(id=_of(appealed).decision_id))
        appealed = locked(appealed)
        officer = supervisor_of(shop, by)
        must_be_another(officer, decision.by_id, ANOTHER)
        state = "upheld" if upheld else "dismissed"
        appealed.answer(
            state,
            by=officer,
            office=office_of(officer),
            code=code,
            reason=given(reason),
            now=now(),
        )
        if appealed.version != version:
            raise Stale("Banding ini berubah sejak halaman ini dibuka.")
        if upheld:
            decision.undo(now())
            _undo(decision, shop, officer, reason)
        events.record(f"appeal.{state}", appealed, by=officer, decision_id=decision.id, code=code)
        tell_owner(shop, "mail/appeal_answered.txt", appeal=appealed, decision=decision)
    return appealed


def _of(appealed: Appeal) -> Any:
    """The ids of an appeal's shop and decision, which are locked before it is read itself."""
    identity = sa.inspect(appealed).identity or (0,)
    found = db.session.execute(
        sa.select(Appeal.shop_id, Appeal.decision_id).where(Appeal.id == identity[0])
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _undo(decision: Decision, shop: Shop, officer: User, reason: str) -> None:
    """Make it as if it had not been decided, as far as it still is so."""
    if decision.action == "remove" and decision.listing is not None:
        if decision.listing.is_removed:
            review_decisions.reinstate(decision.listing, decision.was["state"], by=officer)
    elif decision.action == "reject_edit" and decision.review is not None:
        review_decisions.approve_after_all(decision.review, by=officer)
    elif decision.action == "suspend" and is_that_of(shop, decision.was):
        sellers.lift_suspension(shop, by=officer, reason=reason)
