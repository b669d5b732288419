"""Codes that a person keeps on paper, eight of a kind; only their hashes are kept here."""

from datetime import datetime

from sqlalchemy import update

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts.models import RecoveryCode, User
from marketplace.accounts.models.person import FOR_PASSWORD
from marketplace.accounts.services.presence import still_there
from marketplace.accounts.tokens import recovery_code, recovery_code_hash
from marketplace.database import db, in_transaction, transaction
from marketplace.errors import RuleBroken
from marketplace.events import record

PAPER_CODES = 8


def new_paper_codes(user: User, kind: str, at: datetime) -> tuple[str, ...]:
    """Eight codes for a person to write down; older ones are void. Only inside a transaction."""
    void_paper_codes(user, kind, at)
    codes = tuple(recovery_code() for _ in range(PAPER_CODES))
    for code in codes:
        db.session.add(
            RecoveryCode(
                user_id=user.id, code_hash=recovery_code_hash(code), kind=kind, created_at=at
            )
        )
    record("recovery_codes.made", user, by=user, kind=kind)
    return codes


def new_recovery_codes(user: User, at: datetime) -> tuple[str, ...]:
    """Codes with which a person without e-mail resets her password."""
    return new_paper_codes(user, FOR_PASSWORD, at)


def void_paper_codes(user: User, kind: str, at: datetime) -> None:
    """Use up every code of a kind that is left. Only inside a transaction."""
    if not in_transaction():
        raise RuntimeError("codes on paper change in the transaction of their reason")
    db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.kind == kind,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
    )


def replace_recovery_codes(user: User, password: str, at: datetime) -> tuple[str, ...]:
    """Make a person new recovery codes, once she has given her password."""
    if not gateway.is_password_of(user, password):
        raise RuleBroken("Sandi Anda tidak cocok.", field="password")
    with transaction():
        return new_recovery_codes(still_there(user), at)
