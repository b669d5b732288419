"""Who may call a view: closed unless the view carries exactly one mark."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from marketplace.accounts.models import DUTIES

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """What a view asks of the person who calls it."""

    kind: str
    duty: str | None = None


def mark(view: View, access: Access) -> View:
    """Give a view its mark; TypeError when it already carries one."""
    if hasattr(view, "access"):
        raise TypeError(f"{view.__qualname__} carries two access marks")
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Everybody."""
    return mark(view, Access("public"))


def signed_in(view: View) -> View:
    """Anyone with an account."""
    return mark(view, Access("signed_in"))


def member(view: View) -> View:
    """A member of a shop; the shop is `g.shop`."""
    return mark(view, Access("member"))


def officer(duty: str | None = None) -> Callable[[View], View]:
    """An officer of the dinas, with a duty where one is named; records are scoped by the view."""
    if duty is not None and duty not in DUTIES:
        raise ValueError(f"no such duty: {duty}")
    return lambda view: mark(view, Access("officer", duty))


def administrator(view: View) -> View:
    """An administrator of the site."""
    return mark(view, Access("administrator"))


def of(endpoint: str | None) -> Access | None:
    """The mark of an endpoint's view."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "access", None)


def shops_are_found_by(app: Flask, find: Callable[[Any], Any]) -> None:
    """Let the workspace say how a person's shop is found: this module knows no shops."""
    app.extensions["access.shop_of"] = find


def init_app(app: Flask) -> None:
    """Guard every request, static files aside."""
    mark(app.view_functions["static"], Access("public"))
    app.before_request(_guard)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: the 404 page answers
    access = of(request.endpoint)
    if access is None:
        abort(403)
    if access.kind == "public":
        return None
    if not current_user.is_authenticated:
        return _to_sign_in()
    return _CHECKS[access.kind](access)


def lets_in() -> bool:
    """Whether the guard will let whoever asks pass; for what is settled before it stands there."""
    access = of(request.endpoint)
    if access is None or not current_user.is_authenticated:
        return False
    try:
        return _CHECKS[access.kind](access) is None
    except Forbidden:
        return False


def _to_sign_in() -> Response:
    came_for = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("storefront.sign_in", next=came_for))


def _check_member(_access: Access) -> Response | None:
    g.shop = current_app.extensions["access.shop_of"](current_user)
    if g.shop is None:
        return redirect(url_for("workspace.opening"))
    return None


def _check_officer(access: Access) -> None:
    if not current_user.is_officer:
        abort(403)
    if access.duty and not current_user.has_duty(access.duty):
        abort(403)


def _check_administrator(_access: Access) -> None:
    if not current_user.is_administrator:
        abort(403)


_CHECKS: dict[str, Callable[[Access], Response | None]] = {
    "signed_in": lambda access: None,
    "member": _check_member,
    "officer": _check_officer,
    "administrator": _check_administrator,
}
