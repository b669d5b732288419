"""Search results: `/cari`."""

from flask import render_template, request

from marketplace.storefront import bp, heard
from marketplace.storefront.product_address import read
from marketplace.storefront.product_list import look
from marketplace.web.access import public


@bp.get("/cari")
@public
def results() -> tuple[str, int]:
    """Products that fit the words and filters in the address."""
    shown = look(read(request.args))
    heard.count(shown)
    return render_template("storefront/results.html", shown=shown, asked=shown.asked), shown.status
