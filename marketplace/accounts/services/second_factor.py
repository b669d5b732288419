"""The second step of signing in: codes of an authenticator app, each of which works once."""

from datetime import datetime

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts.models import User
from marketplace.accounts.services import sessions
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record

WRONG_CODE = "Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi Anda."


def check_code(user: User, code: str) -> None:
    """Use up one code of a person's app; RuleBroken when it is wrong or was used before."""
    if not user.has_second_factor or not gateway.is_code_of(user, code):
        raise RuleBroken(WRONG_CODE, field="code")


def set_second_factor(user: User, secret: str, code: str, at: datetime) -> None:
    """Keep a new authenticator secret, proven by its first code; other sessions end."""
    if user.has_second_factor:
        raise RuleBroken("Kode masuk akun ini sudah dipasang.")
    if not gateway.is_code_of(user, code, secret):
        raise RuleBroken(WRONG_CODE, field="code")
    seen = user.fs_uniquifier
    with transaction():
        user = locked(user)
        if user.has_second_factor or user.fs_uniquifier != seen:
            raise RuleBroken("Akun ini baru saja berubah. Silakan masuk sekali lagi.")
        gateway.set_second_factor(user, secret)
        sessions.end_all_sign_ins(user, at)
        record("second_factor.set", user, by=user)
