"""What the register asks about a badge: beside each other, kept or taken away."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from marketplace.clock import now, today
from marketplace.console import bp
from marketplace.console.reasons import ReasonedForm
from marketplace.registry.fields import BUSINESSES, COOPERATIVES
from marketplace.sellers import queries, services
from marketplace.sellers.affiliation import badge_words, readable
from marketplace.sellers.badge_story import story_of
from marketplace.sellers.models import BadgeConflict
from marketplace.sellers.reasons import REASONS
from marketplace.web.access import officer
from marketplace.web.filters import tanggal
from marketplace.web.forms import Form, filled, status_of
from marketplace.web.pages import found
from marketplace.web.second_step import CodeAgainForm

KINDS = {
    "closed": "Register menyatakan tidak berjalan lagi",
    "certificate": "Sertifikat di register berbeda",
    "number": "Nomor di register berbeda",
    "name": "Nama di register berbeda",
}
STATES = {
    "open": "Menunggu jawaban",
    "kept": "Lencana dipertahankan",
    "revoked": "Lencana dicabut",
    "settled": "Selesai dengan sendirinya",
}


class AnswerForm(Form):
    """An answer to the question as it was seen."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class KeepForm(AnswerForm, ReasonedForm):
    """Why the badge stands although the register says something else."""

    reasons = REASONS
    kinds = {"keep": "Mempertahankan"}


class TakeAwayForm(CodeAgainForm, AnswerForm, ReasonedForm):
    """Why the badge goes, by somebody who has her authenticator at hand."""

    reasons = REASONS
    kinds = {"revoke": "Pencabutan"}


@bp.get("/pertentangan/<int:conflict_id>")
@officer("verify")
def conflict(conflict_id: int) -> str:
    """One question: the badge beside the register, and what may be answered."""
    return _page(found(queries.conflict_for(current_user, conflict_id)))


@bp.post("/pertentangan/<int:conflict_id>/dipertahankan")
@officer("verify")
def conflict_keeping(conflict_id: int) -> Response | tuple[str, int]:
    """Let the badge stand."""
    one = found(queries.conflict_for(current_user, conflict_id))
    form = KeepForm(prefix="tetap-")
    if filled(form, lambda: services.keep_badge(one, **_answer(form))):
        flash("Lencana dipertahankan. Perbedaan yang sama tidak ditanyakan lagi.", "good")
        return redirect(url_for(".conflict", conflict_id=conflict_id))
    one = found(queries.conflict_for(current_user, conflict_id))
    return _page(one, keeping=form), status_of(form)


@bp.post("/pertentangan/<int:conflict_id>/pencabutan")
@officer("verify")
def conflict_revocation(conflict_id: int) -> Response | tuple[str, int]:
    """Take the badge away."""
    one = found(queries.conflict_for(current_user, conflict_id))
    form = TakeAwayForm(prefix="cabut-")
    if filled(form, lambda: services.revoke_for(one, **_answer(form))):
        flash("Lencana dicabut. Tandanya hilang dari semua halaman sekarang.", "good")
        return redirect(url_for(".conflict", conflict_id=conflict_id))
    one = found(queries.conflict_for(current_user, conflict_id))
    return _page(one, revoking=form), status_of(form)


def _answer(form: KeepForm | TakeAwayForm) -> dict[str, Any]:
    return {
        "by": current_user,
        "reason": form.full_reason,
        "reason_code": form.chosen_code,
        "version": form.version.data or 0,
    }


def _page(
    one: BadgeConflict, keeping: KeepForm | None = None, revoking: TakeAwayForm | None = None
) -> str:
    badge, seen = one.badge, {"version": one.version}
    return render_template(
        "console/conflict.html",
        conflict=one,
        badge=badge,
        kind=KINDS[one.kind],
        state_words=STATES[one.state],
        standing=badge.standing(today()),
        membership=badge_words(badge.kind, badge.name),
        record=readable(badge.record.name),
        rows=_rows(one),
        story=story_of(badge),
        near=queries.has_interest(current_user, badge.shop),
        keeping=keeping or KeepForm(formdata=None, prefix="tetap-", data=seen),
        revoking=revoking or TakeAwayForm(formdata=None, prefix="cabut-", data=seen),
        at=now(),
    )


def _rows(one: BadgeConflict) -> list[tuple[str, str | None, str | None, bool]]:
    """What is in question first; then what helps to recognise the record."""
    badge = one.badge
    labels = BUSINESSES if badge.kind == "business" else COOPERATIVES
    asked = [fact["field"] for fact in one.facts]
    numbers = ("nib",) if badge.kind == "business" else ("nik_koperasi", "legal_number")
    same = [name for name in ("name", *numbers) if name not in asked]
    told = [
        (labels.label(fact["field"]), _told(fact["badge"]), _told(fact["register"]), True)
        for fact in one.facts
    ]
    return told + [
        (labels.label(name), badge.basis.get(name), getattr(badge.record, name), False)
        for name in same
    ]


def _told(value: str | None) -> str:
    """A fact in words; a day as people write it."""
    if value is None:
        return "Tidak tercatat"
    try:
        return tanggal(date.fromisoformat(value))
    except ValueError:
        return value
