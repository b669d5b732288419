"""Claims: the list, and one claim beside its record with its story so far."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.accounts import queries as people
from marketplace.accounts.models.private import NIK_KTP
from marketplace.clock import now, today
from marketplace.console import bp, late
from marketplace.console.comparison import Comparison
from marketplace.console.deciding import (
    DecisionForm,
    decide,
    form_again,
    form_for,
    may_act,
    sent_form,
)
from marketplace.console.matches import LinkForm, Matches, link
from marketplace.sellers import claim_kinds, queries, register
from marketplace.sellers.affiliation import badge_words
from marketplace.sellers.jurisdiction import office_that_decides
from marketplace.sellers.models import Claim
from marketplace.web.access import officer
from marketplace.web.forms import filled, status_of
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
# In the address as people say it: keadaan=menunggu.
STATES = {
    "menunggu": ("waiting", "Perlu diperiksa"),
    "persetujuan": ("checked", "Perlu disetujui"),
    "jawaban": ("returned", "Menunggu pemilik"),
    "disetujui": ("approved", "Disetujui"),
    "ditolak": ("rejected", "Ditolak"),
    "ditarik": ("withdrawn", "Ditarik"),
}
WORDS = dict(STATES.values())


@bp.get("/klaim")
@officer("verify")
def claims() -> str:
    """The claims that her office decides, by state and kind."""
    name = request.args.get("keadaan", "menunggu")
    return _list(STATES.get(name, STATES["menunggu"])[0], request.args.get("jenis", ""))


def _list(state: str, slug: str) -> str:
    kind = claim_kinds.kind_called(slug)
    code = kind.code if kind else None
    counts = queries.claim_counts(current_user, code)
    page = page_of(counts.by_state.get(state, 0), SIZE, page_number())
    return render_template(
        "console/claims.html",
        claims=queries.claims_for(current_user, state, kind=code, number=page.number, size=SIZE),
        state=state,
        tabs=_tabs(state, kind.slug if kind else None, counts.by_state),
        kinds=_kinds(next(key for key, (one, _) in STATES.items() if one == state), code),
        names={one.code: one.badge for one in claim_kinds.kinds().values()},
        near=queries.shop_ids_of_interest(current_user),
        page=page,
        at=now(),
    )


Tab = tuple[str, str, bool, int | None]


def _tabs(state: str, slug: str | None, counts: dict[str, int]) -> list[Tab]:
    return [
        (label, url_for(".claims", keadaan=key, jenis=slug), kind == state, counts.get(kind, 0))
        for key, (kind, label) in STATES.items()
    ]


def _kinds(state: str, code: str | None) -> list[Tab]:
    every: list[tuple[str | None, str | None, str]] = [(None, None, "Semua jenis")]
    every += [(one.code, one.slug, one.badge) for one in claim_kinds.kinds().values()]
    return [
        (label, url_for(".claims", keadaan=state, jenis=slug), one == code, None)
        for one, slug, label in every
    ]


@bp.get("/klaim/<int:claim_id>")
@officer("verify")
def claim(claim_id: int) -> str:
    """One claim beside the record that it names, differences marked."""
    one = found(queries.claim_for(current_user, claim_id))
    return _page(one, form_for(one))


@bp.post("/klaim/<int:claim_id>/keputusan")
@officer("verify")
def decision(claim_id: int) -> Response | tuple[str, int]:
    """Check, ask for more, approve, send back or reject, with a reason."""
    one = found(queries.claim_for(current_user, claim_id))
    form = sent_form(one)
    if filled(form, lambda: flash(decide(one, form), "good")):
        return redirect(url_for(".claim", claim_id=claim_id))
    one = found(queries.claim_for(current_user, claim_id))
    return _page(one, form_again(one, form), form), status_of(form)


@bp.post("/klaim/<int:claim_id>/catatan")
@officer("verify")
def claim_record(claim_id: int) -> Response | tuple[str, int]:
    """Say which record of the register is meant; nothing is decided by it."""
    one = found(queries.claim_for(current_user, claim_id))
    form = LinkForm()
    if filled(form, lambda: flash(link(one, form), "good")):
        if queries.claim_for(current_user, claim_id) is None:
            return redirect(url_for(".claims"))
        return redirect(url_for(".claim", claim_id=claim_id))
    one = found(queries.claim_for(current_user, claim_id))
    return _page(one, form_for(one), form), status_of(form)


def _page(
    one: Claim, form: DecisionForm | None, refused: DecisionForm | LinkForm | None = None
) -> str:
    """The whole page of a claim, with the form of what she may do now."""
    badge = queries.badge_of_claim(one)
    record = register.record_of(one)
    verdict = register.verdict(record, one.kind, today()) if record else None
    return render_template(
        "console/claim.html",
        claim=one,
        kind=claim_kinds.kinds()[one.kind],
        about=badge_words(one.kind, record.name if record else "…"),
        words=WORDS[one.state],
        office=office_that_decides(one),
        record=record,
        comparison=Comparison.of(one, record, verdict) if record and verdict else None,
        match=Matches.of(one, refused if isinstance(refused, LinkForm) else None),
        verdict=verdict,
        badge_ends=verdict.badge_ends(today()) if verdict and not verdict.reasons else None,
        form=form,
        refused=refused,
        changes=late.told(refused, one) if refused else None,
        bar=may_act(one),
        approvers=queries.approvers_of(one) if one.state == "checked" else None,
        missing=claim_kinds.missing(one.kind),
        documents=claim_kinds.documents(),
        badge=badge,
        badge_state=badge.standing(today()) if badge else None,
        masked_number=people.masked_number_of(one.submitted_by_id, NIK_KTP),
        at=now(),
    )
