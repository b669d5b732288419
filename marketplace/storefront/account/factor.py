"""/akun/kode-masuk: the second factor of everybody who wants one."""

from typing import Any

from flask import flash, redirect, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries, services
from marketplace.accounts.models import User
from marketplace.accounts.models.person import FOR_SECOND_STEP
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_person
from marketplace.storefront.account.recovery import FRESH, OwnPasswordForm
from marketplace.storefront.account.second_step import STEP_LASTS, CodeForm
from marketplace.web import qr, sessions
from marketplace.web.access import signed_in
from marketplace.web.forms import LineField, filled, form_page, refuse

PREPARED = "factor_prepared"
Answer = Response | str | tuple[str, int]


class PasswordAndCodeForm(OwnPasswordForm):
    """Everything that opens the account, asked again."""

    code = LineField(
        _("Kode 6 angka"),
        [InputRequired(_("Tulis kode dari aplikasi autentikator Anda."))],
        description=_("Dari aplikasi autentikator, atau satu kode cadangan."),
        render_kw={"autocomplete": "one-time-code", "maxlength": 20},
    )


@bp.route("/akun/kode-masuk", methods=["GET", "POST"])
@signed_in
@by_person("10 per 15 minutes")
def account_factor() -> Answer:
    """Whether a code is asked when she signs in; her password begins setting one up."""
    form = OwnPasswordForm()
    if filled(form, lambda: _prepare(sessions.me(), form.password.data or "")):
        return redirect(url_for(".account_factor_setup"))
    codes = queries.recovery_codes_left(sessions.me(), FOR_SECOND_STEP)
    return form_page("storefront/account/factor.html", form, user=sessions.me(), codes=codes)


def _prepare(user: User, password: str) -> None:
    secret = services.prepare_second_factor(user, password)
    until = (now() + STEP_LASTS).timestamp()
    session[PREPARED] = {"user": user.fs_uniquifier, "secret": secret, "until": until}


def _prepared_for(user: User) -> str | None:
    prepared: dict[str, Any] = session.get(PREPARED) or {}
    mine = prepared.get("user") == user.fs_uniquifier
    return prepared["secret"] if mine and prepared["until"] >= now().timestamp() else None


@bp.route("/akun/kode-masuk/pasang", methods=["GET", "POST"])
@signed_in
@by_person("10 per 15 minutes")
def account_factor_setup() -> Answer:
    """Connect an app; its first code proves that it works."""
    user = sessions.me()
    secret = _prepared_for(user)
    if secret is None:
        return redirect(url_for(".account_factor"))
    form = CodeForm()
    if not form.validate_on_submit():
        return _setup_page(form, user, secret)
    try:
        codes = services.set_second_factor(user, secret, form.code.data or "", now())
    except RuleBroken as broken:
        refuse(form, broken, "code")
        return _setup_page(form, user, secret)
    return _begin_anew(user, codes)


def _setup_page(form: CodeForm, user: User, secret: str) -> tuple[str, int]:
    setup = gateway.code_setup(secret, user)
    return form_page(
        "storefront/account/factor_setup.html", form, key=setup["key"], svg=qr.svg(setup["uri"])
    )


def _begin_anew(user: User, codes: tuple[str, ...]) -> Response:
    """Every session has ended: this browser goes on under a new id, and shows the codes once."""
    sessions.begin(user, code_given=True)
    flash(gettext("Kode masuk terpasang. Perangkat lain sudah dikeluarkan."), "good")
    return _show_once(codes)


def _show_once(codes: tuple[str, ...]) -> Response:
    if not codes:
        return redirect(url_for(".account_factor"))
    session[FRESH] = {"codes": codes, "next": url_for(".account_factor"), "kind": FOR_SECOND_STEP}
    return redirect(url_for(".recovery_codes"))


@bp.route("/akun/kode-masuk/lepas", methods=["GET", "POST"])
@signed_in
@by_person("10 per 15 minutes")
def account_factor_removal() -> Answer:
    """Do without codes again."""
    form, user = PasswordAndCodeForm(), sessions.me()
    if filled(form, lambda: _with_both(services.remove_second_factor, user, form)):
        sessions.begin(user)
        flash(gettext("Kode masuk dilepas. Perangkat lain sudah dikeluarkan."), "good")
        return redirect(url_for(".account_factor"))
    return form_page("storefront/account/factor_removal.html", form, user=user)


@bp.route("/akun/kode-masuk/cadangan", methods=["GET", "POST"])
@signed_in
@by_person("10 per 15 minutes")
def account_factor_codes() -> Answer:
    """Eight new codes on paper that stand in for the app."""
    form, user = PasswordAndCodeForm(), sessions.me()
    made: list[str] = []
    if filled(
        form, lambda: made.extend(_with_both(services.replace_second_step_codes, user, form))
    ):
        return _show_once(tuple(made))
    return form_page("storefront/account/factor_codes.html", form, user=user)


def _with_both(act: Any, user: User, form: PasswordAndCodeForm) -> Any:
    return act(user, form.password.data or "", form.code.data or "", now())
