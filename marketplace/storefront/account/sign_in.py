"""/masuk and /keluar: the first step of signing in, and signing out."""

from flask import redirect, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import InputRequired

from marketplace.accounts import services
from marketplace.accounts.models import User
from marketplace.errors import RuleBroken
from marketplace.sellers import queries as sellers
from marketplace.storefront import bp
from marketplace.storefront.account import second_step
from marketplace.storefront.account.attempts import by_account, by_address
from marketplace.web import sessions
from marketplace.web.access import public
from marketplace.web.forms import Form, LineField, form_page, refuse
from marketplace.web.pages import safe_path

NOT_RECOGNISED = RuleBroken("Nomor HP atau e-mail, atau sandinya, tidak cocok. Periksa keduanya.")


class SignInForm(Form):
    """Who, and with which password."""

    identity = LineField(
        _("Nomor HP atau e-mail"),
        [InputRequired(_("Tulis nomor HP atau alamat e-mail Anda."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _("Sandi"),
        [InputRequired(_("Tulis sandi Anda."))],
        render_kw={"autocomplete": "current-password"},
    )


@bp.route("/masuk", methods=["GET", "POST"])
@public
@by_address
@by_account("20 per 15 minutes", "identity")
def sign_in() -> Response | tuple[str, int]:
    """Sign in by mobile number or e-mail."""
    following = safe_path(request.args.get("next"), "")
    if current_user.is_authenticated:
        return redirect(following or url_for(".account"))
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form)
    user = services.authenticate(form.identity.data or "", form.password.data or "")
    if user is None:
        refuse(form, NOT_RECOGNISED)
        return _page(form)
    if user.needs_second_factor:
        return second_step.begin(user, following)
    sessions.begin(user)
    return redirect(following or _where_she_works(user))


def _where_she_works(user: User) -> str:
    """An owner comes to open her stall; everybody else to her own page."""
    return url_for("workspace.today" if sellers.shop_of(user) else ".account")


def _page(form: SignInForm) -> tuple[str, int]:
    following = safe_path(request.args.get("next"), "") or None
    return form_page("storefront/account/sign_in.html", form, following=following)


@bp.post("/keluar")
@public
def sign_out() -> Response:
    """End this session, if there is one."""
    sessions.end()
    return redirect("/")
