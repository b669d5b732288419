"""The cover of a collection: given, and taken away."""

from typing import Any

from flask import flash, redirect, url_for
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from marketplace.catalog.services.pictures import LONGEST_ALT
from marketplace.console import bp
from marketplace.console.promotions.collections import VersionForm, act
from marketplace.promotions import services
from marketplace.promotions.jurisdiction import may_lead
from marketplace.promotions.models import Collection
from marketplace.promotions.queries import desk
from marketplace.web.access import officer
from marketplace.web.forms import Form, LineField, filled, form_page
from marketplace.web.limits import limiter
from marketplace.web.pages import found

UPLOADS = "60 per hour"


class CoverForm(Form):
    """A picture, and what it shows."""

    picture = FileField("Sampul", [FileRequired("Pilih satu foto dulu.")])
    alt = LineField("Keterangan sampul", [Length(max=LONGEST_ALT)])
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


@bp.route("/promosi/<int:collection_id>/sampul", methods=["GET", "POST"])
@officer("curate")
@limiter.limit(UPLOADS, methods=["POST"])
def collection_cover(collection_id: int) -> Response | tuple[str, int]:
    """Give it a cover, in place of the one it has."""
    one = found(desk.collection(collection_id))
    found(one if may_lead(current_user, one) else None)
    form = CoverForm(data={"version": one.version, "alt": one.cover_alt})
    if filled(form, lambda: _set(one, form)):
        flash("Sampul diterima. Kami menyiapkannya sebentar.", "good")
        return redirect(url_for(".collection", collection_id=collection_id))
    fresh = found(desk.collection(collection_id))
    form.version.data, form.version.raw_data = fresh.version, None
    return form_page("console/promotions/cover.html", form, collection=fresh)


def _set(one: Collection, form: CoverForm) -> None:
    data, alt = form.picture.data.read(), form.alt.data or one.title
    services.set_cover(one, data=data, alt=alt, version=form.version.data or 0, by=current_user)


@bp.post("/promosi/<int:collection_id>/sampul/penghapusan")
@officer("curate")
def collection_cover_removal(collection_id: int) -> Any:
    """Take the cover away."""
    one, form = found(desk.collection(collection_id)), VersionForm()

    def remove() -> None:
        services.remove_cover(one, version=form.version.data or 0, by=current_user)

    return act(one, form, remove, "Sampul dihapus.")
