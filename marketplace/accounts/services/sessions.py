"""Signing in and out: each session is a row that can be ended."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries
from marketplace.accounts.models import SignIn, User
from marketplace.accounts.models.sign_in import (
    LONGEST,
    LONGEST_DEVICE,
    OFFICER_LONGEST,
    SEEN_EVERY,
)
from marketplace.accounts.services.presence import still_there
from marketplace.accounts.tokens import hash_of, new_token
from marketplace.database import locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import record

log = structlog.get_logger(__name__)


def authenticate(identity: str, password: str) -> User | None:
    """Who gives this e-mail or number with the right password; None says nothing about why not."""
    candidates = queries.who_may_be(identity)
    if not candidates:
        gateway.spend_the_time_of_a_check()
    for user in candidates:
        if gateway.is_password_of(user, password) and user.active:
            return user
    log.info("sign-in refused", candidates=len(candidates))
    return None


def start_sign_in(user: User, at: datetime, device: str = "", *, code_given: bool = False) -> str:
    """Begin a session; returns the token for the signed cookie. `device`: `Chrome di Android`.

    `code_given`: whether a code of her authenticator was asked for on the way in.
    RuleBroken when the password was changed or the person suspended since she was recognised.
    """
    seen = user.fs_uniquifier
    token = new_token()
    with transaction() as session:
        user = still_there(user)
        if user.fs_uniquifier != seen or not user.active:
            raise RuleBroken("Akun ini baru saja berubah. Silakan masuk sekali lagi.")
        longest = OFFICER_LONGEST if user.is_officer else LONGEST
        session.add(
            SignIn(
                user_id=user.id,
                token_hash=hash_of(token),
                created_at=at,
                last_seen_at=at,
                expires_at=at + longest,
                device=device[:LONGEST_DEVICE],
                code_given_at=at if code_given else None,
            )
        )
    log.info("signed in", user_id=user.id)
    return token


def note_code(user: User, token: str, at: datetime) -> None:
    """Write down that a code was given on a session; NotFound when it has ended meanwhile."""
    with transaction() as session:
        noted: Any = session.execute(
            update(SignIn)
            .where(
                SignIn.token_hash == hash_of(token),
                SignIn.user_id == user.id,
                SignIn.ended_at.is_(None),
            )
            .values(code_given_at=at)
            .execution_options(synchronize_session=False)
        )
        if noted.rowcount != 1:
            raise NotFound


def end_sign_in(token: str, at: datetime) -> None:
    """End one session; no error when it has ended already."""
    with transaction() as session:
        session.execute(
            update(SignIn)
            .where(SignIn.token_hash == hash_of(token), SignIn.ended_at.is_(None))
            .values(ended_at=at)
        )


def end_one_sign_in(sign_in: SignIn, *, by: User, at: datetime) -> None:
    """Sign a person out of one of her devices; NotFound when the session is not hers."""
    with transaction():
        sign_in = locked(sign_in)
        if sign_in.user_id != by.id:
            raise NotFound
        sign_in.end(at)
        record("sign_in.ended", sign_in, by=by)


def end_other_sign_ins(user: User, token: str, at: datetime) -> int:
    """Sign a person out everywhere but on the browser that holds this token; how many ended."""
    with transaction() as session:
        user = still_there(user)
        ended: Any = session.execute(
            update(SignIn)
            .where(
                SignIn.user_id == user.id,
                SignIn.ended_at.is_(None),
                SignIn.token_hash != hash_of(token),
            )
            .values(ended_at=at)
            .execution_options(synchronize_session=False)
        )
        if ended.rowcount:
            record("sign_ins.ended", user, by=user, count=ended.rowcount)
        return int(ended.rowcount)


def end_all_sign_ins(user: User, at: datetime) -> None:
    """End every session of a person, wherever she is signed in."""
    with transaction() as session:
        session.execute(
            update(SignIn)
            .where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
            .values(ended_at=at)
            .execution_options(synchronize_session=False)
        )


def end_everybodys_sign_ins(at: datetime) -> None:
    """End every session there is: a backup knows nothing of who signed out after it."""
    with transaction() as session:
        session.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=at))


def note_visit(sign_in_id: int, at: datetime) -> None:
    """Write down that a session is in use, at most every five minutes."""
    with transaction() as session:
        session.execute(
            update(SignIn)
            .where(SignIn.id == sign_in_id, SignIn.last_seen_at <= at - SEEN_EVERY)
            .values(last_seen_at=at)
            .execution_options(synchronize_session=False)
        )
