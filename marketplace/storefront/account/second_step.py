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
NO_CODE = _("Tulis kode dari aplikasi autentikator Anda.")
STEP_LASTS = timedelta(minutes=10)

Answer = Response | tuple[str, int]


class CodeForm(Form):
    """Six digits from an authenticator app."""

    code = LineField(
        _("Kode 6 angka"),
        [InputRequired(NO_CODE)],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 8},
    )


class StepForm(Form):
    """Six digits from the app, or a code on paper in their place."""

    code = LineField(
        _("Kode 6 angka"),
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 8},
    )
    paper = LineField(
        _("Kode cadangan"), render_kw={"autocomplete": "off", "maxlength": 20, "size": 16}
    )

    @property
    def given(self) -> str:
        """Whichever code was written."""
        return self.code.data or self.paper.data or ""


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
    form = StepForm()
    if filled(form, lambda: services.check_code(user, form.given, now())):
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
    sessions.begin(user, code_given=True)
    return redirect(following)
