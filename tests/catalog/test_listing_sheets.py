"""Listings by sheet: what works, and how a sheet that comes again updates rather than doubles."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace import storage
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.catalog.queries import sheets as queries
from marketplace.catalog.services import listing_imports
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import NotFound, RuleBroken
from tests.afterwards import events, fresh
from tests.builders.photos import photo
from tests.builders.sheets import (
    EMPING,
    applied,
    export_of,
    looked_at,
    outcomes,
    sheet_of,
    words_of,
    zip_of,
)


def listings_of(shop) -> list[Listing]:
    db.session.rollback()
    wanted = sa.select(Listing).where(Listing.shop_id == shop.id).order_by(Listing.id)
    return list(db.session.scalars(wanted))


def test_a_sheet_is_looked_at_before_anything_changes(shop, owner):
    import_ = looked_at(
        shop, owner, EMPING, {**EMPING, "SKU": "EMP-2", "Nama produk": "Emping asin"}
    )
    assert import_.state == "staged" and import_.summary["added"] == 2
    assert listings_of(shop) == []


def test_an_applied_sheet_makes_drafts_with_everything_it_says(shop, owner):
    row = {**EMPING, "Cerita produk": "Renyah.\n\nDari Menes.", "Berat bersih (gram)": "500"}
    import_ = applied(shop, owner, {**row, "Pesanan paling sedikit": "2"})
    assert import_.state == "applied" and outcomes(import_) == ["added"]
    (listing,) = listings_of(shop)
    (variant,) = listing.variants
    assert (listing.title, listing.category_slug, listing.unit) == (
        "Emping manis",
        "emping",
        "bungkus",
    )
    assert listing.description == "<p>Renyah.</p><p>Dari Menes.</p>"
    assert (listing.net_weight_grams, listing.minimum_order, listing.state) == (500, 2, "draft")
    assert (variant.sku, variant.price, variant.stock) == ("EMP-1", 21_000, 5)
    (told,) = events("listings.imported")
    assert told.details["added"] == [listing.id] and told.actor_id == owner.id


def test_the_same_sheet_again_changes_nothing_and_doubles_nothing(shop, owner):
    rows = [EMPING, {**EMPING, "SKU": "", "Nama produk": "Tanpa kode"}]
    applied(shop, owner, *rows)
    again = applied(shop, owner, *rows)
    assert outcomes(again) == ["unchanged", "unchanged"]
    assert len(listings_of(shop)) == 2 and len(events("listings.imported")) == 1


def test_a_known_code_is_updated_whatever_else_the_row_says(shop, owner):
    applied(shop, owner, EMPING)
    again = applied(
        shop, owner, {"SKU": "emp-1", "Nama produk": "Emping madu", "Harga": "22500,00"}
    )
    (listing,) = listings_of(shop)
    assert outcomes(again) == ["changed"]
    assert (listing.title, listing.variants[0].price) == ("Emping madu", 22_500)
    assert listing.version == 2 and listing.slug == "emping-manis"


def test_rows_of_one_product_become_its_variants(shop, owner):
    first = {**EMPING, "Kode produk": "E", "Pembeda 1": "Rasa", "Pembeda 2": "Ukuran"}
    rows = [
        {**first, "Pilihan 1": "Manis", "Pilihan 2": "250 g"},
        {
            "Kode produk": "E",
            "SKU": "EMP-2",
            "Pilihan 1": "Manis",
            "Pilihan 2": "500 g",
            "Harga": "39.000",
        },
        {
            "Kode produk": "e",
            "Pilihan 1": "Asin",
            "Pilihan 2": "250 g",
            "Harga": "20 000",
            "Stok": "0",
        },
    ]
    applied(shop, owner, *rows)
    (listing,) = listings_of(shop)
    assert [(v.name, v.price, v.stock) for v in listing.variants] == [
        ("Manis, 250 g", 21_000, 5),
        ("Manis, 500 g", 39_000, 0),
        ("Asin, 250 g", 20_000, 0),
    ]
    swapped = {
        "Kode produk": listing.slug,
        "SKU": "EMP-1",
        "Pilihan 1": "Manis",
        "Pilihan 2": "500 g",
    }
    again = applied(shop, owner, swapped, {**swapped, "SKU": "EMP-2", "Pilihan 2": "250 g"})
    assert outcomes(again) == ["changed", "changed"], words_of(again)
    names = {v.sku: v.name for v in fresh(listing).variants}
    assert names["EMP-1"] == "Manis, 500 g" and names["EMP-2"] == "Manis, 250 g"


def test_a_picture_that_fails_never_sinks_its_row(shop, owner, worker):
    rows = [
        {**EMPING, "Keadaan": "tayang", "Foto": "Emping.JPG; rusak.jpg; tidakada.png"},
        {
            **EMPING,
            "SKU": "B",
            "Nama produk": "Tanpa foto",
            "Keadaan": "tayang",
            "Foto": "rusak.jpg",
        },
    ]
    pictures = zip_of(emping__jpg=photo(), rusak__jpg=photo()[:2000])
    import_ = applied(shop, owner, *rows, pictures=pictures)
    worker()
    good, without = listings_of(shop)
    assert good.state == "published" and [p.state for p in good.pictures] == ["ready"]
    assert good.pictures[0].alt == "Emping manis"
    assert without.state == "draft" and not without.pictures
    told = " ".join(words_of(import_))
    assert "rusak.jpg dilewati. Foto ini terpotong" in told
    assert "tidakada.png tidak ada di ZIP" in told and "Belum tayang" in told


def test_a_picture_comes_once_and_is_replaced_by_a_new_file_of_its_name(shop, owner, worker):
    row = {**EMPING, "Foto": "a.jpg; b.jpg", "Keterangan foto": "Depan | Belakang"}
    both = zip_of(a__jpg=photo(), b__jpg=photo(color=10))
    for _ in range(2):
        applied(shop, owner, row, pictures=both)
    applied(shop, owner, row)
    worker()
    (listing,) = listings_of(shop)
    assert [(p.filename, p.alt) for p in listing.pictures] == [
        ("a.jpg", "Depan"),
        ("b.jpg", "Belakang"),
    ]
    kept = listing.pictures[1].id
    new = applied(shop, owner, row, pictures=zip_of(a__jpg=photo(color=200)))
    assert outcomes(new) == ["changed"]
    pictures = fresh(listing).pictures
    assert [p.filename for p in pictures] == ["a.jpg", "b.jpg"] and pictures[1].id == kept
    applied(shop, owner, {"SKU": "EMP-1", "Foto": "b.jpg; a.jpg"})
    assert [p.filename for p in fresh(listing).pictures] == ["b.jpg", "a.jpg"]


def test_what_a_sheet_does_not_name_stays(shop, owner, listing):
    before = export_of(shop)
    applied(shop, owner, EMPING | {"Nama produk": "Lain"})
    assert fresh(listing).title == "Emping manis"
    assert export_of(shop).startswith(before.rstrip())


def test_a_dash_empties_what_may_be_empty(shop, owner):
    applied(shop, owner, {**EMPING, "Cerita produk": "Renyah.", "Berat bersih (gram)": 500})
    applied(shop, owner, {"SKU": "EMP-1", "Cerita produk": "-", "Berat bersih (gram)": "-"})
    (listing,) = listings_of(shop)
    assert (listing.description, listing.net_weight_grams) == ("", None)


def test_a_stranger_finds_nothing(shop, owner, stranger):
    import_ = looked_at(shop, owner, EMPING)
    for act in (listing_imports.apply, listing_imports.discard, listing_imports.resume):
        with pytest.raises(NotFound):
            act(import_, by=stranger)
    with pytest.raises(NotFound):
        looked_at(shop, stranger, EMPING)
    assert fresh(import_).state == "staged"


def test_a_dropped_or_applied_sheet_is_over(shop, owner):
    import_ = looked_at(shop, owner, EMPING, pictures=zip_of(a__jpg=photo()))
    listing_imports.discard(import_, by=owner)
    with pytest.raises(RuleBroken, match="sudah diterapkan atau dibatalkan"):
        listing_imports.apply(import_, by=owner)
    assert outcomes(import_) == [] and listings_of(shop) == []


def test_an_archived_listing_is_found_by_its_code_in_the_export(shop, owner, listing):
    catalog.archive(listing, by=owner)
    again = applied(shop, owner, export_of(shop, "xlsx"))
    assert outcomes(again) == ["unchanged"] and fresh(listing).state == "archived"
    assert sheet_of(EMPING) != export_of(shop)


def test_a_photo_of_many_products_is_kept_and_prepared_once(shop, owner, worker):
    rows = [
        {**EMPING, "SKU": f"E{n}", "Nama produk": f"Emping nomor {n}", "Foto": "toko.jpg"}
        for n in range(4)
    ]
    applied(shop, owner, *rows[:3], pictures=zip_of(toko__jpg=photo()))
    worker()
    applied(shop, owner, rows[3], pictures=zip_of(toko__jpg=photo()))
    pictures = [picture for listing in listings_of(shop) for picture in listing.pictures]
    assert len(pictures) == 4 and len({picture.key for picture in pictures}) == 1
    assert {picture.state for picture in pictures} == {"ready"}
    assert not storage.private().exists(f"originals/{pictures[0].key}")
    assert storage.public().exists(f"pictures/{pictures[0].key}/320.webp")


def test_sheets_are_forgotten_after_a_month_and_when_the_shop_ends(shop, owner, worker):
    old = looked_at(shop, owner, EMPING, pictures=zip_of(a__jpg=photo()))
    key = old.pictures_key
    assert listing_imports.forget_old_imports(now() - timedelta(days=30)) == 0
    assert listing_imports.forget_old_imports(now()) == 1
    worker()
    assert fresh(old) is None and not storage.private().exists(key)
    looked_at(shop, owner, EMPING)
    assert listing_imports.forget_imports_of([shop.id]) == 1
    assert queries.imports_of(shop) == []
