"""/daftar: joining by mobile number or e-mail."""

from flask import current_app, redirect, render_template, request, session, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, PasswordField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.accounts import queries, services
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_account, by_address
from marketplace.storefront.account.links import link_is_over
from marketplace.web import sessions
from marketplace.web.access import public
from marketplace.web.forms import Form, LineField, MobileOrEmail, form_page, refuse
from marketplace.web.pages import safe_path

Answer = Response | str | tuple[str, int]


class SignUpForm(Form):
    """Name, one way to be reached, a password, and consent."""

    name = LineField(
        _("Nama Anda"),
        [DataRequired(_("Tulis nama Anda.")), Length(max=120)],
        render_kw={"autocomplete": "name", "maxlength": 120},
    )
    identity = LineField(
        _("Nomor HP atau e-mail"),
        [InputRequired(_("Tulis nomor HP atau alamat e-mail Anda.")), MobileOrEmail()],
        description=_("Misalnya 0812-3456-7890. Satu saja cukup."),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _("Sandi"),
        [InputRequired(_("Buat sandi untuk akun ini."))],
        description=_(
            "Paling sedikit 8 huruf atau angka. Beberapa kata yang mudah Anda ingat "
            "lebih aman daripada satu kata."
        ),
        render_kw={"autocomplete": "new-password"},
    )
    consent = BooleanField(
        _("Saya setuju data saya dipakai seperti tertulis di pemberitahuan privasi"),
        [InputRequired(_("Tanpa persetujuan ini kami tidak dapat membuat akun."))],
        description=_('Baca <a href="/privasi">pemberitahuan privasi</a>: singkat dan jelas.'),
    )


@bp.route("/daftar", methods=["GET", "POST"])
@public
@by_address
@by_account("10 per hour", "identity")
def sign_up() -> Answer:
    """The form for joining."""
    if current_user.is_authenticated:
        return redirect(url_for(".account"))
    form = SignUpForm()
    if not form.validate_on_submit():
        return form_page("storefront/account/sign_up.html", form)
    try:
        joined = _join(form)
    except RuleBroken as broken:
        refuse(form, broken)
        return form_page("storefront/account/sign_up.html", form)
    return _joined(joined)


def _join(form: SignUpForm) -> services.SignedUp:
    return services.sign_up(
        form.name.data or "",
        form.identity.data or "",
        form.password.data or "",
        now(),
        site_name=current_app.config["SETTINGS"].site_name,
    )


def _joined(joined: services.SignedUp) -> Response:
    if joined.user is None:
        return redirect(url_for(".sign_up_mail"))
    sessions.begin(joined.user)
    following = safe_path(request.args.get("next"), "/akun/")
    if not joined.recovery_codes:
        return redirect(following)
    session["recovery_codes"] = {"codes": joined.recovery_codes, "next": following}
    return redirect(url_for(".recovery_codes"))


@bp.get("/daftar/surat")
@public
def sign_up_mail() -> str:
    """Go and look into your mail; the same for everybody."""
    return render_template("storefront/account/sign_up_mail.html")


@bp.route("/daftar/<token>", methods=["GET", "POST"])
@public
@by_address
def sign_up_end(token: str) -> Answer:
    """The button behind the link of the mail."""
    if request.method == "GET":
        if queries.open_link(token, "sign_up", now()) is None:
            return link_is_over()
        return render_template("storefront/account/sign_up_end.html")
    try:
        user = services.finish_sign_up(token, now())
    except RuleBroken as broken:
        return link_is_over(broken.message)
    sessions.begin(user)
    return redirect(url_for(".account"))
