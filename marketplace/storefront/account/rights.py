"""/akun/data: a copy of what is kept of a person, and what she asks about it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Length

from marketplace import tasks
from marketplace.accounts import queries, services
from marketplace.accounts.models import RightsRequest
from marketplace.clock import now
from marketplace.errors import NotFound
from marketplace.storefront import bp
from marketplace.storefront.account.attempts import by_person
from marketplace.storefront.account.recovery import OwnPasswordForm
from marketplace.web import sessions
from marketplace.web.access import signed_in
from marketplace.web.forms import Form, ParagraphField, filled, form_page
from marketplace.web.pages import found

Answer = Response | str | tuple[str, int]
# How each is asked: the word in the address, the kind of request, its title, and what to write.
ASKED = {
    "perbaikan": (
        "correction",
        _("Minta perbaikan"),
        _("Nama, nomor, e-mail, alamat, dan lapak dapat Anda ubah sendiri. Untuk yang lain: "
          "tulis data mana yang salah, dan apa yang benar."),
    ),
    "pembatasan": (
        "restriction",
        _("Minta pembatasan"),
        _("Tulis data mana yang untuk sementara tidak boleh dipakai, dan sebabnya."),
    ),
    "keberatan": (
        "objection",
        _("Ajukan keberatan"),
        _("Tulis pemakaian atau keputusan mana yang Anda tolak, dan sebabnya."),
    ),
}  # fmt: skip


class WishForm(Form):
    """What she asks, in her own words."""

    wish = ParagraphField(
        _("Permintaan Anda"),
        [InputRequired(_("Tulis permintaan Anda.")), Length(max=2000)],
        render_kw={"maxlength": 2000},
    )


@bp.get("/akun/data")
@signed_in
def account_data() -> str:
    """Her rights, and what became of each request."""
    return render_template(
        "storefront/account/data.html",
        requests=queries.rights_requests_of(sessions.me()),
        ways=[(word, title) for word, (_kind, title, _text) in ASKED.items()],
        at=now(),
    )


@bp.route("/akun/data/unduhan", methods=["GET", "POST"])
@signed_in
@by_person("6 per hour; 12 per day")
def account_copy() -> Answer:
    """Ask for a copy, follow its making, fetch it."""
    form, user = OwnPasswordForm(), sessions.me()
    if filled(form, lambda: services.ask_for_copy(user, form.password.data or "", now())):
        return redirect(url_for(".account_copy"))
    latest = queries.latest_copy_of(user)
    task = _making(latest)
    return form_page("storefront/account/copy.html", form, latest=latest, task=task, at=now())


def _making(latest: RightsRequest | None) -> tasks.Task | None:
    """The work on a copy that is not ready yet."""
    if latest is None or not latest.is_waiting or latest.task_id is None:
        return None
    return tasks.of_person(latest.task_id, sessions.me(), services.COPY)


@bp.post("/akun/data/unduhan/<int:request_id>")
@signed_in
@by_person("20 per hour")
def account_copy_file(request_id: int) -> Response:
    """The copy itself, once."""
    request = found(queries.rights_request_of(sessions.me(), request_id))
    content = services.fetch_copy(request, by=sessions.me(), at=now())
    headers = {
        "Content-Disposition": "attachment; filename=data-saya.zip",
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, mimetype="application/zip")


@bp.route("/akun/data/<word>", methods=["GET", "POST"])
@signed_in
@by_person("10 per hour")
def account_data_request(word: str) -> Answer:
    """Ask an officer for what she cannot do herself."""
    if word not in ASKED:
        raise NotFound
    (kind, title, text), form = ASKED[word], WishForm()
    if filled(form, lambda: _ask(kind, form)):
        flash(gettext("Permintaan terkirim. Dinas menjawab paling lama 3 × 24 jam."), "good")
        return redirect(url_for(".account_data"))
    return form_page("storefront/account/data_request.html", form, title=title, text=text)


def _ask(kind: str, form: WishForm) -> None:
    services.ask_about_data(sessions.me(), kind, form.wish.data or "", now())


@bp.post("/akun/data/permintaan/<int:request_id>/batal")
@signed_in
def account_data_request_end(request_id: int) -> Response:
    """Take a request back before it is answered."""
    request = found(queries.rights_request_of(sessions.me(), request_id))
    services.call_off(request, by=sessions.me(), at=now())
    flash(gettext("Permintaan dibatalkan."), "good")
    return redirect(url_for(".account_data"))
