"""`/lapak/produk/<id>/grosir`: from how many on each is cheaper."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import FieldList, FormField

from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.catalog.pricing import MOST_STEPS
from marketplace.money import rupiah
from marketplace.web.access import member
from marketplace.web.forms import CountField, Form, RupiahField, filled
from marketplace.workspace import bp
from marketplace.workspace.fields import HiddenNumber
from marketplace.workspace.listings import NUMERIC, own_listing

FIRST_ROWS = 2
# Sheets may bring other quantities for each variant, so a listing can have more than one has.
MOST_ROWS = 30


class StepPriceForm(Form):
    """What each of a variant costs from the step's quantity on; empty: no step for it."""

    variant_id = HiddenNumber()
    price = RupiahField("Harga", render_kw=NUMERIC)


class StepForm(Form):
    """From how many, and what each then costs."""

    least = CountField("Mulai dari", render_kw=NUMERIC)
    prices = FieldList(FormField(StepPriceForm), max_entries=30)

    @property
    def chosen(self) -> list[tuple[int, int]]:
        """Variant and price, where one was written."""
        rows = [row.form for row in self.prices]
        return [(r.variant_id.data or 0, r.price.data) for r in rows if r.price.data is not None]

    def validate(self, extra_validators: Any = None) -> bool:
        """A quantity needs a price, and a price needs a quantity."""
        if not super().validate(extra_validators):
            return False
        if self.least.data is None and self.chosen:
            self.least.errors = ["Isi mulai dari berapa."]
        elif self.least.data is not None and not self.chosen:
            self.least.errors = ["Isi juga harganya, atau kosongkan jumlahnya."]
        return not self.errors


class WholesaleForm(Form):
    """The steps of a listing."""

    version = HiddenNumber()
    steps = FieldList(FormField(StepForm), max_entries=MOST_ROWS)

    def chosen(self) -> dict[int, list[tuple[int, int]]]:
        """The steps of each variant."""
        found: dict[int, list[tuple[int, int]]] = {}
        for row in self.steps:
            for variant_id, price in row.form.chosen:
                found.setdefault(variant_id, []).append((row.form.least.data, price))
        return found

    def show(self, listing: Listing, more: int = 0) -> None:
        """Room for more steps, and at each price the name and regular price of its variant."""
        offered = {one.id: one for one in listing.offered}
        while len(self.steps) < min(more, MOST_STEPS):
            self.steps.append_entry({"prices": [{"variant_id": id_} for id_ in offered]})
        for step in self.steps:
            for row in step.form.prices:
                row.form.price.label.text = f"Harga per {listing.unit}"
                if (variant := offered.get(row.form.variant_id.data)) and variant.name:
                    row.form.price.label.text = variant.name
                    row.form.price.description = f"Harga biasa {rupiah(variant.price)}."


@bp.route("/produk/<int:listing_id>/grosir", methods=["GET", "POST"])
@member
def wholesale(listing_id: int) -> Any:
    """Say what many cost."""
    listing = own_listing(listing_id)
    form = WholesaleForm(data=_shown(listing))
    if request.form.get("langkah") == "baris":
        form.show(listing, more=len(form.steps) + 1)
        return render_template("workspace/wholesale.html", listing=listing, form=form)
    if filled(form, lambda: _set(listing, form)):
        flash("Harga grosir tersimpan.", "good")
        return redirect(url_for(".wholesale", listing_id=listing_id))
    listing = own_listing(listing_id)
    form.show(listing, more=max(FIRST_ROWS, len(form.steps)))
    page = render_template("workspace/wholesale.html", listing=listing, form=form)
    return page, 422 if form.is_submitted() else 200


def _shown(listing: Listing) -> dict[str, Any]:
    kept: dict[int, dict[int, int]] = {
        one.id: {step[0]: step[1] for step in one.wholesale} for one in listing.offered
    }
    quantities = sorted({least for steps in kept.values() for least in steps})
    steps = [
        {
            "least": least,
            "prices": [{"variant_id": id_, "price": of.get(least)} for id_, of in kept.items()],
        }
        for least in quantities[:MOST_ROWS]
    ]
    return {"version": listing.version, "steps": steps}


def _set(listing: Listing, form: WholesaleForm) -> None:
    try:
        catalog.set_wholesale(
            listing, by=current_user, version=form.version.data or 0, steps=form.chosen()
        )
    except catalog.Stale:
        form.version.data = own_listing(listing.id).version
        raise
