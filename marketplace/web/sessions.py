"""Whose browser this is: between the signed cookie and the rows of `sign_ins`."""

from typing import Any

import structlog
from flask import Flask, Request, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.wrappers import Response
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from marketplace import origin
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries, services
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.web.devices import device_of

log = structlog.get_logger(__name__)

TOKEN = "sign_in"


def begin(user: User, *, code_given: bool = False) -> None:
    """Sign a person in on this browser, under a new id and with nothing left of the old session."""
    device = device_of(request.headers.get("User-Agent", ""))
    resume(user, services.start_sign_in(user, now(), device, code_given=code_given))


def resume(user: User, token: str) -> None:
    """Hand this browser the id of a sign-in that has just been started."""
    session.clear()
    # An officer's cookie goes with the browser's window; others stay signed in on their phones.
    session.permanent = not user.is_officer
    session[TOKEN] = token
    gateway.let_in(user)


def end() -> None:
    """Sign out: the row is ended, so that a copy of the cookie is worth nothing."""
    if token := session.get(TOKEN):
        services.end_sign_in(token, now())
    gateway.let_out()
    session.clear()


def token() -> str:
    """The id of this browser's session; empty when nobody is signed in on it."""
    return session.get(TOKEN) or ""


def me() -> User:
    """The signed-in person herself, where Flask-Login's `current_user` is a proxy for her."""
    person: User = current_user._get_current_object()
    return person


def token_in_cookie(user: User, token: str) -> dict[str, Any]:
    """What a session must hold for `token` to be signed in; for tests that skip the password."""
    return {"_user_id": user.get_id(), "_fresh": True, TOKEN: token}


def _load_person(user_id: str) -> User | None:
    """Flask-Login's question on each signed-in request, answered by one SQL statement."""
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    at = now()
    found = queries.signed_in_by(token, at)
    if found is None or found.user.get_id() != user_id:
        return None
    if found.sign_in.is_worth_noting(at):
        g.visited = found.sign_in.id
    _tell_who_acts(found.user)
    return found.user


def _tell_who_acts(user: User) -> None:
    """Let the events of this request say in which office an officer acted."""
    appointment = user.officer
    if appointment is not None:
        code, is_administrator = appointment.regency_code, appointment.is_administrator
        role = origin.role_of(code, is_administrator=is_administrator)
        origin.officer.set(origin.Officer(user.id, role))


def _note_visit(response: Response) -> Response:
    """Write down the last visit; only sessions that were not seen for five minutes come here."""
    visited: int | None = g.pop("visited", None)
    if visited is not None and response.status_code < 500:
        try:
            services.note_visit(visited, now())
        except OperationalError:
            # She has her page already: when she was last seen can wait until there is room.
            log.exception("a visit was not noted")
    return response


class _Sessions(SecureCookieSessionInterface):
    """Flask's sessions, without the tools of signing where there is nothing to read."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if not request.cookies or not request.cookies.get(self.get_cookie_name(app)):
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session or session.modified or "Vary" in response.headers:
            super().save_session(app, session, response)
        elif session.accessed:
            # All that is left to say of a stranger's; Flask would first ask for eight settings.
            response.headers["Vary"] = "Cookie"


def init_app(app: Flask) -> None:
    """Install Flask-Security behind its door and keep sessions in the database."""
    settings = app.config["SETTINGS"]
    # A session's length is in its row: the cookie need not be sent anew with each answer.
    app.session_interface = _Sessions()
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    gateway.install(
        app,
        person_model=User,
        load_person=_load_person,
        site_name=settings.site_name,
        code_keys=(settings.secret_key, *settings.old_secret_keys),
        testing=settings.testing,
    )
    app.after_request(_note_visit)
