"""Links that do one thing once; the token itself is only in the link."""

from datetime import datetime, timedelta
from typing import Any

from marketplace.accounts import queries
from marketplace.accounts.models import OneUseLink, User
from marketplace.accounts.models.proof import LINK_IS_OVER
from marketplace.accounts.tokens import hash_of, new_token
from marketplace.database import db, in_transaction, locked
from marketplace.errors import RuleBroken

LASTS = {
    "sign_up": timedelta(days=2),
    "email_confirmation": timedelta(days=2),
    "password_reset": timedelta(hours=1),
    "officer_invitation": timedelta(days=3),
}


def make(
    purpose: str,
    at: datetime,
    *,
    user: User | None = None,
    by: User | None = None,
    **details: Any,
) -> tuple[OneUseLink, str]:
    """A new link and its token; only inside a transaction."""
    token = new_token()
    link = OneUseLink(
        token_hash=hash_of(token),
        purpose=purpose,
        user_id=user.id if user else None,
        details=details,
        created_at=at,
        created_by_id=by.id if by else None,
        expires_at=at + LASTS[purpose],
    )
    db.session.add(link)
    db.session.flush()
    return link, token


def use(token: str, purpose: str, at: datetime) -> OneUseLink:
    """Use a link up, under lock: only one of two clicks does; RuleBroken when it is over."""
    if not in_transaction():
        raise RuntimeError("a link is used in the transaction of what it does")
    link = queries.open_link(token, purpose, at)
    if link is None:
        raise RuleBroken(LINK_IS_OVER)
    link = locked(link)
    link.use(at)
    return link
