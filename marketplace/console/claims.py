"""Claims of membership: the list, one claim beside its record, and the decision."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from marketplace.accounts import queries as people
from marketplace.accounts.models.private import NIK_KTP
from marketplace.clock import now, today
from marketplace.console import bp
from marketplace.console.comparison import Comparison
from marketplace.errors import RuleBroken
from marketplace.sellers import queries, services
from marketplace.sellers.models import Claim
from marketplace.web.access import officer
from marketplace.web.forms import Form, ParagraphField, filled, status_of
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
# In the address as people say it: keadaan=menunggu.
STATES = {
    "menunggu": ("waiting", "Menunggu"),
    "disetujui": ("approved", "Disetujui"),
    "ditolak": ("rejected", "Ditolak"),
    "ditarik": ("withdrawn", "Ditarik"),
}


class ReasonForm(Form):
    """Why an officer does what she does, in words that the owner will read."""

    reason = ParagraphField(
        "Alasan", validators=[DataRequired("Tulis alasannya dalam satu kalimat."), Length(max=1000)]
    )


class DecisionForm(ReasonForm):
    """A decision, bound to the claim and the record as the officer saw them."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    record_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    decision = HiddenField()


@bp.get("/klaim")
@officer("verify")
def claims() -> str:
    """The claims that her office decides, by state."""
    name = request.args.get("keadaan", "menunggu")
    state, _ = STATES.get(name, STATES["menunggu"])
    counts = queries.claim_counts(current_user)
    page = page_of(counts.by_state.get(state, 0), SIZE, page_number())
    shown = queries.claims_for(current_user, state, number=page.number, size=SIZE)
    tabs = [
        (label, url_for(".claims", keadaan=key), kind == state, counts.by_state.get(kind, 0))
        for key, (kind, label) in STATES.items()
    ]
    return render_template(
        "console/claims.html", claims=shown, state=state, tabs=tabs, page=page, at=now()
    )


@bp.get("/klaim/<int:claim_id>")
@officer("verify")
def claim(claim_id: int) -> str:
    """One claim beside the record that it names, differences marked."""
    one = found(queries.claim_for(current_user, claim_id))
    form = DecisionForm(
        formdata=None,
        data={"version": one.version, "record_version": one.cooperative.version},  # type: ignore[union-attr]
    )
    return _claim_page(one, form)


@bp.post("/klaim/<int:claim_id>/keputusan")
@officer("verify")
def decision(claim_id: int) -> Response | tuple[str, int]:
    """Approve or reject, with a reason."""
    one = found(queries.claim_for(current_user, claim_id))
    form = DecisionForm()
    if filled(form, lambda: flash(_decide(one, form), "good")):
        return redirect(url_for(".claim", claim_id=claim_id))
    return _claim_page(found(queries.claim_for(current_user, claim_id)), form), status_of(form)


def _decide(one: Claim, form: DecisionForm) -> str:
    reason, version = form.reason.data or "", form.version.data or 0
    if form.decision.data == "setujui":
        services.approve(
            one,
            by=current_user,
            reason=reason,
            version=version,
            record_version=form.record_version.data,
        )
        return "Disetujui. Lencana lapak ini tayang sekarang."
    if form.decision.data == "tolak":
        services.reject(one, by=current_user, reason=reason, version=version)
        return "Ditolak. Pemilik lapak membaca alasan Anda."
    raise RuleBroken("Pilih Setujui atau Tolak.")


def _claim_page(one: Claim, form: DecisionForm) -> str:
    badge = queries.badge_of_claim(one)
    return render_template(
        "console/claim.html",
        claim=one,
        comparison=Comparison.of(one, today()),
        form=form,
        badge=badge,
        badge_state=badge.standing(today()) if badge else None,
        own=queries.is_member(one.shop, current_user),
        masked_number=people.masked_number_of(one.submitted_by_id, NIK_KTP),
        at=now(),
    )
