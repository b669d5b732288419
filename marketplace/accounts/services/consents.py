"""Agreeing to a use of one's data, and taking that back; both act at once (UU 27/2022)."""

from datetime import datetime

from sqlalchemy import update

from marketplace import personal_data
from marketplace.accounts import queries
from marketplace.accounts.models import Consent, User
from marketplace.accounts.purposes import Purpose, purpose
from marketplace.accounts.services.presence import still_there
from marketplace.accounts.services.rights import note_done
from marketplace.database import db, in_transaction, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import record


def give_consent(user: User, key: str, at: datetime) -> None:
    """Agree to a purpose in its present version; a second time changes nothing."""
    wanted = _purpose(key)
    with transaction():
        user = still_there(user)
        note_consent(user, wanted.key, at)


def note_consent(user: User, key: str, at: datetime) -> None:
    """Write down, in the transaction of what she agreed to, that she did."""
    if not in_transaction():
        raise RuntimeError("a consent is noted in the transaction of its reason")
    wanted = _purpose(key)
    present = queries.present_consents_of(user).get(key)
    if present is not None and present.version == wanted.version:
        return
    given = Consent(user_id=user.id, purpose=key, version=wanted.version, given_at=at)
    db.session.add(given)
    record("consent.given", given, by=user, purpose=key, version=wanted.version)


def withdraw_consent(user: User, key: str, at: datetime) -> None:
    """Take a consent back, or stop a use that needs none: every room stops in this transaction.

    RuleBroken where the basis is the law, or where only deleting the account ends the use.
    """
    wanted = _purpose(key)
    if not wanted.can_be_stopped:
        raise RuleBroken(wanted.if_withdrawn)
    with transaction() as session:
        user = still_there(user)
        if not queries.may_use(user, key):
            raise RuleBroken("Pemakaian ini sudah dihentikan.")
        if queries.present_consents_of(user).get(key) is None:
            # Never asked, because the service needs no consent: the stop itself is written down.
            session.add(Consent(user_id=user.id, purpose=key, version=wanted.version, given_at=at))
            session.flush()
        session.execute(
            update(Consent)
            .where(
                Consent.user_id == user.id, Consent.purpose == key, Consent.withdrawn_at.is_(None)
            )
            .values(withdrawn_at=at)
            .execution_options(synchronize_session=False)
        )
        personal_data.stop(key, user.id, at)
        record("consent.withdrawn", user, by=user, purpose=key)
        note_done(user, "withdrawal", wanted.title, at)


def _purpose(key: str) -> Purpose:
    found = purpose(key)
    if found is None:
        raise NotFound
    return found
