"""A sheet goes past the officer as the form does: what is risky waits, the rest applies."""

import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.catalog.services import review_decisions as desk
from marketplace.catalog.services import reviewing
from marketplace.database import db
from marketplace.demo import cast
from tests.afterwards import fresh
from tests.builders import people, sheets


def test_a_sheet_goes_past_the_officer_too(shop, owner, listing):
    keripik = {**sheets.EMPING, "Nama produk": "Keripik ganja", "SKU": "K-1", "Keadaan": "tayang"}
    told = sheets.applied(
        shop,
        owner,
        keripik,
        {"Kode produk": listing.slug, "Nama produk": "Jam tangan", "Harga": 900},
    )
    words = " ".join(sheets.words_of(told))
    assert "menunggu dilihat petugas" in words
    assert (fresh(listing).title, fresh(listing.variants[0]).price) == ("Emping manis", 21_000)
    review = reviewing.waiting("edit", listing.id)
    assert review.proposed["words"] == {"title": "Jam tangan"}
    assert review.proposed["prices"] == {str(listing.variants[0].id): 900}
    added = db.session.scalars(sa.select(Listing).where(Listing.title == "Keripik ganja")).one()
    assert added.state == "draft"


def test_a_sheet_leaves_what_was_taken_off_alone(shop, owner, listing):
    desk.remove(listing, by=people.appointed(cast.ASEP))
    told = sheets.applied(shop, owner, {"Kode produk": listing.slug, "Keadaan": "tayang"})
    assert "diturunkan dinas" in " ".join(sheets.words_of(told))
    assert fresh(listing).is_removed
