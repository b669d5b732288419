"""How often somebody may try to get in: by the address she comes from, and by the account."""

from collections.abc import Callable
from typing import Any

from flask import request, session
from flask_login import current_user

from marketplace.accounts import emails, phones
from marketplace.accounts.tokens import hash_of
from marketplace.errors import RuleBroken
from marketplace.texts import one_line
from marketplace.web.limits import limiter

# Whole villages share one address behind their mobile network, so this is generous.
by_address: Callable[[Any], Any] = limiter.limit("30 per minute; 300 per hour", methods=["POST"])


def account_named(typed: str) -> str:
    """One name for an account, read as the form's field reads it: without invisible letters."""
    cleaned = one_line(typed) or ""
    try:
        return phones.normalised(cleaned) or emails.address(cleaned)
    except RuleBroken:
        return cleaned.lower()


def by_account(limit: str, *fields: str) -> Callable[[Any], Any]:
    """Limit attempts on the account that a form field names, however its number is written."""

    def key() -> str:
        typed = next((request.form[name] for name in fields if name in request.form), "")
        return "account:" + hash_of(account_named(typed))

    limited: Callable[[Any], Any] = limiter.limit(limit, key_func=key, methods=["POST"])
    return limited


def by_session(limit: str, name: str) -> Callable[[Any], Any]:
    """Limit attempts on the account that this browser's session waits for."""

    def key() -> str:
        waits_for = session.get(name) or {}
        return "session:" + hash_of(str(waits_for.get("user", "")))

    limited: Callable[[Any], Any] = limiter.limit(limit, key_func=key, methods=["POST"])
    return limited


def by_person(limit: str) -> Callable[[Any], Any]:
    """Limit what one signed-in person may try, from wherever she comes."""

    def key() -> str:
        return f"person:{current_user.get_id() if current_user.is_authenticated else ''}"

    limited: Callable[[Any], Any] = limiter.limit(limit, key_func=key, methods=["POST"])
    return limited
