"""What is over is forgotten: links with a name and an address in them, codes, old sessions."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select

from marketplace.accounts.models import OneUseLink, PhoneConfirmation, SignIn
from marketplace.database import db, transaction

# Long enough to look into what happened on an account, not longer.
SESSIONS_KEPT = timedelta(days=90)
REQUESTS_KEPT = timedelta(days=30)


def forget_what_is_over(at: datetime) -> int:
    """Delete expired links, undecided requests and old sessions; returns how many rows went.

    The trail of events stays: it holds ids only.
    """
    over: list[tuple[Any, Any]] = [
        (OneUseLink, OneUseLink.expires_at < at),
        (
            PhoneConfirmation,
            PhoneConfirmation.confirmed_at.is_(None)
            & (PhoneConfirmation.expires_at < at - REQUESTS_KEPT),
        ),
        (
            SignIn,
            or_(
                SignIn.ended_at < at - SESSIONS_KEPT,
                SignIn.expires_at < at - SESSIONS_KEPT,
            ),
        ),
    ]
    present = [
        (model, rule)
        for model, rule in over
        if db.session.scalar(select(model.id).where(rule).limit(1)) is not None
    ]
    if not present:
        return 0
    with transaction() as session:
        gone: list[Any] = [session.execute(delete(model).where(rule)) for model, rule in present]
    return sum(result.rowcount for result in gone)
