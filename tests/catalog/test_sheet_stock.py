"""Stock by sheet: a count made before something was sold never brings it back."""

import pytest
import sqlalchemy as sa

from marketplace import tasks
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.services import listing_imports
from marketplace.catalog.services.listing_imports.bringing import READ
from marketplace.database import db
from marketplace.sellers import queries as sellers
from marketplace.sheets import opened
from tests.afterwards import fresh
from tests.at_once import at_once
from tests.builders.sheets import (
    EMPING,
    applied,
    export_of,
    looked_at,
    outcomes,
    sheet_of,
    words_of,
)


def exported(shop) -> list[dict[str, str]]:
    """The rows of the export by title."""
    with opened(export_of(shop)) as sheet:
        titles, *rows = [row for _line, row in sheet.rows()]
    return [dict(zip(titles, row, strict=False)) for row in rows]


def stocks() -> list[int | None]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Variant.stock).order_by(Variant.id)))


@pytest.fixture
def variant(shop, owner) -> Variant:
    """Five of them, by sheet."""
    applied(shop, owner, EMPING)
    return db.session.scalars(sa.select(Variant)).one()


def test_a_count_is_taken_where_the_stock_is_what_the_sheet_saw(shop, owner, variant):
    (row,) = exported(shop)
    again = applied(shop, owner, {**row, "Stok": "12"})
    assert stocks() == [12] and outcomes(again) == ["changed"] and words_of(again) == []


def test_a_count_that_was_left_alone_leaves_alone_what_was_sold(shop, owner, variant):
    (row,) = exported(shop)
    catalog.take(variant.id, 3)
    again = applied(shop, owner, {**row, "Harga": "25.000"})
    assert stocks() == [2] and words_of(again) == []
    assert db.session.scalar(sa.select(Variant.price)) == 25_000


def test_a_count_made_before_a_sale_is_told_and_not_taken(shop, owner, variant):
    (row,) = exported(shop)
    catalog.take(variant.id, 3)
    again = applied(shop, owner, {**row, "Stok": "15", "Harga": "25.000"})
    assert stocks() == [2] and outcomes(again) == ["changed"]
    assert words_of(again) == [
        "Stok tidak diubah: sejak diekspor (5) sudah berubah. Sekarang 2, di berkas 15."
    ]
    assert again.summary["left"] == 1


def test_a_sheet_of_her_own_never_brings_back_what_was_sold(shop, owner, variant):
    catalog.take(variant.id, 3)
    again = applied(shop, owner, {**EMPING, "Harga": "20.000"})
    assert stocks() == [2] and again.summary["left"] == 1
    assert "kolom Stok saat diekspor kosong. Sekarang 2, di berkas 5." in words_of(again)[0]
    applied(shop, owner, EMPING, takes_counts=True)
    assert stocks() == [5]


def test_what_is_sold_between_preview_and_application_stays_sold(shop, owner, variant):
    (row,) = exported(shop)
    for brought, takes_counts in (({**row, "Stok": "9"}, False), ({**EMPING, "Stok": 9}, True)):
        import_ = looked_at(shop, owner, brought)
        catalog.take(variant.id, 1)
        left = stocks()
        listing_imports.apply(import_, by=owner, takes_counts=takes_counts)
        tasks.run_waiting()
        assert stocks() == left and fresh(import_).summary["left"] == 1
        assert "Stok tidak diubah" in words_of(import_)[0]


def test_made_to_order_counts_nothing_and_begins_again_at_what_is_told(shop, owner, variant):
    told = applied(shop, owner, {"SKU": "EMP-1", "Dibuat sesuai pesanan": "ya", "Stok": "4"})
    assert stocks() == [None] and "dibuat sesuai pesanan" in words_of(told)[0]
    applied(shop, owner, {"SKU": "EMP-1", "Dibuat sesuai pesanan": "tidak", "Stok": "4"})
    assert stocks() == [4]


def test_selling_while_a_sheet_is_applied_loses_no_sale(app, shop, owner, variant):
    """Whoever comes first: the count is taken before the sales, or is not taken at all."""
    number = variant.id
    catalog.put_back(number, 50)
    for _ in range(6):
        (row,) = exported(shop)
        before = int(row["Stok"])
        import_ = looked_at(shop, owner, {**row, "Stok": str(before + 10)})
        listing_imports.apply(import_, by=owner)
        at_once(app, tasks.run_waiting, *[lambda: catalog.take(number, 1)] * 3)
        assert stocks()[0] in (before - 3, before + 10 - 3)


def test_two_sheets_at_once_double_nothing(app, shop, owner):
    """Each was looked at when the shop was empty; the second finds what the first made."""
    rows = [{**EMPING, "SKU": f"EMP-{n}", "Nama produk": f"Emping nomor {n}"} for n in range(8)]
    first = looked_at(shop, owner, *rows)
    listing_imports.apply(first, by=owner)
    second = looked_at_without_waiting(shop, owner, rows)
    listing_imports.apply(second, by=owner)
    at_once(app, tasks.run_waiting, tasks.run_waiting)
    db.session.rollback()
    codes = db.session.scalars(sa.select(Variant.sku).order_by(Variant.sku)).all()
    assert codes == sorted(row["SKU"] for row in rows)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Listing)) == 8
    assert sorted(outcomes(first) + outcomes(second)) == ["added"] * 8 + ["unchanged"] * 8


def looked_at_without_waiting(shop, owner, rows):
    """A second sheet, read while the first waits for its turn."""
    import_ = listing_imports.bring(shop, by=owner, filename="b.csv", sheet=sheet_of(*rows))
    waiting = sa.select(tasks.Task).where(tasks.Task.kind == READ, tasks.Task.state == "waiting")
    tasks.run(db.session.scalars(waiting).one().id)
    return fresh(import_)


def test_two_shops_with_the_same_names_each_get_their_own_addresses(app, shop, owner, stranger):
    theirs = sellers.shop_of(stranger)
    rows = [{**EMPING, "SKU": f"E{n}", "Kode produk": f"K{n}"} for n in range(6)]
    for whose, by in ((shop, owner), (theirs, stranger)):
        import_ = looked_at_without_waiting(whose, by, rows)
        listing_imports.apply(import_, by=by)
    at_once(app, tasks.run_waiting, tasks.run_waiting)
    db.session.rollback()
    slugs = db.session.scalars(sa.select(Listing.slug)).all()
    assert len(slugs) == len(set(slugs)) == 12
