"""/dinas/promosi: the collections by state, one with what stands in it, its beginning and end."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from marketplace.accounts import queries as accounts
from marketplace.audit import words
from marketplace.clock import now
from marketplace.console import bp
from marketplace.console.reasons import ReasonedForm
from marketplace.promotions import services
from marketplace.promotions.jurisdiction import may_lead
from marketplace.promotions.models import Collection
from marketplace.promotions.queries import desk
from marketplace.promotions.reasons import REASONS
from marketplace.web.access import officer
from marketplace.web.forms import Form, filled, form_page, status_of
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
STATES = {
    "tayang": ("running", "Sedang tayang"),
    "terjadwal": ("planned", "Terjadwal"),
    "draf": ("draft", "Draf"),
    "berakhir": ("ended", "Berakhir"),
}


class VersionForm(Form):
    """An act on a collection as the officer saw it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class EndForm(ReasonedForm):
    """Why a collection ends before its time."""

    reasons = REASONS
    kinds = {"end": "Alasan"}
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


@bp.get("/promosi")
@officer("curate")
def collections() -> str:
    """Every collection of a state, whichever office leads it."""
    chosen = request.args.get("keadaan", "tayang")
    state, _ = STATES.get(chosen, STATES["tayang"])
    counts, number = desk.counts(now()), page_number()
    tabs = [
        (label, url_for(".collections", keadaan=key), kind == state, counts[kind])
        for key, (kind, label) in STATES.items()
    ]
    rows = desk.collections(state, now(), number=number, size=SIZE)
    page = page_of(counts[state], SIZE, number)
    return render_template(
        "console/promotions/list.html", rows=rows, tabs=tabs, page=page, state=state
    )


@bp.get("/promosi/<int:collection_id>")
@officer("curate")
def collection(collection_id: int) -> str:
    """One collection: what stands in it, what may be done, what happened."""
    return collection_page(found(desk.collection(collection_id)))


def collection_page(one: Collection, form: Form | None = None) -> str:
    """The page of a collection, with what an act on it was refused for."""
    at, history = now(), desk.history_of(one)
    gone = desk.taken_out_of(one)
    ids = {event.details["listing_id"] for event in history if "listing_id" in event.details}
    people = {event.actor_id for event in history} | {one.made_by_id}
    return render_template(
        "console/promotions/collection.html",
        collection=one,
        standing=one.standing(at),
        items=desk.items_of(one, current_user, at),
        gone={item.id: item for item in gone},
        leads=may_lead(current_user, one),
        history=history,
        happened=words.of_event,
        titles=desk.titles_of(ids),
        reasons=REASONS,
        names=accounts.names_of({person for person in people if person is not None}),
        form=form or VersionForm(formdata=None),
    )


def act(one: Collection, form: Any, do: Callable[[], object], said: str) -> Any:
    """Do something to a collection and show it; 409 when somebody else was quicker."""
    if filled(form, do):
        flash(said, "good")
        return redirect(url_for(".collection", collection_id=one.id))
    return collection_page(found(desk.collection(one.id)), form), status_of(form)


@bp.post("/promosi/<int:collection_id>/penayangan")
@officer("curate")
def collection_publication(collection_id: int) -> Response | tuple[str, int]:
    """Let it run within its period."""
    one, form = found(desk.collection(collection_id)), VersionForm()

    def publish() -> None:
        services.publish(one, version=form.version.data or 0, by=current_user)

    answer: Response | tuple[str, int] = act(one, form, publish, "Koleksi ditayangkan.")
    return answer


@bp.route("/promosi/<int:collection_id>/akhir", methods=["GET", "POST"])
@officer("curate")
def collection_end(collection_id: int) -> Response | tuple[str, int]:
    """End it before its time, saying why."""
    one = found(desk.collection(collection_id))
    form = EndForm(data={"version": one.version})
    if filled(form, lambda: _end(one, form)):
        flash("Koleksi diakhiri dan hilang dari pasar.", "good")
        return redirect(url_for(".collection", collection_id=collection_id))
    fresh = found(desk.collection(collection_id))
    form.version.data, form.version.raw_data = fresh.version, None
    return form_page("console/promotions/end.html", form, collection=fresh)


def _end(one: Collection, form: EndForm) -> None:
    services.end(
        one, version=form.version.data or 0, by=current_user, reason_code=form.chosen_code,
        reason=form.full_reason,
    )  # fmt: skip
