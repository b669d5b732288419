"""A new claim, one kind at a time: find the record, then show the evidence."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.errors import RuleBroken
from marketplace.places import queries as places
from marketplace.registry import queries as registry
from marketplace.registry.matching import Asked, Suggestion, propose
from marketplace.registry.models import Cooperative
from marketplace.sellers import claim_kinds, register, services
from marketplace.sellers.affiliation import readable
from marketplace.sellers.claim_kinds import Kind
from marketplace.web.access import member
from marketplace.web.forms import filled, refuse
from marketplace.web.limits import limiter
from marketplace.web.pages import found
from marketplace.workspace import bp
from marketplace.workspace.claim_forms import ClaimForm, NumberForm, claim_form
from marketplace.workspace.fields import whole_number

NOT_BY_NAME = "Pilih koperasi Anda di bawah, atau tulis nomornya."
# In the address, where a cooperative's id would stand.
UNLISTED = "belum"


@bp.get("/verifikasi/<slug>")
@member
def claim_new(slug: str) -> str:
    """What this kind asks: first the cooperative, then who she is in it and what shows it."""
    kind, asked = found(claim_kinds.kind_called(slug)), request.args.get("koperasi", "")
    number = whole_number(asked)
    chosen = _cooperative(number) if number is not None else None
    unlisted = asked == UNLISTED and kind.code != "business"
    form = None
    if chosen is not None or unlisted or kind.code == "business":
        made = claim_form(kind, unlisted=unlisted)
        form = made(formdata=None, data={"record": chosen.id if chosen else None})
    return _page(kind, NumberForm(formdata=None), chosen, form)


@bp.post("/verifikasi/<slug>/nomor")
@member
@limiter.limit("60 per hour")
def claim_number(slug: str) -> Response | tuple[str, int]:
    """Find the record behind a number, or those it may be; the owner says which is hers."""
    kind, form = found(claim_kinds.kind_called(slug)), NumberForm()
    suggestions: tuple[Suggestion, ...] = ()
    if form.validate_on_submit():
        try:
            if chosen := _named(kind, form):
                to = url_for(".claim_new", slug=slug, koperasi=chosen.id, _anchor="klaim")
                return redirect(to)
            suggestions = _maybe(kind, form)
        except RuleBroken as broken:
            refuse(form, broken)
    return _page(kind, form, None, None, suggestions), 422


@bp.post("/verifikasi/<slug>/klaim")
@member
@limiter.limit("20 per hour")
def claim_submission(slug: str) -> Response | tuple[str, int]:
    """Send the claim with its evidence."""
    kind = found(claim_kinds.kind_called(slug))
    unlisted = kind.code != "business" and request.form.get("unlisted") == "y"
    form = claim_form(kind, unlisted=unlisted)()
    named = kind.code != "business" and not unlisted
    chosen = found(_cooperative(form["record"].data or 0)) if named else None
    sent: list[int] = []
    if filled(form, lambda: sent.append(_submit(kind, form, chosen))):
        flash("Klaim terkirim. Hasilnya Anda baca di halaman ini.", "good")
        return redirect(url_for(".claim", claim_id=sent[0]))
    chosen = found(_cooperative(chosen.id)) if chosen else None
    return _page(kind, NumberForm(formdata=None), chosen, form), 422


def _named(kind: Kind, form: NumberForm) -> register.Record | None:
    """The record that her number names; RuleBroken when she wrote neither number nor name."""
    number, name = form.number.data or "", form.name.data or ""
    if not number and not name:
        raise RuleBroken("Tulis NIK koperasi atau nomor badan hukumnya, atau namanya.", "number")
    return register.named(kind.code, number) if number else None


def _maybe(kind: Kind, form: NumberForm) -> tuple[Suggestion, ...]:
    """Records that she may mean, to choose from herself; their numbers are public."""
    district = g.shop.place.district
    names = (form.name.data,) if form.name.data else ()
    asked = Asked(kind.code, form.number.data or "", names, district.regency.code, district.code)
    refuse(form, RuleBroken(register.CHECK if form.number.data else NOT_BY_NAME, "number"))
    return tuple(one for one in propose(asked).suggestions if not one.record.outside_banten)


def _cooperative(cooperative_id: int) -> Cooperative | None:
    one = registry.cooperative(cooperative_id)
    return None if one is None or one.outside_banten else one


def _submit(kind: Kind, form: ClaimForm, chosen: Cooperative | None) -> int:
    asked = ("role", "member_number", "nik_ktp", "called")
    told = {name: form[name].data for name in asked if name in form}
    number = chosen.nik_koperasi or chosen.legal_number if chosen else form["number"].data
    claim = services.submit_claim(
        g.shop, by=current_user, kind=kind.code, number=number or "", evidence=form.pieces(), **told
    )
    return claim.id


def _page(
    kind: Kind,
    number_form: NumberForm,
    chosen: Cooperative | None,
    form: ClaimForm | None,
    suggestions: tuple[Suggestion, ...] = (),
) -> str:
    return render_template(
        "workspace/claim_new.html",
        kind=kind,
        number_form=number_form,
        suggestions=suggestions,
        chosen=chosen,
        regency=_regency(chosen),
        readable=readable,
        form=form,
        days=claim_kinds.time_for("waiting").days + claim_kinds.time_for("checked").days,
    )


def _regency(chosen: Cooperative | None) -> str | None:
    """Where the chosen cooperative stands, as the gazetteer writes it where that is known."""
    if chosen is None:
        return None
    known = places.regency(chosen.regency_code) if chosen.regency_code else None
    return known.name if known else chosen.regency_name
