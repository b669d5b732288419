"""`/lapak/produk/<id>/stok`: how many there are of each variant, and nothing else."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms import FieldList, FormField
from wtforms.validators import InputRequired

from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.web.access import member
from marketplace.web.forms import Between, CountField, Form, filled
from marketplace.workspace import bp
from marketplace.workspace.fields import HiddenNumber
from marketplace.workspace.listings import NUMERIC, own_listing


class CountForm(Form):
    """One variant's count; `seen` is what the page showed."""

    variant_id = HiddenNumber()
    seen = HiddenNumber()
    to = CountField(
        "Stok",
        [InputRequired(), Between(0, 1_000_000, "Paling banyak 1.000.000.")],
        render_kw=NUMERIC,
    )


class StockForm(Form):
    """The counts of a listing's variants."""

    counts = FieldList(FormField(CountForm), max_entries=30)

    def show(self, listing: Listing) -> None:
        """Name each row after its variant."""
        names = {one.id: one.name for one in listing.offered}
        for row in self.counts:
            row.form.to.label.text = names.get(row.form.variant_id.data) or "Stok"


@bp.route("/produk/<int:listing_id>/stok", methods=["GET", "POST"])
@member
def stock(listing_id: int) -> Any:
    """Say how many there are."""
    listing = own_listing(listing_id)
    shown = [{"variant_id": v.id, "seen": v.stock, "to": v.stock} for v in listing.offered]
    form = StockForm(data={"counts": shown})
    if filled(form, lambda: _set(listing, form)):
        flash("Stok tersimpan.", "good")
        return redirect(url_for(".listings"))
    listing = own_listing(listing_id)
    form.show(listing)
    page = render_template("workspace/stock.html", listing=listing, form=form)
    return page, 422 if form.is_submitted() else 200


def _set(listing: Listing, form: StockForm) -> None:
    rows = [row.form for row in form.counts]
    counts = [catalog.Count(r.variant_id.data or 0, r.seen.data, r.to.data) for r in rows]
    try:
        catalog.set_stocks(listing, by=current_user, counts=counts)
    except catalog.StockMoved as moved:
        for row in rows:
            row.seen.data = moved.stocks.get(row.variant_id.data)
        raise
