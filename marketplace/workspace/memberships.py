"""`/lapak/keanggotaan`: a verified cooperative says of a claim whether it is true."""

from flask import flash, g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import HiddenField
from wtforms.validators import Length

from marketplace.sellers import queries, services
from marketplace.sellers.models import Claim
from marketplace.web.access import member
from marketplace.web.forms import Form, LineField, filled, status_of
from marketplace.web.pages import found
from marketplace.workspace import bp


class OpinionForm(Form):
    """Whether it is true; why, when it is not."""

    answer = HiddenField()
    words = LineField("Keterangan", [Length(max=500)], render_kw={"maxlength": 500})


@bp.get("/keanggotaan")
@member
def memberships() -> str:
    """Claims that name the cooperative which this shop is."""
    return _page(None, None)


@bp.post("/keanggotaan/<int:claim_id>")
@member
def membership_opinion(claim_id: int) -> Response | tuple[str, int]:
    """Confirm or deny one of them, once."""
    one = found(queries.membership_to_confirm(g.shop, claim_id))
    form = OpinionForm(prefix=f"k{claim_id}-")
    if filled(form, lambda: _answer(one, form)):
        flash("Terima kasih. Petugas dinas membaca jawaban Anda.", "good")
        return redirect(url_for(".memberships"))
    return _page(claim_id, form), status_of(form)


def _answer(one: Claim, form: OpinionForm) -> None:
    services.answer_membership(
        one, g.shop, by=current_user, answer=form.answer.data or "", words=form.words.data or ""
    )


def _page(sent_id: int | None, sent: OpinionForm | None) -> str:
    claims = queries.memberships_to_confirm(g.shop)
    forms = {
        one.id: sent
        if sent is not None and one.id == sent_id
        else OpinionForm(formdata=None, prefix=f"k{one.id}-")
        for one in claims
    }
    return render_template(
        "workspace/memberships.html",
        claims=claims,
        forms=forms,
        sent=sent,
        speaks=queries.speaks_for_a_cooperative(g.shop),
    )
