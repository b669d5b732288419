"""After a change of SECRET_KEY: what the old key locked is locked with the present one."""

import sqlalchemy as sa

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts.models import User
from marketplace.database import db, locked, transaction


def renew_code_secrets() -> int:
    """Lock every authenticator's secret with the present key; returns how many were not."""
    ids = db.session.scalars(sa.select(User.id).where(User.tf_totp_secret.is_not(None))).all()
    return sum(_renew(user_id) for user_id in ids)


def _renew(user_id: int) -> bool:
    with transaction() as session:
        user = locked(session.get_one(User, user_id))
        renewed = gateway.renewed_code_secret(user.tf_totp_secret) if user.tf_totp_secret else None
        if renewed is not None:
            user.tf_totp_secret = renewed
        return renewed is not None
