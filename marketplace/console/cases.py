"""/dinas/laporan: what was reported, once for each listing or shop, and the decision."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import DateField, RadioField
from wtforms.validators import InputRequired, Optional

from marketplace.clock import now, today
from marketplace.console import bp
from marketplace.console.verdicts import VerdictForm
from marketplace.moderation import queries, services
from marketplace.moderation.kinds import report_kinds
from marketplace.moderation.models import ModerationCase
from marketplace.sellers import queries as sellers
from marketplace.sellers.limits import limits
from marketplace.web.access import officer
from marketplace.web.forms import filled, status_of
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
STATES = {"menunggu": ("open", "Menunggu"), "diputuskan": ("decided", "Diputuskan")}
DONE = {
    "keep": "Diputuskan: tidak ada tindakan.",
    "warn": "Diputuskan: pemiliknya ditegur.",
    "remove": "Diputuskan: produknya diturunkan sekarang.",
    "suspend": "Diputuskan: lapaknya dibekukan sekarang.",
}


class CaseForm(VerdictForm):
    """What is done with what was reported, and why."""

    kinds = {
        "keep": "Tidak ada tindakan",
        "warn": "Tegur",
        "remove": "Turunkan produk",
        "suspend": "Bekukan lapak",
    }
    action = RadioField("Tindakan", [InputRequired("Pilih tindakannya.")])
    until = DateField("Dibekukan sampai", [Optional()])

    def __init__(self, *args: Any, about_listing: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(key, label) for key, label in self.kinds.items()]
        self.action.choices = [one for one in choices if one[0] != "remove" or about_listing]

    def kind_of_decision(self) -> str | None:
        """The reason has to fit what is done."""
        return self.action.data


@bp.get("/laporan")
@officer("supervise")
def cases() -> str:
    """Cases where she acts: urgent first, then by deadline."""
    state, _ = STATES.get(request.args.get("keadaan", ""), STATES["menunggu"])
    counts = {key: queries.count_cases_for(current_user, key) for key, _ in STATES.values()}
    page = page_of(counts[state], SIZE, page_number())
    tabs = [
        (label, url_for(".cases", keadaan=name), key == state, counts[key])
        for name, (key, label) in STATES.items()
    ]
    shown = queries.cases_for(current_user, state, number=page.number, size=SIZE)
    return render_template(
        "console/cases.html", cases=shown, tabs=tabs, page=page, waiting=state == "open", at=now()
    )


@bp.get("/laporan/<int:case_id>")
@officer("supervise")
def case(case_id: int) -> str:
    """One case: what is on the street, what was said of it, what was decided before."""
    one = found(queries.case_for(current_user, case_id))
    return _case_page(one, _form_of(one, formdata=None, **_seen(one)))


@bp.post("/laporan/<int:case_id>/keputusan")
@officer("supervise")
def case_decision(case_id: int) -> Response | tuple[str, int]:
    """Keep, warn, take off or suspend, with a reason."""
    one = found(queries.case_for(current_user, case_id))
    form = _form_of(one)
    if filled(form, lambda: _decide(one, form)):
        flash(DONE[form.action.data], "good")
        return redirect(url_for(".case", case_id=case_id))
    one = found(queries.case_for(current_user, case_id))
    form.look_again(**_seen(one))
    return _case_page(one, form), status_of(form)


def _form_of(one: ModerationCase, **more: Any) -> CaseForm:
    return CaseForm(about_listing=one.listing_id is not None, **more)


def _seen(one: ModerationCase) -> dict[str, Any]:
    return {"version": one.version, "listing_version": one.listing and one.listing.version}


def _decide(one: ModerationCase, form: CaseForm) -> None:
    verdict = services.Verdict(
        form.action.data, form.chosen_code, form.full_reason, form.until.data
    )
    services.decide(
        one,
        verdict,
        by=current_user,
        version=form.version.data,
        listing_version=form.listing_version.data,
    )


def _case_page(one: ModerationCase, form: CaseForm) -> str:
    return render_template(
        "console/case.html",
        case=one,
        form=form,
        reports=queries.reports_of(one, current_user),
        kinds=report_kinds(),
        decision=queries.decision_of_case(one),
        history=queries.history_of(one.shop),
        near=sellers.has_interest(current_user, one.shop),
        review_by=today() + timedelta(days=limits()["review_within_days"]),
        at=now(),
    )
