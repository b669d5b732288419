"""What a person sees of herself; records are found through her."""

from datetime import datetime

from sqlalchemy import select

from marketplace.accounts.models import Address, Consent, RightsRequest, SignIn, User
from marketplace.accounts.purposes import Purpose, purpose, purposes
from marketplace.accounts.tokens import hash_of
from marketplace.database import db

MOST_SHOWN = 50


def addresses_of(user: User) -> list[Address]:
    """A person's addresses, the default first."""
    return list(
        db.session.scalars(
            select(Address)
            .where(Address.user_id == user.id)
            .order_by(Address.is_default.desc(), Address.id)
        )
    )


def address_of(user: User, address_id: int) -> Address | None:
    """One address, if it is hers."""
    return db.session.scalar(
        select(Address).where(Address.user_id == user.id, Address.id == address_id)
    )


def open_sign_ins_of(user: User, at: datetime) -> list[SignIn]:
    """Where a person is signed in now, the latest visit first."""
    rows = db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user.id, SignIn.ended_at.is_(None), SignIn.expires_at > at)
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    )
    return [row for row in rows if row.is_open(at, for_officer=user.is_officer)]


def sign_in_of(user: User, sign_in_id: int) -> SignIn | None:
    """One session that has not ended, if it is hers."""
    return db.session.scalar(
        select(SignIn).where(
            SignIn.user_id == user.id, SignIn.id == sign_in_id, SignIn.ended_at.is_(None)
        )
    )


def is_sign_in_of_token(sign_in: SignIn, token: str) -> bool:
    """Whether this is the session that a browser's token opens."""
    return sign_in.token_hash == hash_of(token)


def consents_of(user: User) -> list[Consent]:
    """Everything that a person ever agreed to, the latest first."""
    return list(
        db.session.scalars(
            select(Consent).where(Consent.user_id == user.id).order_by(Consent.id.desc())
        )
    )


def present_consents_of(user: User) -> dict[str, Consent]:
    """By purpose, what a person agrees to now."""
    given = [one for one in consents_of(user) if one.withdrawn_at is None]
    return {one.purpose: one for one in reversed(given)}


def rights_requests_of(user: User) -> list[RightsRequest]:
    """What a person asked about her data, the latest first."""
    return list(
        db.session.scalars(
            select(RightsRequest)
            .where(RightsRequest.user_id == user.id)
            .order_by(RightsRequest.id.desc())
            .limit(MOST_SHOWN)
        )
    )


def rights_request_of(user: User, request_id: int) -> RightsRequest | None:
    """One request, if it is hers."""
    return db.session.scalar(
        select(RightsRequest).where(
            RightsRequest.user_id == user.id, RightsRequest.id == request_id
        )
    )


def latest_copy_of(user: User) -> RightsRequest | None:
    """The copy that a person asked for last."""
    return db.session.scalar(
        select(RightsRequest)
        .where(RightsRequest.user_id == user.id, RightsRequest.kind == "copy")
        .order_by(RightsRequest.id.desc())
        .limit(1)
    )


def may_use(user: User, key: str) -> bool:
    """Whether a person's data may be used for a purpose now.

    What rests on consent needs one; a service goes on until she stops it.
    """
    latest = db.session.scalar(
        select(Consent)
        .where(Consent.user_id == user.id, Consent.purpose == key)
        .order_by(Consent.id.desc())
        .limit(1)
    )
    if latest is None:
        wanted = purpose(key)
        return wanted is not None and not wanted.rests_on_consent
    return latest.withdrawn_at is None


def outdated_consents_of(user: User) -> list[Purpose]:
    """The purposes whose text has changed since a person agreed to it: she is asked again."""
    present = present_consents_of(user)
    return [
        wanted
        for wanted in purposes().values()
        if wanted.rests_on_consent
        and wanted.key in present
        and present[wanted.key].version != wanted.version
    ]
