"""/dinas/petugas: who works at the dinas, for administrators."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from marketplace.accounts import queries, services
from marketplace.accounts.models import DUTIES
from marketplace.clock import now
from marketplace.console import bp
from marketplace.places import queries as places
from marketplace.web import sessions
from marketplace.web.access import administrator
from marketplace.web.forms import Email, LineField, filled, form_page
from marketplace.web.second_step import CodeAgainForm

DUTY_WORDS = {
    "verify": "Memeriksa klaim dan nomor",
    "register": "Mengimpor register",
    "curate": "Menata kategori, kurasi, dan kata pencarian",
    "supervise": "Mengawasi toko",
    "support": "Membantu pengguna",
}
PROVINCE = ""


class InvitationForm(CodeAgainForm):
    """Whom to invite, where she may act, and what her duties are."""

    name = LineField("Nama", [DataRequired("Tulis namanya."), Length(max=120)])
    email = LineField(
        "Alamat e-mail",
        [InputRequired("Tulis alamat e-mailnya."), Email()],
        render_kw={"inputmode": "email", "autocapitalize": "none"},
    )
    regency = SelectField("Wilayah tugas", validate_choice=True)
    duties = SelectMultipleField(
        "Tugas",
        choices=[(duty, DUTY_WORDS[duty]) for duty in DUTIES],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    is_administrator = BooleanField(
        "Administrator", description="Mengatur petugas lain. Hanya untuk tingkat provinsi."
    )


def _form() -> InvitationForm:
    form = InvitationForm()
    form.regency.choices = [
        (PROVINCE, "Seluruh Banten (provinsi)"),
        *[(regency.code, regency.name) for regency in places.regencies()],
    ]
    return form


@bp.get("/petugas")
@administrator
def officers() -> str:
    """Present officers and open invitations."""
    return render_template(
        "console/officers.html",
        officers=queries.officers(),
        invitations=queries.open_invitations(now()),
        duty_words=DUTY_WORDS,
        regency_names={regency.code: regency.name for regency in places.regencies()},
    )


@bp.route("/petugas/undangan", methods=["GET", "POST"])
@administrator
def officer_invitation() -> Response | tuple[str, int]:
    """Invite somebody; the one-use link goes by mail."""
    form = _form()
    if filled(form, lambda: _invite(form)):
        flash("Undangan dikirim lewat e-mail. Tautannya berlaku 3 hari.", "good")
        return redirect(url_for(".officers"))
    return form_page("console/officers_invitation.html", form)


def _invite(form: InvitationForm) -> None:
    services.invite(
        form.email.data or "",
        name=form.name.data or "",
        regency_code=form.regency.data or None,
        duties=form.duties.data or [],
        is_administrator=form.is_administrator.data,
        by=sessions.me(),
        at=now(),
    )
