"""/akun/: what a person has here, and her name and password."""

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.accounts import phones, queries, services
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.sellers import queries as sellers
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_address
from marketplace.web import sessions
from marketplace.web.access import signed_in
from marketplace.web.forms import Form, LineField, refuse

Answer = Response | tuple[str, int]


class NameForm(Form):
    """How she is addressed."""

    name = LineField(
        "Nama Anda",
        [DataRequired("Tulis nama Anda."), Length(max=120)],
        render_kw={"autocomplete": "name", "maxlength": 120},
    )


class PasswordForm(Form):
    """The old password and a new one."""

    current = PasswordField(
        "Sandi lama",
        [InputRequired("Tulis sandi Anda yang sekarang.")],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        "Sandi baru",
        [InputRequired("Tulis sandi baru.")],
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
        codes_left=queries.recovery_codes_left(sessions.me()),
    )


@bp.route("/akun/nama", methods=["GET", "POST"])
@signed_in
def account_name() -> Answer:
    """Change one's name."""
    form = NameForm(obj=current_user)
    if not form.validate_on_submit():
        page = render_template("storefront/account/account_name.html", form=form)
        return page, 422 if form.is_submitted() else 200
    services.rename(sessions.me(), form.name.data or "")
    flash("Nama tersimpan.", "good")
    return redirect(url_for(".account"))


@bp.route("/akun/sandi", methods=["GET", "POST"])
@signed_in
@by_address
def account_password() -> Answer:
    """Change one's password; every other device is signed out."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return _password_page(form, 422 if form.is_submitted() else 200)
    user = sessions.me()
    try:
        services.change_password(user, form.current.data or "", form.password.data or "", now())
    except RuleBroken as broken:
        refuse(form, broken)
        return _password_page(form, 422)
    sessions.begin(user)
    flash("Sandi diganti. Perangkat lain sudah dikeluarkan.", "good")
    return redirect(url_for(".account"))


def _password_page(form: PasswordForm, status: int) -> tuple[str, int]:
    shortest = 15 if current_user.is_officer else 8
    page = render_template("storefront/account/account_password.html", form=form, shortest=shortest)
    return page, status
