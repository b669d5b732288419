"""/lupa-sandi, /atur-sandi and /undangan: choosing a password without the old one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import InputRequired

from marketplace.accounts import queries, services
from marketplace.clock import now
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_account, by_address
from marketplace.storefront.account.links import link_is_over
from marketplace.web.access import public
from marketplace.web.forms import Email, Form, LineField, Mobile, filled, form_page

Answer = Response | str | tuple[str, int]


class AskForm(Form):
    """Where the link should go."""

    email = LineField(
        _("Alamat e-mail"),
        [InputRequired(_("Tulis alamat e-mail akun Anda.")), Email()],
        render_kw={"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"},
    )


class NewPasswordForm(Form):
    """A new password."""

    password = PasswordField(
        _("Sandi baru"),
        [InputRequired(_("Tulis sandi baru."))],
        description=_("Paling sedikit 8 huruf atau angka; untuk petugas 15."),
        render_kw={"autocomplete": "new-password"},
    )


class CodeForm(NewPasswordForm):
    """A mobile number and one recovery code."""

    phone = LineField(
        _("Nomor HP"),
        [InputRequired(_("Tulis nomor HP akun Anda.")), Mobile()],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    code = LineField(
        _("Kode pemulihan"),
        [InputRequired(_("Tulis satu kode yang Anda simpan waktu mendaftar."))],
        description=_("Misalnya K7MQ-4TRA-9XWE. Setiap kode hanya sekali pakai."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


@bp.route("/lupa-sandi", methods=["GET", "POST"])
@public
@by_address
@by_account("5 per hour", "email")
def password_reset() -> Answer:
    """Ask for a link by mail."""
    form = AskForm()
    if filled(form, lambda: services.ask_for_reset(form.email.data or "", now())):
        return redirect(url_for(".password_reset_mail"))
    return form_page("storefront/account/password_reset.html", form)


@bp.get("/lupa-sandi/surat")
@public
def password_reset_mail() -> str:
    """Go and look into your mail; the same for everybody."""
    return render_template("storefront/account/password_reset_mail.html")


@bp.route("/lupa-sandi/kode", methods=["GET", "POST"])
@public
@by_address
@by_account("6 per hour", "phone")
def password_by_code() -> Answer:
    """A new password by mobile number and recovery code."""
    form = CodeForm()
    if filled(form, lambda: _reset_by_code(form)):
        return _done(gettext("Sandi baru tersimpan. Silakan masuk."))
    return form_page("storefront/account/password_by_code.html", form)


def _reset_by_code(form: CodeForm) -> None:
    phone, code, password = form.phone.data or "", form.code.data or "", form.password.data or ""
    services.reset_by_code(phone, code, password, now())


@bp.route("/atur-sandi/<token>", methods=["GET", "POST"])
@public
@by_address
def password_by_link(token: str) -> Answer:
    """A new password by a one-use link."""
    form = NewPasswordForm()
    if queries.open_link(token, "password_reset", now()) is None:
        return link_is_over()
    if filled(form, lambda: services.reset_by_link(token, form.password.data or "", now())):
        return _done(gettext("Sandi baru tersimpan. Silakan masuk."))
    return form_page("storefront/account/password_by_link.html", form)


@bp.route("/undangan/<token>", methods=["GET", "POST"])
@public
@by_address
def officer_invitation(token: str) -> Answer:
    """An invited officer chooses her password; the second factor follows when she signs in."""
    form = NewPasswordForm()
    if queries.open_link(token, "officer_invitation", now()) is None:
        return link_is_over()
    if filled(form, lambda: services.accept_invitation(token, form.password.data or "", now())):
        return _done(gettext("Sandi tersimpan. Masuklah untuk memasang kode masuk di HP Anda."))
    return form_page("storefront/account/officer_invitation.html", form)


def _done(words: str) -> Response:
    flash(words, "good")
    return redirect(url_for(".sign_in"))
