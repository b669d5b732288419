"""Mobile numbers: given by their holder, confirmed by an officer who saw a code come from them."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import phones, queries
from marketplace.accounts.models import PhoneConfirmation, User
from marketplace.accounts.models.private import NIK_KTP
from marketplace.accounts.services.presence import still_there
from marketplace.accounts.tokens import short_code
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record
from marketplace.sentences import Sentence

CODE_LASTS = timedelta(days=3)
TAKEN = Sentence(
    "Nomor ini sudah dikonfirmasi untuk akun lain. Akhiri yang lama dahulu sebelum yang baru."
)


def change_phone(user: User, phone: str, password: str, at: datetime) -> None:
    """Give another mobile number, once she has given her password; it is unconfirmed."""
    number = phones.mobile(phone)
    if not gateway.is_password_of(user, password):
        raise RuleBroken("Sandi Anda tidak cocok.", field="password")
    with transaction():
        user = still_there(user)
        if user.phone == number:
            raise RuleBroken("Ini nomor Anda yang sekarang.", field="phone")
        user.change_phone(number)
        _void_requests(user, at)
        record("phone.changed", user, by=user)


def request_phone_confirmation(user: User, at: datetime) -> PhoneConfirmation:
    """The code that a person is to send to the dinas: the waiting one, or a new one."""
    with transaction():
        user = still_there(user)
        if user.phone is None:
            raise RuleBroken("Isi nomor HP Anda dahulu.")
        if user.is_phone_confirmed:
            raise RuleBroken("Nomor Anda sudah dikonfirmasi.")
        waiting = queries.waiting_confirmation_of(user, at)
        if waiting is not None:
            return waiting
        asked = PhoneConfirmation(
            user_id=user.id,
            phone=user.phone,
            code=short_code(),
            requested_at=at,
            expires_at=at + CODE_LASTS,
        )
        db.session.add(asked)
        record("phone.confirmation_asked", asked, by=user)
    return asked


def confirm_phone(asked: PhoneConfirmation, *, by: User, at: datetime) -> None:
    """Tick a number: the officer saw this code come from it on WhatsApp.

    RuleBroken when another account holds the number confirmed, or the request is over.
    """
    _check_may_decide(asked, by)
    try:
        with transaction():
            user = still_there(asked.user)
            asked = locked(asked)
            asked.confirm(at, by)
            holder = queries.confirmed_holder(asked.phone)
            if holder is not None and holder.id != user.id:
                raise RuleBroken(TAKEN)
            user.confirm_phone(asked.phone, at, by)
            record("phone.confirmed", user, by=by, request_id=asked.id)
    except IntegrityError:
        # Two officers ticked the same number for two people at the same moment.
        raise RuleBroken(TAKEN) from None


def refuse_phone(asked: PhoneConfirmation, *, by: User, at: datetime) -> None:
    """Turn a request down: the code did not come, or came from another number."""
    _check_may_decide(asked, by)
    with transaction():
        user = still_there(asked.user)
        asked = locked(asked)
        asked.refuse(at, by)
        record("phone.refused", user, by=by, request_id=asked.id)


def _check_may_decide(asked: PhoneConfirmation, by: User) -> None:
    if not by.may_confirm_numbers:
        raise RuleBroken("Tugas Anda tidak termasuk mengonfirmasi nomor.")
    # Another account with the same identity number is she, too.
    if asked.user_id in (by.id, *queries.others_with_number_of(by.id, NIK_KTP)):
        raise RuleBroken("Nomor Anda sendiri dikonfirmasi oleh petugas lain.")


def _void_requests(user: User, at: datetime) -> None:
    db.session.execute(
        update(PhoneConfirmation)
        .where(
            PhoneConfirmation.user_id == user.id,
            PhoneConfirmation.confirmed_at.is_(None),
            PhoneConfirmation.refused_at.is_(None),
            PhoneConfirmation.expires_at > at,
        )
        .values(expires_at=at)
    )
