"""/dinas/banding: owners' objections, answered by another officer than the first."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.clock import now
from marketplace.console import bp
from marketplace.console.verdicts import VerdictForm
from marketplace.errors import RuleBroken
from marketplace.moderation import queries, services
from marketplace.moderation.models import Appeal
from marketplace.sellers import queries as sellers
from marketplace.web.access import officer
from marketplace.web.forms import filled, status_of
from marketplace.web.pages import found, page_number, page_of

SIZE = 25


class AppealForm(VerdictForm):
    """Whether the owner is right, and why."""

    kinds = {"uphold": "Menerima banding", "dismiss": "Menolak banding"}

    def kind_of_decision(self) -> str | None:
        """The reason has to fit the button."""
        return request.form.get("decision")


@bp.get("/banding")
@officer("supervise")
def appeals() -> str:
    """Appeals where she acts, the nearest deadline first."""
    waiting = request.args.get("keadaan") != "dijawab"
    counts = {one: queries.count_appeals_for(current_user, waiting=one) for one in (True, False)}
    page = page_of(counts[waiting], SIZE, page_number())
    tabs = [
        ("Menunggu", url_for(".appeals"), waiting, counts[True]),
        ("Dijawab", url_for(".appeals", keadaan="dijawab"), not waiting, counts[False]),
    ]
    shown = queries.appeals_for(current_user, waiting=waiting, number=page.number, size=SIZE)
    return render_template(
        "console/appeals.html", appeals=shown, tabs=tabs, page=page, waiting=waiting, at=now()
    )


@bp.get("/banding/<int:appeal_id>")
@officer("supervise")
def appeal(appeal_id: int) -> str:
    """One appeal beside the decision that it is about."""
    one = found(queries.appeal_for(current_user, appeal_id))
    return _appeal_page(one, AppealForm(formdata=None, version=one.version))


@bp.post("/banding/<int:appeal_id>/jawaban")
@officer("supervise")
def appeal_answer(appeal_id: int) -> Response | tuple[str, int]:
    """Uphold it, which undoes the decision, or dismiss it."""
    one = found(queries.appeal_for(current_user, appeal_id))
    form = AppealForm()
    if filled(form, lambda: _answer(one, form)):
        flash("Banding dijawab. Pemiliknya membaca alasan Anda.", "good")
        return redirect(url_for(".appeal", appeal_id=appeal_id))
    one = found(queries.appeal_for(current_user, appeal_id))
    form.look_again(one.version, None)
    return _appeal_page(one, form), status_of(form)


def _answer(one: Appeal, form: AppealForm) -> None:
    if form.kind_of_decision() not in form.kinds:
        raise RuleBroken("Pilih Terima atau Tolak.")
    services.answer_appeal(
        one,
        by=current_user,
        version=form.version.data,
        upheld=form.kind_of_decision() == "uphold",
        code=form.chosen_code,
        reason=form.full_reason,
    )


def _appeal_page(one: Appeal, form: AppealForm) -> str:
    return render_template(
        "console/appeal.html",
        appeal=one,
        decision=one.decision,
        form=form,
        hers=one.decision.by_id == current_user.id,
        near=sellers.has_interest(current_user, one.shop),
        history=queries.history_of(one.shop),
        at=now(),
    )
