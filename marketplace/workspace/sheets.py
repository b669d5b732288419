"""`/lapak/produk/berkas`: products by sheet: the template, the export, a file to be looked at."""

from typing import Any

from flask import g, redirect, render_template, url_for
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from marketplace.catalog.listing_sheets import files
from marketplace.catalog.listing_sheets.columns import COLUMNS
from marketplace.catalog.queries import sheets as queries
from marketplace.catalog.services import listing_imports
from marketplace.catalog.services.listing_imports import zipped
from marketplace.clock import today
from marketplace.web.access import member
from marketplace.web.downloads import download
from marketplace.web.forms import Form, filled
from marketplace.web.limits import limiter
from marketplace.web.requests import takes_up_to
from marketplace.workspace import bp

MOST_BYTES = listing_imports.LARGEST + zipped.LARGEST + 64 * 1024
SHEETS = ".csv,.xlsx,text/csv"
STATES = {
    "reading": ("Dibaca", "soft"),
    "staged": ("Menunggu Anda", "warn"),
    "applying": ("Diterapkan", "soft"),
    "applied": ("Selesai", "good"),
    "failed": ("Tidak terbaca", "bad"),
    "discarded": ("Dibatalkan", "soft"),
}


class SheetForm(Form):
    """A sheet, and the pictures that it names."""

    sheet = FileField(
        "Berkas produk", [FileRequired("Pilih berkasnya dulu.")], render_kw={"accept": SHEETS}
    )
    pictures = FileField("Foto dalam ZIP", render_kw={"accept": ".zip,application/zip"})


@bp.get("/produk/berkas")
@member
def listing_sheets() -> str:
    """Template, upload and export."""
    return _page(SheetForm(formdata=None))


@bp.post("/produk/berkas")
@member
@limiter.limit("30 per hour")
@takes_up_to(MOST_BYTES)
def listing_sheet_upload() -> Response | tuple[str, int]:
    """Bring a sheet; it is read while its page shows how far it is."""
    form = SheetForm()
    brought: list[Any] = []
    if filled(form, lambda: brought.append(_bring(form))):
        return redirect(url_for(".listing_sheet", sheet_id=brought[0].id))
    return _page(form), 422


def _bring(form: SheetForm) -> Any:
    return listing_imports.bring(
        g.shop,
        by=current_user,
        filename=form.sheet.data.filename or "",
        sheet=_read(form.sheet.data, listing_imports.LARGEST) or b"",
        pictures=_read(form.pictures.data, zipped.LARGEST),
    )


def _read(upload: FileStorage | None, most: int) -> bytes | None:
    return upload.read(most + 1) if upload else None


def _page(form: SheetForm) -> str:
    return render_template(
        "workspace/listing_sheets.html",
        form=form,
        imports=queries.imports_of(g.shop),
        states=STATES,
        words=files.WORDS,
        columns=[(column.heading, column.hint) for column in COLUMNS if column.key != "reason"],
    )


@bp.get("/produk/templat.<kind>")
@member
def listing_template(kind: str) -> Response:
    """A sheet to fill in."""
    return download("templat-produk", kind, lambda target: files.write_blank(kind, target))


@bp.get("/produk/ekspor.<kind>")
@member
@limiter.limit("60 per hour")
def listing_export(kind: str) -> Response:
    """All products of the shop."""
    products = queries.kept_products(g.shop.id)
    name = f"produk-{g.shop.slug}-{today()}"
    return download(name, kind, lambda target: files.write_listings(kind, products, target))
