"""What is over is forgotten: links with a name and an address in them, codes, old sessions."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace import mail, storage
from marketplace.accounts.models import (
    Consent,
    Disclosure,
    OneUseLink,
    PhoneConfirmation,
    RightsRequest,
    SignIn,
)
from marketplace.database import db, transaction
from marketplace.retention import forgets, kept


def forget_links(at: datetime) -> int:
    """Delete links whose time is over; returns how many."""
    return _delete(OneUseLink, OneUseLink.expires_at < at)


@forgets("number_requests")
def forget_number_requests(before: datetime) -> int:
    """Delete requests to confirm a number that nobody decided in time."""
    undecided = PhoneConfirmation.confirmed_at.is_(None)
    return _delete(PhoneConfirmation, undecided & (PhoneConfirmation.expires_at < before))


@forgets("sign_ins")
def forget_sign_ins(before: datetime) -> int:
    """Delete sessions that ended long ago."""
    return _delete(SignIn, sa.or_(SignIn.ended_at < before, SignIn.expires_at < before))


@forgets("consents")
def forget_consents(before: datetime) -> int:
    """Delete consents that were taken back long ago."""
    return _delete(Consent, Consent.withdrawn_at < before)


@forgets("rights_requests")
def forget_rights_requests(before: datetime) -> int:
    """Delete requests that were answered long ago."""
    return _delete(RightsRequest, RightsRequest.decided_at < before)


@forgets("disclosures")
def forget_disclosures(before: datetime) -> int:
    """Delete notes of who looked at what was locked, long ago."""
    return _delete(Disclosure, Disclosure.at < before)


@forgets("mails")
def forget_mails(before: datetime) -> int:
    """Leave nothing of old mails but when they were sent; returns how many."""
    with transaction():
        return len(mail.forget_before(before))


@forgets("copies")
def forget_copies(before: datetime) -> int:
    """Delete copies that nobody fetched in time; returns how many."""
    over = RightsRequest.file_key.is_not(None), RightsRequest.decided_at < before
    old = db.session.execute(sa.select(RightsRequest.id, RightsRequest.file_key).where(*over)).all()
    for _, key in old:
        storage.private().delete(key or "")  # before the note: no file is left without one
    if old:
        with transaction() as session:
            session.execute(
                sa.update(RightsRequest)
                .where(RightsRequest.id.in_([number for number, _ in old]))
                .values(file_key=None)
            )
    return len(old)


def forget_what_is_over(at: datetime) -> int:
    """All of the accounts room's own classes at once; returns how many rows went."""
    return forget_links(at) + sum(
        forget(at - kept(key))
        for key, forget in (
            ("number_requests", forget_number_requests),
            ("sign_ins", forget_sign_ins),
        )
    )


def _delete(model: Any, rule: Any) -> int:
    """Delete what a rule names; with nothing to delete nothing is written."""
    if db.session.scalar(sa.select(model.id).where(rule).limit(1)) is None:
        return 0
    with transaction() as session:
        gone: Any = session.execute(sa.delete(model).where(rule))
    return int(gone.rowcount)
