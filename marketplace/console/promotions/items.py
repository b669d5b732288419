"""What stands in a collection: chosen by name, placed and taken out with a reason, put in order."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Regexp
from wtforms.widgets import HiddenInput

from marketplace.clock import now
from marketplace.console import bp
from marketplace.console.promotions.collections import VersionForm, act
from marketplace.console.reasons import ReasonedForm
from marketplace.promotions import services
from marketplace.promotions.models import MOST_ITEMS, Collection, CollectionItem
from marketplace.promotions.queries import desk
from marketplace.promotions.reasons import REASONS
from marketplace.web.access import officer
from marketplace.web.forms import filled, form_page
from marketplace.web.pages import found

LONGEST = 60
STEPS = {"maju": -1, "mundur": 1, "depan": -MOST_ITEMS}
UNREADABLE = "Urutannya tidak terbaca."


class PlaceForm(ReasonedForm):
    """Which listing, and why it is chosen."""

    reasons = REASONS
    kinds = {"place": "Alasan"}
    listing = RadioField("Produk", coerce=int, validators=[InputRequired("Pilih satu produk.")])
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class RemovalForm(ReasonedForm):
    """Why a listing is taken out."""

    reasons = REASONS
    kinds = {"remove": "Alasan"}
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class OrderForm(VersionForm):
    """All items in the order in which they were dragged."""

    order = StringField(
        validators=[
            InputRequired(),
            Length(max=1_200),
            Regexp(r"\A[0-9]{1,18}(,[0-9]{1,18})*\Z", message=UNREADABLE),
        ]
    )


@bp.route("/promosi/<int:collection_id>/produk", methods=["GET", "POST"])
@officer("curate")
def collection_placing(collection_id: int) -> Response | tuple[str, int]:
    """Listings by name where she acts; one is placed with a reason."""
    one = found(desk.collection(collection_id))
    words = " ".join(request.args.get("q", "")[:LONGEST].split())
    choices = desk.listings_for(current_user, one, words, now())
    form = PlaceForm(data={"version": one.version})
    form.listing.choices = [(each.listing.id, each.listing.title) for each in choices]
    if filled(form, lambda: _place(one, form)):
        flash("Produk ditambahkan di urutan terakhir.", "good")
        return redirect(url_for(".collection_placing", collection_id=collection_id, q=words))
    fresh = found(desk.collection(collection_id))
    form.version.data, form.version.raw_data = fresh.version, None
    more = {"collection": fresh, "choices": choices, "q": words}
    return form_page("console/promotions/placing.html", form, **more)


def _place(one: Collection, form: PlaceForm) -> None:
    listing = found(desk.listing_for(current_user, form.listing.data))
    services.place(
        one, listing, version=form.version.data or 0, by=current_user,
        reason_code=form.chosen_code, reason=form.full_reason,
    )  # fmt: skip


@bp.route("/promosi/<int:collection_id>/produk/<int:item_id>", methods=["GET", "POST"])
@officer("curate")
def collection_removal(collection_id: int, item_id: int) -> Response | tuple[str, int]:
    """Take a listing out, saying why."""
    one = found(desk.collection(collection_id))
    item = found(desk.item_for(current_user, collection_id, item_id))
    form = RemovalForm(data={"version": one.version})
    if filled(form, lambda: _take_out(item, form)):
        flash("Produk dikeluarkan.", "good")
        return redirect(url_for(".collection", collection_id=collection_id))
    fresh = found(desk.collection(collection_id))
    form.version.data, form.version.raw_data = fresh.version, None
    return form_page("console/promotions/removal.html", form, collection=fresh, item=item)


def _take_out(item: CollectionItem, form: RemovalForm) -> None:
    services.take_out(
        item, version=form.version.data or 0, by=current_user, reason_code=form.chosen_code,
        reason=form.full_reason,
    )  # fmt: skip


@bp.post("/promosi/<int:collection_id>/produk/<int:item_id>/urutan")
@officer("curate")
def collection_step(collection_id: int, item_id: int) -> Any:
    """Move one listing a place, or to the front: without script, and by keyboard."""
    one, form = found(desk.collection(collection_id)), VersionForm()
    item = found(desk.item_for(current_user, collection_id, item_id))
    places = STEPS.get(request.form.get("arah", ""), -1)

    def step() -> None:
        services.step(item, version=form.version.data or 0, by=current_user, places=places)

    return act(one, form, step, "Urutan tersimpan.")


@bp.post("/promosi/<int:collection_id>/urutan")
@officer("curate")
def collection_order(collection_id: int) -> Any:
    """Put all listings in the order in which they were dragged."""
    one, form = found(desk.collection(collection_id)), OrderForm()

    def arrange() -> None:
        order = [int(item_id) for item_id in (form.order.data or "").split(",")]
        services.arrange(one, order, version=form.version.data or 0, by=current_user)

    return act(one, form, arrange, "Urutan tersimpan.")
