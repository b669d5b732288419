"""`/lapak/produk/<id>/promo`: a sale with its days, and what each variant costs while it is on."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import DateField, FieldList, FormField
from wtforms.validators import InputRequired

from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.catalog.pricing import Deal, SaleDays, check_deal
from marketplace.clock import today
from marketplace.errors import RuleBroken
from marketplace.web.access import member
from marketplace.web.filters import tanggal
from marketplace.web.forms import Form, RupiahField, filled, refuse
from marketplace.workspace import bp
from marketplace.workspace.fields import HiddenNumber
from marketplace.workspace.listings import NUMERIC, own_listing

A_WEEK = timedelta(days=6)


class SalePriceForm(Form):
    """What one variant costs while the sale is on; empty: it takes no part."""

    variant_id = HiddenNumber()
    price = RupiahField("Harga promo", render_kw=NUMERIC)
    # The regular price, once `show` has told it.
    regular: int | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """A price that is not below the regular one is told so beside its field."""
        if not super().validate(extra_validators):
            return False
        if self.price.data is None or self.regular is None:
            return True
        try:
            check_deal(self.regular, Deal(sale_price=self.price.data))
        except RuleBroken as broken:
            refuse(self, broken, "price")
            return False
        return True


class SaleForm(Form):
    """The days of a sale and the prices."""

    version = HiddenNumber()
    sale_from = DateField("Mulai tanggal", [InputRequired("Isi hari pertamanya.")])
    sale_until = DateField("Sampai tanggal", [InputRequired("Isi hari terakhirnya.")])
    prices = FieldList(FormField(SalePriceForm), max_entries=30)

    def show(self, listing: Listing) -> None:
        """Name each price after its variant, and tell it the regular price."""
        offered = {one.id: one for one in listing.offered}
        for row in self.prices:
            if variant := offered.get(row.form.variant_id.data):
                row.form.regular = variant.price
                row.form.price.label.text = f"Harga promo {variant.name}".strip()

    def chosen(self) -> dict[int, int]:
        """The prices that were written, by variant."""
        rows = [row.form for row in self.prices]
        return {r.variant_id.data or 0: r.price.data for r in rows if r.price.data is not None}


@bp.route("/produk/<int:listing_id>/promo", methods=["GET", "POST"])
@member
def sale(listing_id: int) -> Any:
    """Put a listing on sale, or change a sale."""
    listing = own_listing(listing_id)
    form = SaleForm(data=_shown(listing))
    form.show(listing)
    if filled(form, lambda: _set(listing, form)):
        flash(_kept(form), "good")
        return redirect(url_for(".sale", listing_id=listing_id))
    listing = own_listing(listing_id)
    form.show(listing)
    page = render_template("workspace/sale.html", listing=listing, form=form, day=today())
    return page, 422 if form.is_submitted() else 200


def _kept(form: SaleForm) -> str:
    if form.sale_from.data <= today():
        return "Promo tersimpan dan berlaku sekarang."
    return f"Promo tersimpan. Mulai {tanggal(form.sale_from.data)} pukul 00.00 WIB."


class SaleEndForm(Form):
    """Which edition of the listing the button spoke of."""

    version = HiddenNumber()


@bp.post("/produk/<int:listing_id>/promo/selesai")
@member
def sale_end(listing_id: int) -> Response:
    """End a sale at once, or take it back before it begins."""
    listing = own_listing(listing_id)
    catalog.end_sale(listing, by=current_user, version=SaleEndForm().version.data or 0)
    flash("Promo diakhiri. Harga biasa berlaku lagi.", "good")
    return redirect(url_for(".sale", listing_id=listing_id))


def _shown(listing: Listing) -> dict[str, Any]:
    over = listing.sale_until is None or listing.sale_until < today()
    prices = [
        {"variant_id": one.id, "price": None if over else one.sale_price} for one in listing.offered
    ]
    return {
        "version": listing.version,
        "sale_from": today() if over else listing.sale_from,
        "sale_until": today() + A_WEEK if over else listing.sale_until,
        "prices": prices,
    }


def _set(listing: Listing, form: SaleForm) -> None:
    days = SaleDays(form.sale_from.data, form.sale_until.data)
    try:
        catalog.set_sale(
            listing,
            by=current_user,
            version=form.version.data or 0,
            days=days,
            prices=form.chosen(),
        )
    except catalog.Stale:
        form.version.data = own_listing(listing.id).version
        raise
