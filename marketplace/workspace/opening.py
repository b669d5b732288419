"""`/lapak/buka`: a person opens her shop."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms.validators import InputRequired, Length, Optional

from marketplace.accounts import phones
from marketplace.sellers import queries as sellers
from marketplace.sellers import services as shops
from marketplace.web.access import signed_in
from marketplace.web.forms import LineField, Mobile, filled
from marketplace.workspace import bp
from marketplace.workspace.fields import PlaceForm


class OpeningForm(PlaceForm):
    """What a shop needs to begin with."""

    name = LineField(
        "Nama lapak",
        validators=[InputRequired("Tulis nama lapak Anda."), Length(3, 80)],
        render_kw={"autocomplete": "organization", "maxlength": 80},
    )
    address = LineField("Alamat", validators=[Length(max=200)], render_kw={"maxlength": 200})
    whatsapp = LineField(
        "Nomor WhatsApp",
        validators=[Optional(), Mobile()],
        render_kw={"inputmode": "tel", "autocomplete": "tel"},
    )


@bp.route("/buka", methods=["GET", "POST"])
@signed_in
def opening() -> Any:
    """Open a shop; who has one goes there."""
    if sellers.shop_of(current_user):
        return redirect(url_for(".today"))
    form = OpeningForm(whatsapp=phones.local(current_user.phone) if current_user.phone else "")
    if form.asks_for_places:
        return render_template("workspace/opening.html", form=form)
    if filled(form, lambda: _open(form)):
        flash("Lapak Anda sudah buka. Sekarang tambahkan produk pertama.", "good")
        return redirect(url_for(".listing_new"))
    return render_template("workspace/opening.html", form=form), 422 if form.errors else 200


def _open(form: OpeningForm) -> None:
    shops.open_shop(
        by=current_user,
        name=form.name.data or "",
        village_code=form.village.data,
        address=form.address.data or "",
        whatsapp=form.whatsapp.data or "",
    )
