"""One claim of hers: where it stands, what is missing, her answer, and taking it back."""

from flask import flash, g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.clock import now
from marketplace.sellers import claim_kinds, queries, services
from marketplace.sellers.affiliation import badge_words, readable
from marketplace.sellers.jurisdiction import office_that_decides
from marketplace.sellers.models import Claim, Shop
from marketplace.web.access import member
from marketplace.web.forms import filled, status_of
from marketplace.web.limits import limiter
from marketplace.web.pages import found
from marketplace.workspace import bp
from marketplace.workspace.claim_forms import AnswerForm, answer_form

Step = tuple[str, str | None, str]


@bp.get("/verifikasi/klaim/<int:claim_id>")
@member
def claim(claim_id: int) -> str:
    """Its steps, until when the next one is done, and what has been said."""
    one = found(queries.claim_of(g.shop, claim_id))
    form = answer_form(claim_kinds.kinds()[one.kind])(formdata=None)
    return _page(one, form)


@bp.post("/verifikasi/klaim/<int:claim_id>/jawaban")
@member
@limiter.limit("20 per hour")
def claim_answer(claim_id: int) -> Response | tuple[str, int]:
    """Give what the dinas asked for."""
    one = found(queries.claim_of(g.shop, claim_id))
    form = answer_form(claim_kinds.kinds()[one.kind])()
    if filled(form, lambda: _answer(one, form)):
        flash("Jawaban terkirim. Dinas memeriksanya lagi.", "good")
        return redirect(url_for(".claim", claim_id=claim_id))
    return _page(found(queries.claim_of(g.shop, claim_id)), form), status_of(form)


def _answer(one: Claim, form: AnswerForm) -> None:
    services.answer(one, by=current_user, words=form.words.data or "", evidence=form.pieces())


@bp.post("/verifikasi/klaim/<int:claim_id>/penarikan")
@member
def claim_withdrawal(claim_id: int) -> Response:
    """Take an open claim back."""
    services.withdraw(found(queries.claim_of(g.shop, claim_id)), by=current_user)
    flash("Klaim ditarik. Fotonya kami hapus.", "good")
    return redirect(url_for(".verification"))


def _page(one: Claim, form: AnswerForm) -> str:
    kind = claim_kinds.kinds()[one.kind]
    asked = next((note for note in reversed(one.notes) if note.act == "return"), None)
    return render_template(
        "workspace/claim.html",
        claim=one,
        kind=kind,
        name=_name(one),
        office=office_that_decides(one),
        approvers=queries.approvers_of(one) if one.state == "checked" else None,
        steps=_steps(one, g.shop),
        asked=asked if one.state == "returned" else None,
        missing=claim_kinds.missing(one.kind),
        documents=claim_kinds.documents(),
        form=form,
        at=now(),
    )


def _name(one: Claim) -> str:
    """What it is about: the badge in her words, and the record behind it."""
    if one.record is None:
        return claim_kinds.kinds()[one.kind].badge
    words = badge_words(one.kind, one.record.name)
    return words if one.kind == "member" else f"{words}: {readable(one.record.name)}"


def _steps(one: Claim, shop: Shop) -> list[Step]:
    """What has been done, what is being done, and by whom."""
    confirmed = bool(shop.whatsapp_confirmed_at)
    passed = ("checked", "approved")
    returned = one.state == "returned"
    done: list[Step] = [
        ("Klaim dan bukti terkirim", None, "done"),
        ("Nomor WhatsApp lapak dikonfirmasi", "/akun/nomor", "done" if confirmed else "now"),
    ]
    if returned:
        done.append(("Anda melengkapi yang diminta", "#jawab", "now"))
    checking = "done" if one.state in passed else "todo" if returned else "now"
    approving = {"approved": "done", "checked": "now"}.get(one.state, "todo")
    return [
        *done,
        ("Petugas memeriksa bukti dan register", None, checking),
        ("Petugas lain menyetujui", None, approving),
        ("Lencana tampil di lapak Anda", None, "done" if one.state == "approved" else "todo"),
    ]
