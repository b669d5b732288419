"""Officers of the dinas: invited by a one-use link, appointed when they accept, ended at once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from marketplace import mail
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import passwords, queries
from marketplace.accounts.models import Officer, OneUseLink, User
from marketplace.accounts.models.proof import LINK_IS_OVER
from marketplace.accounts.services import links, sessions
from marketplace.accounts.services.presence import still_there
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record


def invite(
    email: str,
    *,
    name: str,
    regency_code: str | None,
    duties: Iterable[str],
    is_administrator: bool = False,
    by: User | None,
    at: datetime,
) -> str:
    """Invite somebody to be an officer; mails the one-use link and returns its token.

    `by` is None on the command line only. An older invitation of the same address is void.
    """
    email, duties = email.strip().lower(), list(duties)
    _check_may_appoint(by)
    # The rules of an appointment, before anything is sent.
    Officer().appoint(
        regency_code=regency_code, duties=duties, is_administrator=is_administrator, at=at, by=by
    )
    with transaction():
        if by is not None and by.email == email:
            raise RuleBroken("Anda tidak dapat mengubah penugasan Anda sendiri.")
        _void_invitations(email, at)
        link, token = links.make(
            "officer_invitation",
            at,
            by=by,
            email=email,
            name=name,
            regency_code=regency_code,
            duties=duties,
            is_administrator=is_administrator,
        )
        mail.write(email, "mail/officer_invitation.txt", token=token)
        record(
            "officer.invited",
            link,
            by=by,
            regency_code=regency_code,
            duties=duties,
            is_administrator=is_administrator,
        )
    return token


def _check_may_appoint(by: User | None) -> None:
    if by is not None and not by.is_administrator:
        raise RuleBroken("Hanya administrator provinsi yang mengatur petugas.")


def _void_invitations(email: str, at: datetime) -> None:
    waiting = db.session.scalars(
        select(OneUseLink).where(
            OneUseLink.purpose == "officer_invitation", OneUseLink.used_at.is_(None)
        )
    )
    void = [link.id for link in waiting if link.details.get("email") == email]
    db.session.execute(update(OneUseLink).where(OneUseLink.id.in_(void)).values(used_at=at))


def accept_invitation(token: str, password: str, at: datetime) -> User:
    """Become an officer by an invitation: a new password now, a second factor at first sign-in."""
    link = queries.open_link(token, "officer_invitation", at)
    if link is None:
        raise RuleBroken(LINK_IS_OVER)
    about = (link.details["name"], link.details["email"])
    passwords.check(password, of_officer=True, about=about)
    hashed = gateway.hash_password(password)
    with transaction():
        link = links.use(token, "officer_invitation", at)
        inviter = queries.person(link.created_by_id) if link.created_by_id else None
        if link.created_by_id and (inviter is None or not inviter.is_administrator):
            raise RuleBroken(LINK_IS_OVER)
        invited = link.give_up_details()
        user = _locked_person_of(invited["email"], invited["name"], at)
        user.set_password(hashed)
        user.forget_second_factor()
        appoint(
            user,
            regency_code=invited["regency_code"],
            duties=invited["duties"],
            is_administrator=invited["is_administrator"],
            by=inviter,
            at=at,
        )
        sessions.end_all_sign_ins(user, at)
    return user


def _locked_person_of(email: str, name: str, at: datetime) -> User:
    """Who the invitation was mailed to; that she holds the link proves the address."""
    user = queries.by_email(email)
    if user is None:
        user = User(name=name, email=email)
        db.session.add(user)
        db.session.flush()
    user = still_there(user)
    if not user.active:
        raise RuleBroken("Akun ini sedang ditangguhkan. Hubungi administrator.")
    user.set_email(email, at)
    return user


def appoint(
    user: User,
    *,
    regency_code: str | None,
    duties: Iterable[str],
    is_administrator: bool = False,
    by: User | None,
    at: datetime,
) -> Officer:
    """Make a person an officer, or give her another jurisdiction or other duties."""
    _check_may_appoint(by)
    with transaction():
        user = still_there(user)
        if by is not None and by.id == user.id:
            raise RuleBroken("Anda tidak dapat mengubah penugasan Anda sendiri.")
        officer = db.session.scalar(select(Officer).where(Officer.user_id == user.id))
        if officer is None:
            officer = Officer(user_id=user.id)
            db.session.add(officer)
        officer.appoint(
            regency_code=regency_code,
            duties=duties,
            is_administrator=is_administrator,
            at=at,
            by=by,
        )
        user.appointment = officer
        sessions.end_all_sign_ins(user, at)
        record(
            "officer.appointed",
            user,
            by=by,
            regency_code=regency_code,
            duties=officer.duties,
            is_administrator=is_administrator,
        )
    return officer


def end_appointment(officer: Officer, *, by: User | None, at: datetime) -> None:
    """End an appointment; her sessions end with it. Nobody ends her own."""
    _check_may_appoint(by)
    with transaction():
        officer = locked(officer)
        user = locked(officer.user)
        if by is not None and by.id == user.id:
            raise RuleBroken("Anda tidak dapat mengubah penugasan Anda sendiri.")
        officer.end(at)
        if user.email:
            _void_invitations(user.email, at)  # or an older one would bring her back
        sessions.end_all_sign_ins(user, at)
        record("officer.ended", user, by=by)
