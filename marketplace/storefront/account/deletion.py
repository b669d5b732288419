"""/akun/hapus: erasing one's account, with its consequences said first."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField
from wtforms.validators import InputRequired

from marketplace import personal_data
from marketplace.accounts import services
from marketplace.clock import now
from marketplace.errors import RuleBroken
from marketplace.sellers import queries as sellers
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_person
from marketplace.storefront.account.recovery import OwnPasswordForm
from marketplace.web import sessions
from marketplace.web.access import public, signed_in
from marketplace.web.forms import LineField, form_page, refuse

Answer = Response | tuple[str, int]


class DeletionForm(OwnPasswordForm):
    """Everything that opens the account, and that she has understood."""

    code = LineField(
        _("Kode masuk"),
        description=_("Dari aplikasi autentikator, atau satu kode cadangan."),
        render_kw={"autocomplete": "one-time-code", "maxlength": 20},
    )
    understood = BooleanField(
        _("Saya mengerti bahwa ini tidak dapat dibatalkan"),
        [InputRequired(_("Centang dahulu bila Anda yakin."))],
    )


@bp.route("/akun/hapus", methods=["GET", "POST"])
@signed_in
@by_person("10 per hour")
def account_deletion() -> Answer:
    """Say what goes and what stays; then erase at once, or hand it to an officer."""
    form, user = DeletionForm(), sessions.me()
    if not form.validate_on_submit():
        return _page(form)
    try:
        request = services.ask_to_be_erased(
            user, form.password.data or "", form.code.data or "", now()
        )
    except RuleBroken as broken:
        refuse(form, broken)
        return _page(form)
    return _erased() if not request.is_waiting else _handed_on()


def _page(form: DeletionForm) -> tuple[str, int]:
    user = sessions.me()
    return form_page(
        "storefront/account/deletion.html",
        form,
        user=user,
        shop=sellers.shop_of(user),
        obstacles=personal_data.obstacles(user.id),
    )


def _erased() -> Response:
    sessions.end()
    session.clear()
    return redirect(url_for(".account_gone"))


def _handed_on() -> Response:
    flash(gettext("Permintaan terkirim. Dinas memprosesnya paling lama 3 × 24 jam."), "good")
    return redirect(url_for(".account_data"))


@bp.get("/akun-dihapus")
@public
def account_gone() -> str:
    """Goodbye; the same for everybody."""
    return render_template("storefront/account/gone.html")
