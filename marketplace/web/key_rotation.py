"""After a change of SECRET_KEY: cookies of an old key are signed anew when they are next seen."""

from flask import Flask, current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer


def init_app(app: Flask) -> None:
    """Believe the old keys too, and wean browsers from them; nothing to do without old keys."""
    old = app.config["SETTINGS"].old_secret_keys
    if not old:
        return
    app.config["SECRET_KEY_FALLBACKS"] = list(old)
    # The last one signs, all are believed: a form may have been opened before the change.
    app.config["WTF_CSRF_SECRET_KEY"] = [*reversed(old), app.config["SECRET_KEY"]]
    app.before_request(_sign_anew)


def _sign_anew() -> None:
    cookie = request.cookies.get(current_app.config["SESSION_COOKIE_NAME"])
    if cookie and session and not _is_signed_with_the_present_key(cookie):
        session.modified = True


def _is_signed_with_the_present_key(cookie: str) -> bool:
    kind = current_app.session_interface
    assert isinstance(kind, SecureCookieSessionInterface)
    present = URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"],
        salt=kind.salt,
        serializer=kind.serializer,
        signer_kwargs={"key_derivation": kind.key_derivation, "digest_method": kind.digest_method},
    )
    try:
        present.loads(cookie)
    except BadSignature:
        return False
    return True
