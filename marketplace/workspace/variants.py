"""`/lapak/produk/<id>/pilihan`: price and stock of each way in which a listing comes."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import BooleanField, FieldList, FormField
from wtforms.validators import Length, Optional

from marketplace.catalog import services as catalog
from marketplace.catalog.codes import LONGEST_SKU
from marketplace.catalog.models import Listing
from marketplace.catalog.queries import reviews
from marketplace.web.access import member
from marketplace.web.forms import Between, CountField, Form, LineField, RupiahField, filled
from marketplace.workspace import bp
from marketplace.workspace.fields import HiddenNumber
from marketplace.workspace.listings import NUMERIC, own_listing

EMPTY_ROWS = 2
PRICE_WAITS = "Harga yang berubah jauh menunggu ditinjau dinas; yang lama berlaku dulu."


class RowForm(Form):
    """One variant; a row without a price and options is left out."""

    id = HiddenNumber()
    stock_seen = HiddenNumber()
    option_one = LineField("Pilihan", [Length(max=40)], render_kw={"maxlength": 40})
    option_two = LineField("Pilihan kedua", [Length(max=40)], render_kw={"maxlength": 40})
    price = RupiahField("Harga", render_kw=NUMERIC)
    stock = CountField(
        "Stok", [Optional(), Between(0, 1_000_000, "Paling banyak 1.000.000.")], render_kw=NUMERIC
    )
    sku = LineField(
        "SKU",
        [Length(max=LONGEST_SKU)],
        render_kw={"maxlength": LONGEST_SKU, "autocomplete": "off", "spellcheck": "false"},
    )
    removed = BooleanField("Hapus pilihan ini")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in a new row."""
        new = self.id.data is None
        return (
            new
            and not (self.price.raw_data and self.price.raw_data[0].strip())
            and not (self.option_one.data or self.option_two.data)
        )

    @property
    def is_left_out(self) -> bool:
        """Whether the row is not to be offered."""
        return self.removed.data or self.is_empty

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that stays needs a price."""
        fine = super().validate(extra_validators)
        if self.is_left_out:
            return True
        if self.price.data is None and not self.price.errors:
            self.price.errors = ["Wajib diisi."]
            return False
        return fine


class VariantsForm(Form):
    """The rows of a listing and what tells them apart."""

    version = HiddenNumber()
    axis_one = LineField("Pembeda", [Length(max=30)], render_kw={"maxlength": 30})
    axis_two = LineField("Pembeda kedua", [Length(max=30)], render_kw={"maxlength": 30})
    rows = FieldList(FormField(RowForm), max_entries=30)

    def kept(self) -> list[catalog.Row]:
        """The rows that stay."""
        forms = [row.form for row in self.rows if not row.form.is_left_out]
        return [
            catalog.Row(
                id=form.id.data,
                option_one=form.option_one.data or "",
                option_two=form.option_two.data or "",
                price=form.price.data,
                stock=form.stock.data,
                stock_seen=form.stock_seen.data,
                sku=form.sku.data,
            )
            for form in forms
        ]

    def add_empty_rows(self) -> None:
        """Room for more."""
        for _ in range(EMPTY_ROWS):
            if len(self.rows) < 30:
                self.rows.append_entry()


@bp.route("/produk/<int:listing_id>/pilihan", methods=["GET", "POST"])
@member
def variants(listing_id: int) -> Any:
    """Edit prices and variants as rows."""
    listing = own_listing(listing_id)
    form = VariantsForm(data=_shown(listing))
    if request.form.get("langkah") == "baris" or not form.is_submitted():
        if form.is_submitted() or listing.axis_one:
            form.add_empty_rows()
        return render_template("workspace/variants.html", listing=listing, form=form)
    if filled(form, lambda: _arrange(listing, form)):
        flash(_saved(own_listing(listing_id)), "good")
        return redirect(url_for(".variants", listing_id=listing_id))
    listing = own_listing(listing_id)
    return render_template("workspace/variants.html", listing=listing, form=form), 422


def _saved(listing: Listing) -> str:
    waiting = reviews.waiting_of(listing)
    leapt = waiting is not None and "prices" in waiting.proposed
    return f"Tersimpan. {PRICE_WAITS}" if leapt else "Harga dan pilihan tersimpan."


def _shown(listing: Listing) -> dict[str, Any]:
    rows = [
        {
            "id": one.id,
            "option_one": one.option_one,
            "option_two": one.option_two,
            "price": one.price,
            "stock": one.stock,
            "stock_seen": one.stock,
            "sku": one.sku,
        }
        for one in listing.offered
    ]
    axes = {"axis_one": listing.axis_one, "axis_two": listing.axis_two}
    return {"version": listing.version, **axes, "rows": rows}


def _arrange(listing: Listing, form: VariantsForm) -> None:
    try:
        catalog.arrange_variants(
            listing,
            by=current_user,
            version=form.version.data or 0,
            rows=form.kept(),
            axis_one=form.axis_one.data,
            axis_two=form.axis_two.data,
        )
    except catalog.Stale:
        form.version.data = own_listing(listing.id).version
        raise
    except catalog.StockMoved as moved:
        for row in form.rows:
            row.form.stock_seen.data = moved.stocks.get(row.form.id.data)
        raise
