"""Evidence and personal numbers: shown to officers who say why, once, and kept nowhere."""

import base64

from flask import make_response, render_template
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import Length

from marketplace.accounts import nik_ktp, viewing_reasons
from marketplace.accounts import queries as people
from marketplace.accounts.models.private import LONGEST_REASON, NIK_KTP
from marketplace.clock import now
from marketplace.console import bp
from marketplace.sellers import evidence as photos
from marketplace.sellers import queries, services
from marketplace.sellers.jurisdiction import office_of
from marketplace.sellers.models import Claim, Evidence
from marketplace.web import sessions
from marketplace.web.access import officer
from marketplace.web.filters import waktu
from marketplace.web.forms import Form, LineField, filled, form_page
from marketplace.web.pages import found
from marketplace.web.second_step import CodeAgainForm

Answer = Response | tuple[str, int]


class ViewingForm(Form):
    """Why she looks; the owner may read it."""

    reason_code = RadioField("Alasan melihat")
    reason = LineField(
        "Keterangan",
        [Length(max=LONGEST_REASON)],
        description="Pemilik data dapat membacanya. Jangan tulis nomor orang.",
    )

    def __init__(self) -> None:
        super().__init__()
        self.reason_code.choices = list(viewing_reasons.reasons().items())


class RevealForm(CodeAgainForm, ViewingForm):
    """Why she needs the whole number, with her authenticator at hand."""


@bp.route("/klaim/<int:claim_id>/bukti/<int:evidence_id>", methods=["GET", "POST"])
@officer("verify")
def evidence(claim_id: int, evidence_id: int) -> Answer:
    """The photo that proves a claim, with the viewer's name across it, in the answer alone."""
    one = found(queries.evidence_for(current_user, claim_id, evidence_id))
    form, seen = ViewingForm(), list[str]()
    if filled(form, lambda: seen.append(_looked_at(one, form))):
        return _unkept(render_template("console/evidence_shown.html", piece=one, photo=seen[0]))
    return form_page("console/evidence.html", form, piece=one)


def _looked_at(one: Evidence, form: ViewingForm) -> str:
    """The photo as a data address: nothing of it can be fetched a second time."""
    photo = services.view_evidence(
        one,
        by=sessions.me(),
        reason_code=form.reason_code.data,
        reason=form.reason.data or "",
    )
    from marketplace.imaging_watermarks import watermarked  # loads Pillow

    viewer = sessions.me()
    # A name can be changed, and be anybody's: her number in the trail cannot.
    words = f"{viewer.name} (petugas {viewer.id}) · {office_of(viewer)} · {waktu(now())}"
    drawn = base64.b64encode(watermarked(photo, words)).decode()
    return f"data:{photos.CONTENT_TYPE};base64,{drawn}"


@bp.route("/klaim/<int:claim_id>/nomor-ktp", methods=["GET", "POST"])
@officer("verify")
def personal_number(claim_id: int) -> Answer:
    """The whole number of a claimant's identity card, in the answer alone."""
    one = found(queries.claim_for(current_user, claim_id))
    masked = found(people.masked_number_of(one.submitted_by_id, NIK_KTP))
    form, seen = RevealForm(), list[str]()
    if filled(form, lambda: seen.append(_revealed(one, form))):
        return _unkept(_number_page(one, seen[0]))
    return form_page("console/personal_number.html", form, claim=one, masked=masked)


def _revealed(one: Claim, form: RevealForm) -> str:
    return services.reveal_number(
        one,
        NIK_KTP,
        by=sessions.me(),
        reason_code=form.reason_code.data,
        reason=form.reason.data or "",
    )


def _number_page(one: Claim, number: str) -> str:
    return render_template(
        "console/personal_number_shown.html",
        claim=one,
        number=number,
        doubts=nik_ktp.doubts(number, one.shop.regency_code),
        others=len(people.others_with_number_of(one.submitted_by_id, NIK_KTP)),
    )


def _unkept(page: str) -> Response:
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer
