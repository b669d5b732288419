"""`/lapak/izin` and `/lapak/produk/<id>/izin`: permits of the shop and of one product."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import DateField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from marketplace.catalog.models import Listing, Permit
from marketplace.catalog.permits import kinds, numbers, queries
from marketplace.catalog.services import permits as services
from marketplace.clock import today
from marketplace.web.access import member
from marketplace.web.forms import Form, LineField, filled
from marketplace.web.pages import found
from marketplace.workspace import bp
from marketplace.workspace.fields import HiddenNumber
from marketplace.workspace.listings import own_listing


class CorrectionForm(Form):
    """The number of a permit and until when it counts."""

    version = HiddenNumber()
    number = LineField(
        "Nomor",
        [InputRequired("Tulis nomornya seperti di surat izin."), Length(max=numbers.LONGEST)],
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": numbers.LONGEST},
    )
    expires_on = DateField("Berlaku sampai", [Optional()])


class PermitForm(CorrectionForm):
    """A permit to be stated."""

    kind = RadioField("Jenis izin", validators=[DataRequired("Pilih jenis izinnya.")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            (one.key, f"{one.name}, misalnya {one.example}") for one in kinds.all_kinds().values()
        ]


@bp.route("/izin", methods=["GET", "POST"])
@member
def permits() -> Any:
    """Permits of the whole shop, and an overview of those of its products."""
    return _page(None, url_for(".permits"))


@bp.route("/produk/<int:listing_id>/izin", methods=["GET", "POST"])
@member
def listing_permits(listing_id: int) -> Any:
    """Permits of one product, and hints about what its kind needs."""
    return _page(own_listing(listing_id), url_for(".listing_permits", listing_id=listing_id))


def _page(listing: Listing | None, here: str) -> Any:
    form = PermitForm()
    if filled(form, lambda: _state(listing, form)):
        return redirect(here)
    stated = queries.own(g.shop, listing)
    held = [one.permit.kind for one in stated if not one.has_run_out]
    page = render_template(
        "workspace/permits.html",
        listing=own_listing(listing.id) if listing else None,
        form=form,
        stated=stated,
        hints=_hints(listing, held),
    )
    return page, 422 if form.is_submitted() else 200


def _hints(listing: Listing | None, held: list[str]) -> list[str]:
    if listing is None:
        return []
    held = held + [view.kind.key for view in queries.of_shop(g.shop)]
    return list(kinds.hints_for(listing.category_slug, listing.title, held, today()))


def _state(listing: Listing | None, form: PermitForm) -> None:
    permit = services.state(
        g.shop,
        by=current_user,
        kind=form.kind.data,
        number=form.number.data or "",
        expires_on=form.expires_on.data,
        listing=listing,
    )
    _say_what_was_read(permit)


def _say_what_was_read(permit: Permit) -> None:
    """What the number tells, and what is odd about it: the owner sees a slip at once."""
    reading = numbers.read(permit.kind, permit.number)
    told = f" Menurut nomornya: {', '.join(reading.facts)}." if reading.facts else ""
    flash(f"Izin tersimpan.{told}", "good")
    for warning in reading.warnings:
        flash(warning, "warn")


@bp.route("/izin/<int:permit_id>", methods=["GET", "POST"])
@member
def permit(permit_id: int) -> Any:
    """Correct or renew one permit."""
    one = _own(permit_id)
    back = _list_of(one)
    form = CorrectionForm(obj=one)
    if filled(form, lambda: _correct(one, form)):
        return redirect(back)
    page = render_template("workspace/permit.html", permit=_own(permit_id), form=form, back=back)
    return page, 422 if form.is_submitted() else 200


@bp.post("/izin/<int:permit_id>/penghapusan")
@member
def permit_removal(permit_id: int) -> Response:
    """Take a permit back."""
    one = _own(permit_id)
    back = _list_of(one)
    services.withdraw(one, by=current_user)
    flash("Izin dihapus dari lapak Anda.", "good")
    return redirect(back)


def _own(permit_id: int) -> Permit:
    return found(queries.own_permit(g.shop, permit_id))


def _list_of(permit: Permit) -> str:
    if permit.listing_id is None:
        return url_for(".permits")
    return url_for(".listing_permits", listing_id=permit.listing_id)


def _correct(one: Permit, form: CorrectionForm) -> None:
    try:
        kept = services.correct(
            one,
            by=current_user,
            version=form.version.data or 0,
            number=form.number.data or "",
            expires_on=form.expires_on.data,
        )
    except services.Stale:
        form.version.data = _own(one.id).version
        raise
    _say_what_was_read(kept)
