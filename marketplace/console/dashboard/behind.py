"""The rows behind a figure: what was counted, page by page or as a sheet."""

from collections.abc import Iterator
from typing import Any

from flask import abort, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.clock import now, today
from marketplace.console import bp
from marketplace.console.dashboard import words
from marketplace.console.dashboard.summary import may_see
from marketplace.insights import queries
from marketplace.insights.indicators import Indicator, book
from marketplace.places import queries as places
from marketplace.sheets.writing import WRITERS, Cell
from marketplace.web.access import officer
from marketplace.web.downloads import download
from marketplace.web.filters import tanggal, waktu
from marketplace.web.pages import page_number, page_of

SIZE = 50
STATES = {"approved": "Disetujui", "rejected": "Ditolak"}
# The columns of each indicator's rows: what the row calls it, and its head.
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "shops": (("shop", "Lapak"), ("village_code", "Tempat"), ("at", "Dibuka")),
    "verified": (("shop", "Lapak"), ("village_code", "Tempat"), ("at", "Dibuka")),
    "listings": (("title", "Produk"), ("shop", "Lapak"), ("at", "Tayang")),
    "searches": (("text", "Kata yang dicari"), ("weight", "Kali"), ("on", "Terakhir")),
    "inquiries": (
        ("number", "Nomor"), ("title", "Produk"), ("shop", "Lapak"), ("at", "Ditanyakan"),
    ),
    "answer_time": (
        ("number", "Nomor"), ("title", "Produk"), ("shop", "Lapak"), ("weight", "Dijawab dalam"),
    ),
    "decision_time": (
        ("shop", "Lapak"), ("state", "Putusan"), ("at", "Diputus"), ("weight", "Diputus dalam"),
    ),
}  # fmt: skip


@bp.get("/ringkasan/<key>")
@officer()
def dashboard_rows(key: str) -> str:
    """What was counted for one figure, in one kab/kota or all of Banten."""
    indicator, code = _asked(key)
    number = page_number()
    found = queries.rows_behind(key, code, today(), number=number, size=SIZE)
    return render_template(
        "console/dashboard/rows.html",
        indicator=indicator,
        code=code,
        name=words.names()[code],
        columns=[head for _, head in COLUMNS[key]],
        rows=[(_cells(indicator, row), _link(key, row)) for row in found.rows],
        total=found.total,
        page=page_of(found.total, SIZE, number),
        window=queries.window_until(today()),
        at=now(),
    )


@bp.get("/ringkasan/<key>/unduhan/<kind>")
@officer()
def dashboard_rows_sheet(key: str, kind: str) -> Response:
    """The same rows, all of them, as CSV or XLSX."""
    indicator, code = _asked(key)
    name = f"{key}-{code}".replace(".", "").replace("_", "-")
    return download(name, kind, lambda out: WRITERS[kind](_sheet(indicator, code), out, name))


def _asked(key: str) -> tuple[Indicator, str]:
    """The indicator and place of the address; 404 for none such, and for another office's rows."""
    own = current_user.officer.regency_code or queries.BANTEN
    code = request.args.get("wilayah", own)
    if key not in book() or code not in words.names() or not may_see(code):
        abort(404)
    return book()[key], code


def _sheet(indicator: Indicator, code: str) -> Iterator[list[Cell]]:
    yield ["Wilayah", *(head for _, head in COLUMNS[indicator.key])]
    for row in queries.every_row_behind(indicator.key, code, today()):
        yield [
            words.names().get(row["regency_code"] or "", "Tanpa wilayah"),
            *_cells(indicator, row),
        ]


def _cells(indicator: Indicator, row: dict[str, Any]) -> list[str]:
    return [_cell(indicator, name, row[name]) for name, _ in COLUMNS[indicator.key]]


def _cell(indicator: Indicator, name: str, value: Any) -> str:
    if value is None:
        return words.NOTHING
    if name == "village_code":
        return places.gazetteer().villages[value].district.label
    if name == "weight":
        return words.value_words(indicator, int(value))
    if name == "at":
        return waktu(value)
    return tanggal(value) if name == "on" else STATES.get(value, str(value))


def _link(key: str, row: dict[str, Any]) -> str | None:
    """Where one row opens; None where there is nothing more to see."""
    if key in ("shops", "verified"):
        return url_for("console.shop", shop_id=row["id"])
    return url_for("console.claim", claim_id=row["id"]) if key == "decision_time" else None
