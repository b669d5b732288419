"""/dinas/izin: permits that sellers state, looked up where they were issued."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from marketplace.catalog.permits import desk, kinds, numbers
from marketplace.catalog.permits.desk import StatedPermit
from marketplace.catalog.reasons import REASONS
from marketplace.catalog.services import permit_checks
from marketplace.console import bp, late
from marketplace.console.late import OpenedForm
from marketplace.console.reasons import ReasonedForm
from marketplace.sellers.queries import has_interest
from marketplace.web import sessions
from marketplace.web.access import officer
from marketplace.web.forms import filled, status_of
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
# In the address as people say it: keadaan=belum.
STATES = {
    "belum": ("waiting", "Belum diperiksa"),
    "cocok": ("confirmed", "Cocok"),
    "tidak-cocok": ("refuted", "Tidak cocok"),
}


class FindingForm(OpenedForm, ReasonedForm):
    """What she found, bound to the number that she looked up."""

    reasons = REASONS
    kinds = {"permit_confirm": "Cocok", "permit_refute": "Tidak cocok"}

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    finding = HiddenField()

    def kind_of_decision(self) -> str | None:
        """The reasons that fit what she found."""
        return permit_checks.FINDINGS.get(self.finding.data or "")


@bp.get("/izin")
@officer("verify")
def permits() -> str:
    """Permits of shops where she acts, by what was found of them."""
    name = request.args.get("keadaan", "belum")
    kind = request.args.get("jenis", "")
    kind = kind if kind in kinds.all_kinds() else ""
    state, _ = STATES.get(name, STATES["belum"])
    counts = desk.permit_counts(current_user, kind=kind)
    page = page_of(counts[state], SIZE, page_number())
    return render_template(
        "console/permits.html",
        stated=desk.permits_for(current_user, state, kind=kind, number=page.number, size=SIZE),
        tabs=_tabs(state, kind, counts),
        kinds=_kinds(name, kind),
        state=state,
        page=page,
    )


def _tabs(state: str, kind: str, counts: dict[str, int]) -> list[tuple[str, str, bool, int]]:
    return [
        (label, url_for(".permits", keadaan=key, jenis=kind or None), one == state, counts[one])
        for key, (one, label) in STATES.items()
    ]


def _kinds(name: str, chosen: str) -> list[tuple[str, str, bool]]:
    every = [("", "Semua jenis"), *((one.key, one.name) for one in kinds.all_kinds().values())]
    return [
        (label, url_for(".permits", keadaan=name, jenis=key or None), key == chosen)
        for key, label in every
    ]


@bp.get("/izin/<int:permit_id>")
@officer("verify")
def permit(permit_id: int) -> str:
    """One permit: what its number says, where it is looked up, and the form for what she found."""
    one = found(desk.permit_for(current_user, permit_id))
    return _page(one, FindingForm(formdata=None, data={"version": one.permit.version}))


@bp.post("/izin/<int:permit_id>/pemeriksaan")
@officer("verify")
def permit_finding(permit_id: int) -> Response | tuple[str, int]:
    """Say what she found."""
    one = found(desk.permit_for(current_user, permit_id))
    form = FindingForm()
    if filled(form, lambda: _find(one, form)):
        flash("Hasil pemeriksaan disimpan.", "good")
        return redirect(url_for(".permits"))
    return _page(found(desk.permit_for(current_user, permit_id)), form), status_of(form)


def _find(one: StatedPermit, form: FindingForm) -> None:
    permit_checks.find(
        one.permit,
        form.finding.data or "",
        by=sessions.me(),
        version=form.version.data or 0,
        reason_code=form.chosen_code,
        reason=form.full_reason,
    )


def _page(one: StatedPermit, form: FindingForm) -> str:
    return render_template(
        "console/permit.html",
        one=one,
        kind=kinds.kind(one.permit.kind),
        reading=numbers.read(one.permit.kind, one.permit.number),
        own=has_interest(current_user, one.shop),
        changes=late.told(form, one.permit),
        form=form,
    )
