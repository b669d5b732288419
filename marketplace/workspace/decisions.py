"""/lapak/putusan: what the dinas decided about the shop, why, and the owner's one appeal."""

from flask import flash, g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Length

from marketplace.clock import now
from marketplace.moderation import queries, services
from marketplace.moderation.models import Decision
from marketplace.moderation.services.appeals import LONGEST, SHORTEST
from marketplace.web.access import member
from marketplace.web.forms import Form, ParagraphField, filled, status_of
from marketplace.web.limits import limiter
from marketplace.web.pages import found, page_number, page_of
from marketplace.workspace import bp

SIZE = 25
OFTEN = "20 per hour"


class AppealForm(Form):
    """Why the owner thinks that a decision is wrong."""

    words = ParagraphField(
        "Keberatan Anda",
        [InputRequired("Tulis keberatan Anda."), Length(SHORTEST, LONGEST)],
        render_kw={"maxlength": LONGEST, "rows": 6},
    )


@bp.get("/putusan")
@member
def decisions() -> str:
    """What was decided about the shop and its listings, the latest first."""
    number = page_number()
    shown, total = queries.decisions_of(g.shop, number=number, size=SIZE)
    page = page_of(total, SIZE, number)
    return render_template("workspace/decisions.html", decisions=shown, page=page, at=now())


@bp.get("/putusan/<int:decision_id>")
@member
def decision(decision_id: int) -> str:
    """One decision, what became of its appeal, or the form for one."""
    one = found(queries.decision_of(g.shop, decision_id))
    return _decision_page(one, AppealForm(formdata=None))


@bp.post("/putusan/<int:decision_id>/banding")
@member
@limiter.limit(OFTEN, methods=["POST"])
def appeal(decision_id: int) -> Response | tuple[str, int]:
    """Appeal: once, in her own words."""
    one, form = found(queries.decision_of(g.shop, decision_id)), AppealForm()
    if filled(form, lambda: services.appeal(one, by=current_user, words=form.words.data or "")):
        flash("Banding terkirim. Petugas lain menjawabnya paling lama 3 × 24 jam.", "good")
        return redirect(url_for(".decision", decision_id=decision_id))
    return _decision_page(found(queries.decision_of(g.shop, decision_id)), form), status_of(form)


def _decision_page(one: Decision, form: AppealForm) -> str:
    can = one.can_be_appealed(now())
    return render_template("workspace/decision.html", decision=one, form=form, can_be_appealed=can)
