"""Who somebody is, and who works at the dinas."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.accounts import phones
from marketplace.accounts.models import (
    Officer,
    OneUseLink,
    PhoneConfirmation,
    RecoveryCode,
    SignIn,
    User,
)
from marketplace.accounts.models.person import FOR_PASSWORD, FOR_SECOND_STEP
from marketplace.accounts.tokens import hash_of, recovery_code_hash
from marketplace.database import db
from marketplace.errors import RuleBroken

MOST_HOLDERS = 5


@dataclass(frozen=True)
class SignedIn:
    """A person and the session that she came with."""

    user: User
    sign_in: SignIn


def signed_in_by(token: str, at: datetime) -> SignedIn | None:
    """Who is signed in by a session's token, in one statement; None when it has ended."""
    row = db.session.execute(
        select(SignIn, User)
        .join(User, User.id == SignIn.user_id)
        .outerjoin(User.appointment)
        .options(contains_eager(User.appointment))
        .where(SignIn.token_hash == hash_of(token), SignIn.ended_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    sign_in, user = row
    if not user.active or not sign_in.is_open(at, for_officer=user.is_officer):
        return None
    return SignedIn(user, sign_in)


def has_fresh_code(token: str, at: datetime) -> bool:
    """Whether an authenticator's code was given on the session of a token minutes ago."""
    found = db.session.scalar(
        select(SignIn).where(SignIn.token_hash == hash_of(token), SignIn.ended_at.is_(None))
    )
    return found is not None and found.has_fresh_code(at)


def person(user_id: int) -> User | None:
    """The person with an id."""
    return db.session.get(User, user_id)


def by_email(email: str) -> User | None:
    """The person with an e-mail address, however it is cased."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def by_uniquifier(uniquifier: str) -> User | None:
    """The person who has passed the first step of signing in."""
    return db.session.scalar(select(User).where(User.fs_uniquifier == uniquifier, User.active))


def who_may_be(identity: str) -> list[User]:
    """Whose e-mail or mobile number this may be: a confirmed holder first, at most five."""
    if not phones.looks_like_phone(identity):
        found = by_email(identity)
        return [found] if found else []
    try:
        phone = phones.mobile(identity)
    except RuleBroken:
        return []
    return list(
        db.session.scalars(
            select(User)
            .where(User.phone == phone)
            .order_by(User.phone_confirmed_at.is_(None), User.id)
            .limit(MOST_HOLDERS)
        )
    )


def confirmed_holder(phone: str) -> User | None:
    """Who holds a number confirmed."""
    return db.session.scalar(
        select(User).where(User.phone == phone, User.phone_confirmed_at.is_not(None))
    )


def open_link(token: str, purpose: str, at: datetime) -> OneUseLink | None:
    """A link that can still be used for this purpose."""
    link = db.session.scalar(
        select(OneUseLink).where(
            OneUseLink.token_hash == hash_of(token), OneUseLink.purpose == purpose
        )
    )
    return link if link and link.is_open(at) else None


def holder_of_recovery_code(phone: str, code: str) -> RecoveryCode | None:
    """An unused recovery code of somebody with this number."""
    return db.session.scalar(
        select(RecoveryCode)
        .join(User, User.id == RecoveryCode.user_id)
        .where(
            User.phone == phone,
            User.active,
            RecoveryCode.kind == FOR_PASSWORD,
            RecoveryCode.code_hash == recovery_code_hash(code),
            RecoveryCode.used_at.is_(None),
        )
    )


def names_of(ids: Collection[int]) -> dict[int, str]:
    """What people are called, by id."""
    wanted = select(User.id, User.name).where(User.id.in_(ids))
    return dict(db.session.execute(wanted).tuples().all())


def names_of_officers(ids: Collection[int] | None = None) -> dict[int, str]:
    """What those who are or were officers are called, by id; of everybody unless told whom."""
    wanted = select(User.id, User.name).join(Officer, Officer.user_id == User.id)
    if ids is not None:
        wanted = wanted.where(User.id.in_(ids))
    return dict(db.session.execute(wanted).tuples().all())


def second_step_code_of(user: User, code: str) -> RecoveryCode | None:
    """An unused code on paper that stands in for this person's authenticator app."""
    return db.session.scalar(
        select(RecoveryCode).where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.kind == FOR_SECOND_STEP,
            RecoveryCode.code_hash == recovery_code_hash(code),
            RecoveryCode.used_at.is_(None),
        )
    )


def recovery_codes_left(user: User, kind: str = FOR_PASSWORD) -> int:
    """How many codes on paper of a kind a person has not used yet."""
    unused = (
        RecoveryCode.user_id == user.id,
        RecoveryCode.kind == kind,
        RecoveryCode.used_at.is_(None),
    )
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def waiting_confirmation_of(user: User, at: datetime) -> PhoneConfirmation | None:
    """The code that a person is to send now, if she asked for one."""
    asked = db.session.scalar(
        select(PhoneConfirmation)
        .where(PhoneConfirmation.user_id == user.id)
        .order_by(PhoneConfirmation.id.desc())
        .limit(1)
    )
    if asked is None or asked.phone != user.phone or not asked.is_waiting(at):
        return None
    return asked


def waiting_confirmations(at: datetime) -> list[PhoneConfirmation]:
    """Numbers that officers are to tick, oldest first."""
    return list(
        db.session.scalars(
            select(PhoneConfirmation)
            .where(
                PhoneConfirmation.confirmed_at.is_(None),
                PhoneConfirmation.refused_at.is_(None),
                PhoneConfirmation.expires_at > at,
            )
            .options(joinedload(PhoneConfirmation.user))
            .order_by(PhoneConfirmation.requested_at)
            .limit(200)
        )
    )


def confirmation(confirmation_id: int) -> PhoneConfirmation | None:
    """One request to have a number confirmed."""
    return db.session.get(PhoneConfirmation, confirmation_id)


def officers() -> list[Officer]:
    """Present officers, administrators first, then the province, then by kab/kota."""
    return list(
        db.session.scalars(
            select(Officer)
            .join(User, User.id == Officer.user_id)
            .where(Officer.ended_at.is_(None))
            .options(contains_eager(Officer.user))
            .order_by(
                Officer.is_administrator.desc(),
                Officer.regency_code.is_not(None),
                Officer.regency_code,
                User.name,
            )
        )
    )


def officer(officer_id: int) -> Officer | None:
    """One appointment."""
    return db.session.get(Officer, officer_id)


def open_invitations(at: datetime) -> list[OneUseLink]:
    """Invitations of officers that nobody has accepted yet."""
    return list(
        db.session.scalars(
            select(OneUseLink)
            .where(
                OneUseLink.purpose == "officer_invitation",
                OneUseLink.used_at.is_(None),
                OneUseLink.expires_at > at,
            )
            .order_by(OneUseLink.id)
        )
    )
