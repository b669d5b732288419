"""/akun/: what a person has here, and her name and password."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.accounts import phones, queries, services
from marketplace.accounts.models import User
from marketplace.accounts.passwords import SHORTEST, SHORTEST_FOR_OFFICERS
from marketplace.clock import now
from marketplace.sellers import queries as sellers
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_address
from marketplace.web import sessions
from marketplace.web.access import signed_in
from marketplace.web.forms import Form, LineField, filled, form_page

Answer = Response | tuple[str, int]


class NameForm(Form):
    """How she is addressed."""

    name = LineField(
        _("Nama Anda"),
        [DataRequired(_("Tulis nama Anda.")), Length(max=120)],
        render_kw={"autocomplete": "name", "maxlength": 120},
    )


class PasswordForm(Form):
    """The old password and a new one."""

    current = PasswordField(
        _("Sandi lama"),
        [InputRequired(_("Tulis sandi Anda yang sekarang."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _("Sandi baru"),
        [InputRequired(_("Tulis sandi baru."))],
        render_kw={"autocomplete": "new-password"},
    )


@bp.get("/akun/")
@signed_in
def account() -> str:
    """What a person has here."""
    return render_template(
        "storefront/account/account.html",
        user=current_user,
        phone=phones.local(current_user.phone) if current_user.phone else None,
        shop=sellers.shop_of(sessions.me()),
        outdated=queries.outdated_consents_of(sessions.me()),
        codes_left=queries.recovery_codes_left(sessions.me()),
    )


@bp.route("/akun/nama", methods=["GET", "POST"])
@signed_in
def account_name() -> Answer:
    """Change one's name."""
    form = NameForm(obj=current_user)
    if filled(form, lambda: services.rename(sessions.me(), form.name.data or "")):
        flash(gettext("Nama tersimpan."), "good")
        return redirect(url_for(".account"))
    return form_page("storefront/account/account_name.html", form)


@bp.route("/akun/sandi", methods=["GET", "POST"])
@signed_in
@by_address
def account_password() -> Answer:
    """Change one's password; every other device is signed out."""
    form = PasswordForm()
    user = sessions.me()
    if filled(form, lambda: _change_password(user, form)):
        sessions.begin(user)
        flash(gettext("Sandi diganti. Perangkat lain sudah dikeluarkan."), "good")
        return redirect(url_for(".account"))
    shortest = SHORTEST_FOR_OFFICERS if user.is_officer else SHORTEST
    return form_page("storefront/account/account_password.html", form, shortest=shortest)


def _change_password(user: User, form: PasswordForm) -> None:
    services.change_password(user, form.current.data or "", form.password.data or "", now())
