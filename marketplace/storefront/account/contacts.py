"""/akun/nomor, /akun/e-mail and /konfirmasi: how a person is reached, and proof of it."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from marketplace.accounts import phones, queries, services
from marketplace.accounts.models import PhoneConfirmation
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_address
from marketplace.storefront.account.links import link_is_over
from marketplace.storefront.account.recovery import OwnPasswordForm
from marketplace.web import sessions
from marketplace.web.access import public, signed_in
from marketplace.web.forms import Email, LineField, Mobile, filled, form_page
from marketplace.web.whatsapp import chat_link

Answer = Response | str | tuple[str, int]


class NumberForm(OwnPasswordForm):
    """Another mobile number."""

    phone = LineField(
        _("Nomor HP"),
        [InputRequired(_("Tulis nomor HP Anda.")), Mobile()],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )


class EmailForm(OwnPasswordForm):
    """Another e-mail address."""

    email = LineField(
        _("Alamat e-mail"),
        [InputRequired(_("Tulis alamat e-mail Anda.")), Email()],
        render_kw={"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"},
    )


@bp.get("/akun/nomor")
@signed_in
def account_number() -> str:
    """The state of one's number, and the code to send to the dinas."""
    asked = queries.waiting_confirmation_of(sessions.me(), now())
    return render_template(
        "storefront/account/account_number.html",
        user=current_user,
        phone=phones.local(current_user.phone) if current_user.phone else None,
        asked=asked,
        whatsapp=_whatsapp_link(asked) if asked else None,
        dinas=phones.local(current_app.config["SETTINGS"].dinas_whatsapp),
    )


def _whatsapp_link(asked: PhoneConfirmation) -> str:
    settings = current_app.config["SETTINGS"]
    words = f"Kode konfirmasi nomor saya di {settings.site_name}: {asked.code}"
    return chat_link(settings.dinas_whatsapp, words)


@bp.post("/akun/nomor/konfirmasi")
@signed_in
@by_address
def number_confirmation() -> Response:
    """Ask for the code to send."""
    services.request_phone_confirmation(sessions.me(), now())
    return redirect(url_for(".account_number"))


@bp.route("/akun/nomor/ganti", methods=["GET", "POST"])
@signed_in
@by_address
def account_number_change() -> Answer:
    """Give a number, or another one."""
    form = NumberForm()
    if filled(form, lambda: _change_number(form)):
        flash(gettext("Nomor tersimpan. Sekarang konfirmasi nomor ini."), "good")
        return redirect(url_for(".account_number"))
    return form_page("storefront/account/account_number_change.html", form)


def _change_number(form: NumberForm) -> None:
    phone, password = form.phone.data or "", form.password.data or ""
    services.change_phone(sessions.me(), phone, password, now())


@bp.route("/akun/e-mail", methods=["GET", "POST"])
@signed_in
@by_address
def account_email_change() -> Answer:
    """Give an address, or another one; a mail tells how to go on."""
    form = EmailForm()
    if filled(form, lambda: _ask_to_use(form)):
        words = gettext("Kami mengirim surat ke alamat itu. Buka tautannya untuk memakainya.")
        flash(words, "info")
        return redirect(url_for(".account"))
    return form_page("storefront/account/account_email_change.html", form)


def _ask_to_use(form: EmailForm) -> None:
    email, password = form.email.data or "", form.password.data or ""
    services.ask_to_use_email(sessions.me(), email, password, now())


@bp.route("/konfirmasi/<token>", methods=["GET", "POST"])
@public
@by_address
def email_confirmation(token: str) -> Answer:
    """The button behind the link of the mail."""
    if request.method == "GET":
        if queries.open_link(token, "email_confirmation", now()) is None:
            return link_is_over()
        return render_template("storefront/account/email_confirmation.html")
    try:
        services.confirm_email(token, now())
    except RuleBroken as broken:
        return link_is_over(broken.message)
    flash(gettext("Alamat e-mail Anda terkonfirmasi."), "good")
    return redirect(url_for(".account"))
