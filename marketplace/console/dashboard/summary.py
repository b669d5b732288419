"""The dashboard: one figure on the map, all of them in a table, and the table as a sheet."""

from flask import render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.console import bp
from marketplace.console.dashboard import banten, words
from marketplace.insights import queries
from marketplace.insights.indicators import Indicator, book
from marketplace.sheets.writing import WRITERS
from marketplace.web.access import officer
from marketplace.web.downloads import download


@bp.get("/ringkasan")
@officer()
def dashboard() -> str:
    """Every kab/kota by one figure on the map, and by all of them in the table."""
    indicators = book()
    key = request.args.get("angka", "")
    chosen = indicators[key] if key in indicators else indicators.indicators[0]
    figures = queries.recent_figures()
    return render_template(
        "console/dashboard/dashboard.html",
        book=indicators,
        chosen=chosen,
        figures=figures,
        before=queries.figures_before(figures.at),
        areas=_areas(chosen, figures),
        map=banten,
        words=words,
        rows_of=rows_of,
    )


def _areas(chosen: Indicator, figures: queries.Figures) -> list[banten.Area]:
    values = figures.values[chosen.key]
    return banten.areas(values, words.names(), lambda code: rows_of(chosen.key, code))


def rows_of(key: str, code: str) -> str | None:
    """Where the rows of a figure are; None where another office alone may see them."""
    return url_for("console.dashboard_rows", key=key, wilayah=code) if may_see(code) else None


def may_see(code: str) -> bool:
    """Whether she may open the rows of a kab/kota: her own, or any for the province."""
    own = current_user.officer.regency_code
    return own is None or own == code


@bp.get("/ringkasan/unduhan/<kind>")
@officer()
def dashboard_sheet(kind: str) -> Response:
    """The table as CSV or XLSX."""
    rows = words.sheet_of(queries.recent_figures())
    return download("ringkasan-banten", kind, lambda out: WRITERS[kind](rows, out, "Ringkasan"))
