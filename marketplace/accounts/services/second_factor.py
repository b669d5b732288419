"""The second step of signing in: codes of an authenticator app, each of which works once."""

from datetime import datetime

from marketplace import mail
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries
from marketplace.accounts.models import User
from marketplace.accounts.models.person import FOR_SECOND_STEP, USED_CODE
from marketplace.accounts.services import sessions
from marketplace.accounts.services.paper_codes import new_paper_codes, void_paper_codes
from marketplace.accounts.services.presence import still_there
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record
from marketplace.sentences import Sentence

WRONG_PASSWORD = Sentence("Sandi Anda tidak cocok.")


def check_code(user: User, code: str, at: datetime) -> None:
    """Use up one code, of a person's app or from her paper; RuleBroken when it is no good.

    Officers have no codes on paper: an administrator invites whoever lost her phone anew.
    """
    step = gateway.step_of_code(user, code) if user.has_second_factor else None
    if step is None:
        _check_paper_code(user, code, at)
        return
    with transaction():
        user = still_there(user)
        user.use_code_step(step)


def give_code_again(user: User, token: str, code: str, at: datetime) -> None:
    """Use up a code on the session of a token, for what a borrowed computer must not do.

    RuleBroken when it is no good; NotFound when the session has ended meanwhile.
    """
    with transaction():
        check_code(user, code, at)
        sessions.note_code(user, token, at)


def _check_paper_code(user: User, code: str, at: datetime) -> None:
    found = queries.second_step_code_of(user, code)
    if found is None or user.is_officer or not user.has_second_factor:
        raise RuleBroken(USED_CODE, field="code")
    with transaction():
        found = locked(found)
        found.use(at)
        record("second_factor.paper_code_used", user, by=user, recovery_code_id=found.id)


def check_it_is_she(user: User, password: str, code: str, at: datetime) -> None:
    """Ask again for everything that opens the account; RuleBroken beside what is wrong."""
    if not gateway.is_password_of(user, password):
        raise RuleBroken(WRONG_PASSWORD, field="password")
    if user.has_second_factor:
        check_code(user, code, at)


def prepare_second_factor(user: User, password: str) -> str:
    """A secret for a person's app, once she has given her password; nothing is kept yet."""
    if not gateway.is_password_of(user, password):
        raise RuleBroken(WRONG_PASSWORD, field="password")
    if user.has_second_factor:
        raise RuleBroken("Kode masuk sudah terpasang. Lepas dahulu yang lama.")
    return gateway.new_code_secret()


def set_second_factor(user: User, secret: str, code: str, at: datetime) -> tuple[str, ...]:
    """Keep a new authenticator secret, proven by its first code; every session ends.

    Returns the codes on paper that stand in for the app; an officer gets none.
    """
    step = gateway.step_of_code(user, code, secret)
    if step is None:
        raise RuleBroken(USED_CODE, field="code")
    seen = user.fs_uniquifier
    with transaction():
        user = still_there(user)
        if user.has_second_factor or user.fs_uniquifier != seen:
            raise RuleBroken("Akun ini baru saja berubah. Silakan masuk sekali lagi.")
        user.use_code_step(step)
        gateway.set_second_factor(user, secret)
        sessions.end_all_sign_ins(user, at)
        record("second_factor.set", user, by=user)
        _tell(user, "mail/second_factor_set.txt")
        return () if user.is_officer else new_paper_codes(user, FOR_SECOND_STEP, at)


def remove_second_factor(user: User, password: str, code: str, at: datetime) -> None:
    """Do without codes again, after password and code; every session ends. Officers may not."""
    if user.is_officer:
        raise RuleBroken("Akun petugas selalu memakai kode masuk.")
    check_it_is_she(user, password, code, at)
    with transaction():
        user = still_there(user)
        user.remove_second_factor()
        void_paper_codes(user, FOR_SECOND_STEP, at)
        sessions.end_all_sign_ins(user, at)
        record("second_factor.removed", user, by=user)
        _tell(user, "mail/second_factor_removed.txt")


def replace_second_step_codes(
    user: User, password: str, code: str, at: datetime
) -> tuple[str, ...]:
    """New codes on paper in place of the old ones, after password and code."""
    if user.is_officer or not user.has_second_factor:
        raise RuleBroken("Kode cadangan hanya untuk akun dengan kode masuk, bukan petugas.")
    check_it_is_she(user, password, code, at)
    with transaction():
        return new_paper_codes(still_there(user), FOR_SECOND_STEP, at)


def _tell(user: User, letter: str) -> None:
    """Let a person know by mail, so that a change which is not hers does not stay unseen."""
    if user.is_email_confirmed and user.email:
        mail.write(user.email, letter)
