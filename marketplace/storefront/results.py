"""Search results: `/cari`."""

from typing import Any

from flask import render_template, request

from marketplace.search import queries as search
from marketplace.storefront import bp
from marketplace.storefront.product_filters import Asked
from marketplace.storefront.product_list import look
from marketplace.web import page_cache
from marketplace.web.access import public

LISTS = ("results", "category", "place")


@bp.get("/cari")
@public
def results() -> tuple[str, int]:
    """Products that fit the words and filters in the address."""
    shown = look(Asked.from_address(request.args))
    return render_template("storefront/results.html", shown=shown, asked=shown.asked), shown.status


@bp.record_once
def keep(state: Any) -> None:
    """Lists are kept for strangers until the street or the search index changes."""
    page_cache.keeps(state.app, *(f"{bp.name}.{page}" for page in LISTS))
    with state.app.app_context():
        page_cache.depends_on(state.app, search.versions())
