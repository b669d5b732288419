"""A collection's words and period: the form for a new one and for another version."""

from typing import Any

from flask import flash, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, IntegerField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from marketplace.clock import WIB, now
from marketplace.console import bp
from marketplace.console.reasons import ReasonedForm
from marketplace.promotions import services
from marketplace.promotions.jurisdiction import may_lead
from marketplace.promotions.models import Collection
from marketplace.promotions.queries import desk
from marketplace.promotions.reasons import REASONS
from marketplace.promotions.services.collections import LONGEST_STORY, LONGEST_TITLE
from marketplace.web.access import officer
from marketplace.web.forms import Between, CountField, LineField, ParagraphField, filled, form_page
from marketplace.web.pages import found

A_DAY = {"type": "date"}
SAVED = "Tersimpan."


class CollectionForm(ReasonedForm):
    """What a collection says, when it runs, and why it is made."""

    reasons = REASONS
    kinds = {"collection": "Alasan"}

    title = LineField("Judul", [DataRequired("Tulis judulnya."), Length(max=LONGEST_TITLE)])
    story = ParagraphField("Cerita", [Optional(), Length(max=LONGEST_STORY)])
    first_day = DateField("Mulai tanggal", [InputRequired("Pilih tanggal mulai.")])
    first_time = TimeField("Mulai pukul (WIB)", [InputRequired("Tulis jam seperti 08:00.")])
    last_day = DateField("Sampai tanggal", [InputRequired("Pilih tanggal terakhir.")])
    last_time = TimeField("Sampai pukul (WIB)", [InputRequired("Tulis jam seperti 23:59.")])
    on_home = BooleanField("Tampilkan di beranda")
    home_position = CountField(
        "Urutan di beranda", [Optional(), Between(1, 99, "Tulis angka 1 sampai 99.")]
    )
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def said(self) -> services.Said:
        """What was filled in."""
        days = (self.first_day.data, self.first_time.data, self.last_day.data, self.last_time.data)
        return services.Said(
            title=self.title.data or "",
            story=self.story.data or "",
            period=services.Period(*days),
            reason_code=self.chosen_code,
            reason=self.full_reason,
            on_home=bool(self.on_home.data),
            home_position=self.home_position.data or 1,
        )


@bp.route("/promosi/baru", methods=["GET", "POST"])
@officer("curate")
def collection_new() -> Response | tuple[str, int]:
    """A new collection: a draft that nobody sees yet."""
    start = now().astimezone(WIB).replace(hour=8, minute=0)
    form = CollectionForm(
        data={"first_day": start.date(), "first_time": start.time(), "home_position": 1}
    )
    made: list[Collection] = []
    if filled(form, lambda: made.append(services.make(form.said(), by=current_user))):
        flash("Draf tersimpan. Tambahkan produk, lalu tayangkan.", "good")
        return redirect(url_for(".collection", collection_id=made[0].id))
    return form_page("console/promotions/form.html", form, collection=None)


@bp.route("/promosi/<int:collection_id>/ubah", methods=["GET", "POST"])
@officer("curate")
def collection_words(collection_id: int) -> Response | tuple[str, int]:
    """Other words or another period, unless it is newer than the officer saw it."""
    one = found(desk.collection(collection_id))
    found(one if may_lead(current_user, one) else None)
    form = CollectionForm(data=_present(one))
    if filled(form, lambda: _edit(one, form)):
        flash(SAVED, "good")
        return redirect(url_for(".collection", collection_id=collection_id))
    fresh = found(desk.collection(collection_id))
    form.version.data, form.version.raw_data = fresh.version, None
    return form_page("console/promotions/form.html", form, collection=fresh)


def _edit(one: Collection, form: CollectionForm) -> None:
    services.edit(one, form.said(), version=form.version.data or 0, by=current_user)


def _present(one: Collection) -> dict[str, Any]:
    first, last = one.begins_at.astimezone(WIB), one.last_at.astimezone(WIB)
    canned = REASONS.named(one.reason_code, "collection")
    added = one.reason.removeprefix(canned.words).strip() if canned else one.reason
    return {
        "title": one.title, "story": one.story, "reason_code": one.reason_code, "reason": added,
        "first_day": first.date(), "first_time": first.time(),
        "last_day": last.date(), "last_time": last.time(),
        "on_home": one.on_home, "home_position": one.home_position, "version": one.version,
    }  # fmt: skip
