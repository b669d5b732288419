"""`/lapak/produk/berkas/<id>`: a sheet that was brought: looked at, applied, corrected."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.catalog.listing_sheets import files
from marketplace.catalog.models import ListingImport
from marketplace.catalog.queries import sheets as queries
from marketplace.catalog.services import listing_imports
from marketplace.web.access import member
from marketplace.web.downloads import download
from marketplace.web.pages import found, page_number, page_of
from marketplace.workspace import bp
from marketplace.workspace.sheets import STATES

SIZE = 50
FILTERS = {
    "ditambah": "added",
    "berubah": "changed",
    "tetap": "unchanged",
    "ditolak": "refused",
    "periksa": queries.TO_LOOK_AT,
}
OUTCOMES = {
    "added": ("Ditambah", "good"),
    "changed": ("Berubah", "info"),
    "unchanged": ("Tetap", "soft"),
    "refused": ("Ditolak", "bad"),
}


def own_import(sheet_id: int) -> ListingImport:
    """A sheet of the shop at hand, or the 404 page."""
    return found(queries.import_of(g.shop, sheet_id))


@bp.get("/produk/berkas/<int:sheet_id>")
@member
def listing_sheet(sheet_id: int) -> str:
    """How far it is, then every row: what it would do or did."""
    import_ = own_import(sheet_id)
    counts = queries.import_counts(import_)
    which = FILTERS.get(request.args.get("lihat", ""), "")
    page = page_of(counts[which or "rows"], SIZE, page_number())
    return render_template(
        "workspace/listing_sheet.html",
        import_=import_,
        task=queries.task_of(import_),
        counts=counts,
        rows=queries.import_rows(import_, which, (page.number - 1) * SIZE, SIZE),
        page=page,
        tabs=_tabs(sheet_id, counts, which),
        states=STATES,
        outcomes=OUTCOMES,
    )


def _tabs(sheet_id: int, counts: dict[str, int], which: str) -> list[tuple[str, str, bool, int]]:
    labels = {
        name: OUTCOMES[outcome][0] for name, outcome in FILTERS.items() if outcome in OUTCOMES
    }
    listed: list[tuple[str | None, str, str]] = [(None, "", "Semua")]
    listed += [(name, FILTERS[name], label) for name, label in labels.items()]
    listed.append(("periksa", queries.TO_LOOK_AT, "Periksa"))
    return [
        (
            label,
            url_for(".listing_sheet", sheet_id=sheet_id, lihat=name),
            outcome == which,
            counts[outcome or "rows"],
        )
        for name, outcome, label in listed
        if counts[outcome or "rows"] or outcome == which
    ]


@bp.post("/produk/berkas/<int:sheet_id>/penerapan")
@member
def listing_sheet_application(sheet_id: int) -> Response:
    """Apply it."""
    takes_counts = request.form.get("stok") == "berkas"
    listing_imports.apply(own_import(sheet_id), by=current_user, takes_counts=takes_counts)
    return redirect(url_for(".listing_sheet", sheet_id=sheet_id))


@bp.post("/produk/berkas/<int:sheet_id>/lanjutan")
@member
def listing_sheet_resumption(sheet_id: int) -> Response:
    """Go on where it broke off."""
    listing_imports.resume(own_import(sheet_id), by=current_user)
    return redirect(url_for(".listing_sheet", sheet_id=sheet_id))


@bp.post("/produk/berkas/<int:sheet_id>/pembatalan")
@member
def listing_sheet_withdrawal(sheet_id: int) -> Response:
    """Drop it; nothing has changed."""
    listing_imports.discard(own_import(sheet_id), by=current_user)
    flash("Pratinjau dibatalkan. Produk Anda tidak berubah.", "info")
    return redirect(url_for(".listing_sheets"))


@bp.get("/produk/berkas/<int:sheet_id>/perbaikan.<kind>")
@member
def listing_sheet_corrections(sheet_id: int, kind: str) -> Response:
    """The rows that were not taken, with their reasons, to be corrected and brought again."""
    rows: Any = queries.rows_to_correct(own_import(sheet_id))
    return download(
        "produk-perbaikan", kind, lambda target: files.write_corrections(kind, rows, target)
    )
