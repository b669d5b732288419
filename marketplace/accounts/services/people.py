"""A person's own particulars, and letting her in or keeping her out."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from marketplace import mail
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries
from marketplace.accounts.models import User
from marketplace.accounts.services import links, sessions
from marketplace.accounts.services.presence import still_there
from marketplace.accounts.services.sign_up import ALREADY_HERE
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record


def rename(user: User, name: str) -> None:
    """Change how a person is addressed."""
    with transaction():
        user = still_there(user)
        user.name = name
        record("user.renamed", user, by=user)


def ask_to_use_email(user: User, email: str, password: str, at: datetime) -> None:
    """Mail a link to a new address; it becomes hers when she presses the button behind the link.

    The asker is told the same whether or not somebody else has the address.
    """
    if not gateway.is_password_of(user, password):
        raise RuleBroken("Sandi Anda tidak cocok.", field="password")
    email = email.strip().lower()
    with transaction():
        user = still_there(user)
        if queries.by_email(email) is not None:
            mail.write(email, "mail/already_here.txt")
            return
        link, token = links.make("email_confirmation", at, user=user, email=email)
        mail.write(email, "mail/email_confirmation.txt", token=token)
        record("email.confirmation_asked", link, by=user)


def confirm_email(token: str, at: datetime) -> User:
    """Take the address that a link was mailed to for its person's own."""
    try:
        with transaction():
            link = links.use(token, "email_confirmation", at)
            email = link.give_up_details()["email"]
            holder = queries.by_email(email)
            if holder is not None and holder.id != link.user_id:
                raise RuleBroken(ALREADY_HERE)
            user = still_there(db.session.get_one(User, link.user_id))
            _let_old_address_go(user, email)
            user.set_email(email, at)
            record("email.confirmed", user, by=user)
            return user
    except IntegrityError:
        raise RuleBroken(ALREADY_HERE) from None


def _let_old_address_go(user: User, new: str) -> None:
    """What was mailed to an address that is not hers any more is forgotten with it."""
    if user.email is not None and user.email != new:
        forgotten = mail.forget(user.email)
        record("mails.forgotten", user, by=user, mails=forgotten)


def suspend(user: User, *, by: User, at: datetime) -> None:
    """Keep a person out from now on: she is signed out everywhere."""
    if not by.is_administrator:
        raise RuleBroken("Hanya administrator yang menangguhkan akun.")
    with transaction():
        user = still_there(user)
        if user.id == by.id:
            raise RuleBroken("Anda tidak dapat menangguhkan akun Anda sendiri.")
        user.suspend(at)
        sessions.end_all_sign_ins(user, at)
        record("user.suspended", user, by=by)


def reinstate(user: User, *, by: User) -> None:
    """Let a suspended person sign in again."""
    if not by.is_administrator:
        raise RuleBroken("Hanya administrator yang memulihkan akun.")
    with transaction():
        user = still_there(user)
        user.reinstate()
        record("user.reinstated", user, by=by)
