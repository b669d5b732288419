"""/dinas/hak-data: people's requests about their own data, each with its 72-hour clock."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Length

from marketplace import personal_data
from marketplace.accounts import queries, services
from marketplace.accounts.models import RightsRequest, User
from marketplace.clock import now
from marketplace.console import bp
from marketplace.console.late import OpenedForm, told
from marketplace.web import sessions
from marketplace.web.access import officer
from marketplace.web.forms import ParagraphField, filled, status_of
from marketplace.web.pages import found, page_number, page_of

KINDS = {
    "copy": "Salinan data",
    "correction": "Perbaikan",
    "withdrawal": "Penarikan persetujuan",
    "deletion": "Penghapusan akun",
    "restriction": "Pembatasan",
    "objection": "Keberatan",
}
STATES = {
    "waiting": ("Menunggu", "warn"),
    "done": ("Selesai", "good"),
    "refused": ("Ditolak", "bad"),
    "called_off": ("Dibatalkan pemohon", "soft"),
}


class AnswerForm(OpenedForm):
    """What was done, or why it was not."""

    answer = ParagraphField(
        "Jawaban untuk pemohon",
        [InputRequired("Tulis jawabannya."), Length(max=2000)],
        render_kw={"maxlength": 2000},
    )


def _me() -> User:
    """The officer who is asking: help is her duty, or the whole site; a mark names one duty."""
    user = sessions.me()
    if not user.may_answer_rights_requests:
        abort(403)
    return user


@bp.get("/hak-data")
@officer()
def rights_requests() -> str:
    """Requests that wait, the nearest deadline first; or those that are closed."""
    _me()
    closed, number = request.args.get("keadaan") == "selesai", page_number()
    some = queries.rights_requests(waiting=not closed, page=number)
    return render_template(
        "console/rights_requests.html",
        requests=some.requests,
        closed=closed,
        late=queries.late_rights_requests(now()),
        page=page_of(some.total, queries.RIGHTS_PAGE_SIZE, number),
        **_words(),
    )


def _words() -> dict[str, object]:
    return {"kinds": KINDS, "states": STATES, "at": now()}


@bp.get("/hak-data/<int:request_id>")
@officer()
def rights_request(request_id: int) -> str:
    """One request: what is asked, by whom, until when."""
    _me()
    return _page(_one(request_id), AnswerForm())


def _one(request_id: int) -> RightsRequest:
    return found(queries.rights_request(request_id))


def _page(one: RightsRequest, form: AnswerForm) -> str:
    return render_template(
        "console/rights_request.html",
        one=one,
        form=form,
        own=one.user_id == sessions.me().id,
        changes=told(form, one),
        obstacles=personal_data.obstacles(one.user_id) if one.is_for_an_officer else [],
        **_words(),
    )


@bp.post("/hak-data/<int:request_id>/jawaban")
@officer()
def rights_answer(request_id: int) -> Response | tuple[str, int]:
    """Say what was done, or why not; the person reads it in her own room."""
    me, one, form = _me(), _one(request_id), AnswerForm()
    done = request.form.get("decision") == "selesai"
    if filled(form, lambda: _answer(one, me, done, form)):
        flash("Jawaban terkirim ke akun pemohon.", "good")
        return redirect(url_for(".rights_requests"))
    return _page(_one(request_id), form), status_of(form)


def _answer(one: RightsRequest, me: User, done: bool, form: AnswerForm) -> None:
    services.answer_request(one, by=me, done=done, answer=form.answer.data or "", at=now())


@bp.post("/hak-data/<int:request_id>/penghapusan")
@officer()
def rights_erasure(request_id: int) -> Response | tuple[str, int]:
    """Carry out an erasure that something stood in the way of."""
    me, one, form = _me(), _one(request_id), OpenedForm()
    if filled(form, lambda: services.erase_by_request(one, by=me, at=now())):
        flash("Akun dan data pribadinya sudah dihapus.", "good")
        return redirect(url_for(".rights_requests"))
    answer = AnswerForm(formdata=None)
    answer.refused, answer.form_errors = form.refused, form.form_errors
    return _page(_one(request_id), answer), status_of(form)
