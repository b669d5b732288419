"""`/lapak/permintaan`: what buyers look for in the shop's categories and nobody has yet."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_login import current_user
from wtforms import RadioField
from wtforms.validators import InputRequired

from marketplace.catalog import queries as catalog
from marketplace.inquiries import services as inquiry_services
from marketplace.inquiries.models import Wish
from marketplace.inquiries.queries import wishes as queries
from marketplace.web.access import member
from marketplace.web.forms import Form, filled
from marketplace.web.pages import found, page_number, page_of
from marketplace.workspace import bp
from marketplace.workspace.fields import whole_number


class AnswerForm(Form):
    """Which of the shop's listings it is."""

    listing_id = RadioField("Produk Anda", [InputRequired("Pilih produknya.")])


@bp.get("/permintaan")
@member
def wishes() -> str:
    """Wishes in the categories of the shop, then those beside them, and what it answered."""
    number = page_number()
    demands = queries.for_shop(g.shop, number)
    return render_template(
        "workspace/wishes.html",
        demands=demands.wishes,
        answered=queries.answered_by(g.shop) if number == 1 else [],
        sells=bool(queries.field_of(g.shop).own),
        page=page_of(demands.total, queries.PAGE_SIZE, number),
        regency_code=g.shop.regency_code,
    )


@bp.route("/permintaan/<int:wish_id>", methods=["GET", "POST"])
@member
def wish(wish_id: int) -> Any:
    """One wish: what buyers said beside it, and the listing that answers it."""
    one = found(queries.one_for_shop(g.shop, wish_id))
    form = _form(one)
    if filled(form, lambda: _answer(one, form)):
        flash("Tercatat. Produk Anda kini terlihat oleh pembeli yang memintanya.", "good")
        return redirect(url_for(".wishes"))
    one = found(queries.one_for_shop(g.shop, wish_id))
    page = render_template(
        "workspace/wish.html",
        demand=queries.shown([one])[0],
        notes=queries.notes_of(one),
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


def _form(one: Wish) -> AnswerForm:
    given = queries.answer_of(one, g.shop.id)
    form = AnswerForm(listing_id=str(given.listing_id) if given else None)
    fitting = queries.fitting_listings(g.shop, one)
    form.listing_id.choices = [(str(id_), title) for id_, title in fitting]
    return form


def _answer(one: Wish, form: AnswerForm) -> None:
    chosen = found(catalog.listing_of(g.shop, whole_number(form.listing_id.data) or 0))
    inquiry_services.answer_wish(one, chosen, by=current_user)
