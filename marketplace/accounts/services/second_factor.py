"""The second step of signing in: codes of an authenticator app, each of which works once."""

from datetime import datetime

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts.models import User
from marketplace.accounts.models.person import USED_CODE
from marketplace.accounts.services import sessions
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record


def check_code(user: User, code: str) -> None:
    """Use up one code of a person's app; RuleBroken when it is wrong or was used before."""
    step = gateway.step_of_code(user, code) if user.has_second_factor else None
    if step is None:
        raise RuleBroken(USED_CODE, field="code")
    with transaction():
        user = locked(user)
        user.use_code_step(step)


def set_second_factor(user: User, secret: str, code: str, at: datetime) -> None:
    """Keep a new authenticator secret, proven by its first code; other sessions end."""
    step = gateway.step_of_code(user, code, secret)
    if step is None:
        raise RuleBroken(USED_CODE, field="code")
    seen = user.fs_uniquifier
    with transaction():
        user = locked(user)
        if user.has_second_factor or user.fs_uniquifier != seen:
            raise RuleBroken("Akun ini baru saja berubah. Silakan masuk sekali lagi.")
        user.use_code_step(step)
        gateway.set_second_factor(user, secret)
        sessions.end_all_sign_ins(user, at)
        record("second_factor.set", user, by=user)
