"""Putting a listing on the street, taking it off, putting it away."""

from flask import flash, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.catalog import services as catalog
from marketplace.errors import RuleBroken
from marketplace.web.access import member
from marketplace.workspace import bp
from marketplace.workspace.listings import HELD, own_listing

SHOWN = "Produk sudah tayang di pasar."


@bp.post("/produk/<int:listing_id>/tayang")
@member
def publication(listing_id: int) -> Response:
    """Put it on the street; where something is missing, lead to where it is added."""
    listing = own_listing(listing_id)
    try:
        catalog.publish(listing, by=current_user)
    except RuleBroken as broken:
        flash(broken.message, "bad")
        page = ".pictures" if broken.field == "picture" else ".listing"
        return redirect(url_for(page, listing_id=listing_id))
    flash(SHOWN if own_listing(listing_id).is_published else HELD, "good")
    return redirect(url_for(".listing", listing_id=listing_id))


@bp.post("/produk/<int:listing_id>/draf")
@member
def withdrawal(listing_id: int) -> Response:
    """Take it back to a draft."""
    catalog.unpublish(own_listing(listing_id), by=current_user)
    flash("Produk disimpan sebagai draf dan tidak tampak di pasar.", "good")
    return redirect(url_for(".listing", listing_id=listing_id))


@bp.post("/produk/<int:listing_id>/arsip")
@member
def archiving(listing_id: int) -> Response:
    """Put it away."""
    catalog.archive(own_listing(listing_id), by=current_user)
    flash("Produk diarsipkan.", "good")
    return redirect(url_for(".listings", keadaan="arsip"))
