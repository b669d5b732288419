"""/masuk/kode: the second step of signing in, and setting it up the first time."""

from datetime import timedelta
from typing import Any

from flask import redirect, session, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries, services
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_address, by_session
from marketplace.web import qr, sessions
from marketplace.web.access import public
from marketplace.web.forms import Form, LineField, filled, form_page, refuse

STEP = "second_step"
STEP_LASTS = timedelta(minutes=10)

Answer = Response | tuple[str, int]


class CodeForm(Form):
    """Six digits from an authenticator app."""

    code = LineField(
        _("Kode 6 angka"),
        [InputRequired(_("Tulis kode dari aplikasi autentikator Anda."))],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 8},
    )


def begin(user: User, following: str) -> Response:
    """Remember who gave the right password, for ten minutes, and ask for the code."""
    session.clear()
    step: dict[str, Any] = {
        "user": user.fs_uniquifier,
        "until": (now() + STEP_LASTS).timestamp(),
        "next": following or ("/dinas/" if user.is_officer else "/akun/"),
    }
    if not user.has_second_factor:
        step["secret"] = gateway.new_code_secret()
    session[STEP] = step
    return redirect(url_for(".second_step_setup" if "secret" in step else ".second_step"))


def _who_waits(*, for_setup: bool) -> User | None:
    step = session.get(STEP)
    if not step or step["until"] < now().timestamp() or ("secret" in step) != for_setup:
        return None
    return queries.by_uniquifier(step["user"])


@bp.route("/masuk/kode", methods=["GET", "POST"])
@public
@by_address
@by_session("6 per 15 minutes", STEP)
def second_step() -> Answer:
    """Give the present code."""
    user = _who_waits(for_setup=False)
    if user is None:
        return redirect(url_for(".sign_in"))
    form = CodeForm()
    if filled(form, lambda: services.check_code(user, form.code.data or "")):
        return _let_in(user)
    return form_page("storefront/account/second_step.html", form)


@bp.route("/masuk/pasang-kode", methods=["GET", "POST"])
@public
@by_address
@by_session("10 per 15 minutes", STEP)
def second_step_setup() -> Answer:
    """Connect an authenticator app; the first code proves that it works."""
    user = _who_waits(for_setup=True)
    if user is None:
        return redirect(url_for(".sign_in"))
    form = CodeForm()
    if not form.validate_on_submit():
        return _setup_page(form, user)
    try:
        services.set_second_factor(user, session[STEP]["secret"], form.code.data or "", now())
    except RuleBroken as broken:
        refuse(form, broken, "code")
        return _setup_page(form, user)
    return _let_in(user)


def _setup_page(form: CodeForm, user: User) -> tuple[str, int]:
    setup = gateway.code_setup(session[STEP]["secret"], user)
    svg = qr.svg(setup["uri"])
    return form_page("storefront/account/second_step_setup.html", form, key=setup["key"], svg=svg)


def _let_in(user: User) -> Response:
    following = session[STEP]["next"]
    sessions.begin(user)
    return redirect(following)
