"""/dinas/kepentingan: the shops that are near to an officer, so that others decide about them."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from marketplace.console import bp
from marketplace.sellers import queries
from marketplace.sellers.models import Shop
from marketplace.sellers.models.interest import lingers, relations
from marketplace.sellers.services import interests as services
from marketplace.web.access import officer
from marketplace.web.forms import Form, filled, status_of
from marketplace.web.pages import found


class InterestForm(Form):
    """How near the shop is."""

    relation = RadioField("Hubungan Anda", validators=[InputRequired("Pilih hubungannya.")])

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.relation.choices = list(relations().items())


@bp.get("/kepentingan")
@officer()
def interests() -> str:
    """What she has declared, and a shop to look for."""
    words = request.args.get("q", "")[:80].strip()
    return render_template(
        "console/interests.html",
        q=words,
        shops=queries.shops_named(words),
        declared=queries.interests_of(current_user),
        everybody_s=queries.all_interests() if current_user.is_administrator else None,
        days=lingers().days,
    )


@bp.route("/kepentingan/toko/<int:shop_id>", methods=["GET", "POST"])
@officer()
def interest(shop_id: int) -> Response | tuple[str, int]:
    """Declare that one shop is near to her; any shop in Banten may be."""
    shop = found(queries.any_shop(shop_id))
    form = InterestForm()
    if filled(form, lambda: _declare(shop, form)):
        flash("Tercatat. Petugas lain yang memutuskan apa pun tentang lapak ini.", "good")
        return redirect(url_for(".interests"))
    shop = found(queries.any_shop(shop_id))
    return render_template("console/interest.html", form=form, shop=shop), status_of(form)


def _declare(shop: Shop, form: InterestForm) -> None:
    services.declare(shop, by=current_user, relation=form.relation.data or "")


@bp.post("/kepentingan/<int:interest_id>/akhir")
@officer()
def interest_end(interest_id: int) -> Response:
    """It is over."""
    services.end(found(queries.interest_of(current_user, interest_id)), by=current_user)
    flash("Pernyataan diakhiri.", "good")
    return redirect(url_for(".interests"))
