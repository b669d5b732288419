"""Changing a password, and getting back in without it; neither skips the second factor."""

from datetime import datetime

from marketplace import mail
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import passwords, phones, queries
from marketplace.accounts.models import User
from marketplace.accounts.models.person import NO_SUCH_CODE
from marketplace.accounts.models.proof import LINK_IS_OVER
from marketplace.accounts.services import links, sessions
from marketplace.accounts.services.presence import still_there
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record


def check_strength(user: User, password: str) -> None:
    """Refuse a password that is too weak for this person, with words."""
    passwords.check(password, of_officer=user.is_officer, about=(user.name, user.email, user.phone))


def change_password(user: User, current: str, new: str, at: datetime) -> None:
    """Replace a person's password; all her sessions end, this one too."""
    if not gateway.is_password_of(user, current):
        raise RuleBroken("Sandi lama tidak cocok.", field="current")
    check_strength(user, new)
    seen = user.fs_uniquifier
    hashed = gateway.hash_password(new)
    with transaction():
        user = still_there(user)
        if user.fs_uniquifier != seen:
            raise RuleBroken("Sandi baru saja diganti di tempat lain. Coba sekali lagi.")
        user.set_password(hashed)
        sessions.end_all_sign_ins(user, at)
        record("password.changed", user, by=user)
        _tell(user)


def ask_for_reset(email: str, at: datetime) -> None:
    """Send a reset link to an address, if anybody has it; the asker is told the same either way."""
    with transaction():
        user = queries.by_email(email)
        if user is None:
            return
        user = locked(user)  # held, so that no mail is written to somebody who is being erased
        if not user.active or user.password is None:
            return
        link, token = links.make("password_reset", at, user=user)
        mail.write(user.email or "", "mail/password_reset.txt", token=token)
        record("password_reset.asked", link, user_id=user.id)


def issue_reset_link(user: User, *, by: User, at: datetime) -> str:
    """An officer's link for a person who has neither e-mail nor codes; returns its token.

    The officer never learns or chooses the password, and may not do this for an officer.
    """
    if not by.has_duty("support"):
        raise RuleBroken("Hanya petugas dengan tugas bantuan yang membuat tautan sandi.")
    with transaction():
        user = still_there(user)
        if user.is_officer:
            raise RuleBroken("Sandi petugas diatur ulang oleh administrator lewat undangan baru.")
        link, token = links.make("password_reset", at, user=user, by=by)
        record("password_reset.issued", link, by=by, user_id=user.id)
    return token


def reset_by_link(token: str, password: str, at: datetime) -> None:
    """Set a new password by a one-use link; every session ends, the second factor stays.

    A link that an officer made is over when its person has become an officer herself, or its
    maker helps people no more: whoever kept a copy would set the password of an officer.
    """
    link = queries.open_link(token, "password_reset", at)
    user = queries.person(link.user_id) if link and link.user_id else None
    if user is None:
        raise RuleBroken(LINK_IS_OVER)
    check_strength(user, password)
    hashed = gateway.hash_password(password)
    with transaction():
        link = links.use(token, "password_reset", at)
        user = still_there(user)
        if link.created_by_id is not None:
            maker = queries.person(link.created_by_id)
            if user.is_officer or maker is None or not maker.has_duty("support"):
                raise RuleBroken(LINK_IS_OVER)
        _set_anew(user, hashed, at, link_id=link.id)


def reset_by_code(phone: str, code: str, password: str, at: datetime) -> None:
    """Set a new password by mobile number and one recovery code."""
    found = queries.holder_of_recovery_code(phones.mobile(phone), code)
    user = queries.person(found.user_id) if found else None
    if found is None or user is None:
        gateway.spend_the_time_of_a_check()
        raise RuleBroken(NO_SUCH_CODE, field="code")
    check_strength(user, password)
    hashed = gateway.hash_password(password)
    with transaction():
        found = locked(found)
        found.use(at)
        _set_anew(user, hashed, at, recovery_code_id=found.id)


def _set_anew(user: User, hashed: str, at: datetime, **how: int) -> None:
    user = still_there(user)
    if not user.active:
        raise RuleBroken("Akun ini sedang ditangguhkan. Hubungi dinas.")
    user.set_password(hashed)
    sessions.end_all_sign_ins(user, at)
    record("password.reset", user, by=None, **how)
    _tell(user)


def _tell(user: User) -> None:
    """Let a person know by mail, so that a change which is not hers does not stay unseen."""
    if user.is_email_confirmed and user.email:
        mail.write(user.email, "mail/password_changed.txt")
