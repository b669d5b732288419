"""`/lapak/produk/<id>/foto`: the pictures of a listing."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms.validators import Length

from marketplace.catalog import queries
from marketplace.catalog import services as catalog
from marketplace.catalog.models import MOST_PICTURES, Picture
from marketplace.web.access import member
from marketplace.web.forms import Form, LineField, filled
from marketplace.web.limits import limiter
from marketplace.web.pages import found
from marketplace.workspace import bp
from marketplace.workspace.listings import UPLOADS, own_listing

STEPS = {"maju": -1, "mundur": 1}


class PictureForm(Form):
    """One more picture."""

    picture = FileField("Tambah foto", [FileRequired("Pilih satu foto dulu.")])
    alt = LineField("Keterangan foto", [Length(max=160)], render_kw={"maxlength": 160})


def own_picture(listing_id: int, picture_id: int) -> Picture:
    """A picture of a listing of the shop at hand, or the 404 page."""
    picture = found(queries.picture_of(g.shop, picture_id))
    return found(picture if picture.listing_id == listing_id else None)


@bp.route("/produk/<int:listing_id>/foto", methods=["GET", "POST"])
@member
@limiter.limit(UPLOADS, methods=["POST"])
def pictures(listing_id: int) -> Any:
    """The pictures of a listing, and one more."""
    listing = own_listing(listing_id)
    form = PictureForm()
    if filled(form, lambda: _add(listing, form)):
        flash("Foto ditambahkan. Kami menyiapkannya sebentar.", "good")
        return redirect(url_for(".pictures", listing_id=listing_id))
    page = render_template(
        "workspace/pictures.html", listing=own_listing(listing_id), form=form, most=MOST_PICTURES
    )
    return page, 422 if form.errors else 200


def _add(listing: Any, form: PictureForm) -> None:
    data = form.picture.data.read()
    catalog.add_picture(listing, by=current_user, data=data, alt=form.alt.data or "")


@bp.post("/produk/<int:listing_id>/foto/<int:picture_id>/urutan")
@member
def picture_order(listing_id: int, picture_id: int) -> Response:
    """Move a picture to the front or the back."""
    picture = own_picture(listing_id, picture_id)
    step = STEPS.get(request.form.get("arah", ""), -1)
    catalog.move_picture(picture, by=current_user, step=step)
    return redirect(url_for(".pictures", listing_id=listing_id))


@bp.post("/produk/<int:listing_id>/foto/<int:picture_id>/keterangan")
@member
def picture_words(listing_id: int, picture_id: int) -> Response:
    """Say what a picture shows."""
    picture = own_picture(listing_id, picture_id)
    form = PictureForm()
    catalog.describe_picture(picture, by=current_user, alt=form.alt.data or "")
    flash("Keterangan foto tersimpan.", "good")
    return redirect(url_for(".pictures", listing_id=listing_id))


@bp.post("/produk/<int:listing_id>/foto/<int:picture_id>/penghapusan")
@member
def picture_removal(listing_id: int, picture_id: int) -> Response:
    """Remove a picture."""
    catalog.remove_picture(own_picture(listing_id, picture_id), by=current_user)
    flash("Foto dihapus.", "good")
    return redirect(url_for(".pictures", listing_id=listing_id))
