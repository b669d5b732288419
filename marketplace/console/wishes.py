"""/dinas/permintaan: what buyers look for and nobody lists, and who sells in those categories."""

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.catalog import categories
from marketplace.clock import day_of, today
from marketplace.console import bp
from marketplace.console.late import OpenedForm, told
from marketplace.console.reasons import ReasonForm
from marketplace.inquiries import services
from marketplace.inquiries.models import Wish
from marketplace.inquiries.queries import demand
from marketplace.inquiries.queries import wishes as queries
from marketplace.places import queries as places
from marketplace.sheets.writing import WRITERS, Cell
from marketplace.web.access import officer
from marketplace.web.downloads import download
from marketplace.web.forms import filled, status_of
from marketplace.web.pages import found, page_number, page_of

STATES = {
    "terbuka": ("open", "Terbuka"),
    "terjawab": ("answered", "Ada yang menjual"),
    "disembunyikan": ("hidden", "Disembunyikan"),
}
MOST_ROWS = 5_000
HEADINGS = ("Produk", "Kelompok", "Kategori", "Diminta", "Asal", "Lapak", "Terakhir")


class HidingForm(OpenedForm, ReasonForm):
    """Why a wish does not belong here, as its page was opened."""


def _within() -> demand.Within:
    """What the address narrows the list to; nonsense narrows nothing."""
    regency = places.regency(request.args.get("daerah", ""))
    category = categories.category(request.args.get("kategori", ""))
    return demand.Within(category, regency.code if regency else None)


@bp.get("/permintaan")
@officer()
def wishes() -> str:
    """Demand by group of categories, then the wishes themselves, the most wished-for first."""
    within, number, kept = _within(), page_number(), request.args.get("keadaan", "")
    state = STATES.get(kept, STATES["terbuka"])[0]
    counts = demand.counts(within)
    wanted = demand.most_wanted(within, state=state, page=number)
    return render_template(
        "console/wishes.html",
        within=within,
        demands=wanted.wishes,
        groups=demand.by_group(within.regency_code),
        sellers=demand.shops_by_category(within.regency_code),
        tabs=_tabs(within, counts, state),
        page=page_of(wanted.total, demand.PAGE_SIZE, number),
        choices=(categories.level_one(), places.regencies()),
    )


def _tabs(
    within: demand.Within, counts: dict[str, int], present: str
) -> list[tuple[str, str, bool, int]]:
    kept: dict[str, Any] = {
        "kategori": within.category.slug if within.category else None,
        "daerah": within.regency_code,
    }
    return [
        (label, url_for(".wishes", keadaan=key, **kept), state == present, counts.get(state, 0))
        for key, (state, label) in STATES.items()
    ]


@bp.get("/permintaan/unduh.<kind>")
@officer()
def wishes_sheet(kind: str) -> Response:
    """The open wishes as a sheet, for planning trainings and campaigns."""
    rows = _rows(_within())
    name = f"permintaan-pembeli-{today()}"
    return download(name, kind, lambda target: WRITERS[kind](rows, target, "Permintaan"))


def _rows(within: demand.Within) -> Iterator[tuple[Cell, ...]]:
    yield HEADINGS
    sellers = demand.shops_by_category(within.regency_code)
    for one in demand.most_wanted(within, size=MOST_ROWS).wishes:
        wish = one.wish
        asked_from = [f"{place.short_name} {times}" for place, times in one.named_places]
        yield (
            wish.text,
            wish.group.name,
            wish.category.name,
            one.times_in(within.regency_code),
            ", ".join(asked_from),
            sellers.get(wish.category_slug, 0),
            day_of(wish.last_asked_at).isoformat(),
        )


@bp.get("/permintaan/<int:wish_id>")
@officer()
def wish(wish_id: int) -> str:
    """One wish: how often, from where, in which words, and what answers it."""
    return _wish_page(found(demand.one(wish_id)))


@bp.post("/permintaan/<int:wish_id>/penyembunyian")
@officer("supervise")
def wish_hiding(wish_id: int) -> Response | tuple[str, int]:
    """Hide what does not belong here."""
    one, form = found(demand.one(wish_id)), HidingForm()
    if filled(form, lambda: _hide(one, form)):
        flash("Permintaan disembunyikan. Pemilik lapak tidak melihatnya lagi.", "good")
        return redirect(url_for(".wish", wish_id=wish_id))
    return _wish_page(found(demand.one(wish_id)), form), status_of(form)


def _hide(one: Wish, form: HidingForm) -> None:
    services.hide_wish(one, by=current_user, reason=form.reason.data or "")


@bp.post("/permintaan/<int:wish_id>/penampilan")
@officer("supervise")
def wish_showing(wish_id: int) -> Response | tuple[str, int]:
    """Let owners see it again."""
    one, form = found(demand.one(wish_id)), OpenedForm()
    if filled(form, lambda: services.show_wish_again(one, by=current_user)):
        flash("Permintaan tampil lagi.", "good")
        return redirect(url_for(".wish", wish_id=wish_id))
    hiding = HidingForm(formdata=None)
    hiding.refused, hiding.form_errors = form.refused, form.form_errors
    return _wish_page(found(demand.one(wish_id)), hiding), status_of(form)


def _wish_page(one: Wish, form: HidingForm | None = None) -> str:
    (shown,) = queries.shown([one])
    return render_template(
        "console/wish.html",
        demand=shown,
        notes=queries.notes_of(one),
        answers=queries.answers_to(one),
        shops=demand.shops_by_category().get(one.category_slug, 0),
        form=form or HidingForm(formdata=None),
        changes=told(form, one) if form else None,
        supervises=current_user.has_duty("supervise"),
    )
