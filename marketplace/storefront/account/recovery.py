"""/akun/kode-pemulihan: the codes that a person keeps on paper."""

from flask import redirect, session, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import InputRequired

from marketplace.accounts import queries, services
from marketplace.accounts.models.person import FOR_SECOND_STEP
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_address
from marketplace.web import sessions
from marketplace.web.access import signed_in
from marketplace.web.forms import Form, form_page, refuse

FRESH = "recovery_codes"


class OwnPasswordForm(Form):
    """The present password, before something is changed that could lock its owner out."""

    password = PasswordField(
        _("Sandi Anda"),
        [InputRequired(_("Tulis sandi Anda."))],
        render_kw={"autocomplete": "current-password"},
    )


@bp.route("/akun/kode-pemulihan", methods=["GET", "POST"])
@signed_in
@by_address
def recovery_codes() -> Response | tuple[str, int]:
    """Codes that were just made, until she has written them down; else the form for new ones."""
    form = OwnPasswordForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        codes = services.replace_recovery_codes(sessions.me(), form.password.data or "", now())
    except RuleBroken as broken:
        refuse(form, broken)
        return _page(form)
    session[FRESH] = {"codes": codes, "next": url_for(".account")}
    return redirect(url_for(".recovery_codes"))


def _page(form: OwnPasswordForm) -> tuple[str, int]:
    return form_page(
        "storefront/account/recovery_codes.html",
        form,
        fresh=session.get(FRESH, {}).get("codes"),
        for_second_step=session.get(FRESH, {}).get("kind") == FOR_SECOND_STEP,
        left=queries.recovery_codes_left(sessions.me()),
    )


@bp.post("/akun/kode-pemulihan/tersimpan")
@signed_in
def recovery_codes_kept() -> Response:
    """She has written them down: this browser forgets them."""
    fresh = session.pop(FRESH, {})
    return redirect(fresh.get("next") or url_for(".account"))
