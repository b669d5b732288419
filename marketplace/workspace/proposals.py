"""/lapak/produk/…/usulan: what waits for an officer beside what stands, and taking it back."""

from collections.abc import Iterator

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.catalog import categories, risks
from marketplace.catalog.models import ListingReview
from marketplace.catalog.queries import reviews
from marketplace.catalog.services import reviewing
from marketplace.web.access import member
from marketplace.web.filters import rupiah
from marketplace.workspace import bp
from marketplace.workspace.listings import own_listing

FIELDS = {"title": "Nama", "category_slug": "Jenis", "description": "Cerita", "unit": "Satuan"}
Row = tuple[str, str | None, str | None, bool]


@bp.get("/produk/<int:listing_id>/usulan")
@member
def proposal(listing_id: int) -> str | Response:
    """The live version and what waits, beside each other; the listing where nothing does."""
    listing = own_listing(listing_id)
    review = reviews.waiting_of(listing)
    if review is None:
        return redirect(url_for(".listing", listing_id=listing_id))
    return render_template(
        "workspace/proposal.html",
        listing=listing,
        review=review,
        rows=list(_rows(review)),
        why=[risks.WHY[code] for code in review.why],
        words=", ".join(f"“{word}”" for _, word in review.hits),
    )


@bp.post("/produk/<int:listing_id>/usulan/penarikan")
@member
def proposal_withdrawal(listing_id: int) -> Response:
    """Take it back before it is decided."""
    review = reviews.waiting_of(own_listing(listing_id))
    if review is None:
        flash("Sudah tidak ada yang menunggu ditinjau.", "info")
    else:
        reviewing.withdraw_proposal(review, by=current_user)
        flash("Usulan ditarik. Yang tayang tidak berubah.", "good")
    return redirect(url_for(".listing", listing_id=listing_id))


def _rows(review: ListingReview) -> Iterator[Row]:
    words, was = review.proposed.get("words", {}), review.was.get("words", {})
    for name, new in words.items():
        yield FIELDS.get(name, "Lainnya"), _told(name, was.get(name)), _told(name, new), True
    for variant_id, price in review.proposed.get("prices", {}).items():
        yield "Harga", rupiah(review.was["prices"][variant_id]), rupiah(price), True


def _told(name: str, value: object) -> str | None:
    if name == "category_slug" and isinstance(value, str):
        kind = categories.category(value)
        return kind.name if kind else value
    return None if value is None else str(value)
