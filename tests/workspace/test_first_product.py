"""The first product: six fields, one submit, as a draft or on the street."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.database import db
from tests.builders.photos import photo

NEW = "/lapak/produk/baru"


def filled(picture: bytes | None = None, **changes) -> dict:
    data = photo() if picture is None else picture
    return {
        "picture": (BytesIO(data), "emping.jpg" if data else ""), "title": "Emping melinjo",
        "category_slug": "emping", "price": "21.000", "unit": "bungkus", "stock": "12",
        "simpan": "tayang", **changes,
    }  # fmt: skip


@pytest.fixture
def hers(browser, owner, shop):
    return browser.as_(owner)


def only() -> Listing:
    db.session.rollback()
    return db.session.scalars(sa.select(Listing)).one()


def test_the_form_asks_six_things(hers) -> None:
    page = hers.visit(NEW)
    fields = page.all("main form .field")
    assert len(fields) == 6
    assert len(page.all("main form button[name=simpan]")) == 2


def test_one_submit_puts_it_on_the_street(hers, worker) -> None:
    answer = hers.send(NEW, filled())
    listing = only()
    assert answer.location == f"/lapak/produk/{listing.id}"
    assert listing.is_published and listing.offered[0].price == 21_000
    assert listing.offered[0].stock == 12 and not listing.made_to_order
    worker()
    page = hers.visit(answer.location)
    assert "Tayang" in page.text and "sudah tayang" in page.text


def test_without_stock_it_is_made_to_order_and_a_draft_needs_no_photo(hers) -> None:
    answer = hers.send(NEW, filled(simpan="draf", stock="", picture=b""))
    listing = only()
    assert listing.state == "draft" and listing.made_to_order
    page = hers.visit(answer.location)
    assert page.all(f'a[href="/lapak/produk/{listing.id}/foto"]')
    answer = hers.send(f"/lapak/produk/{listing.id}/tayang")
    assert answer.location.endswith("/foto")
    assert "satu foto" in hers.visit(answer.location).text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "Tulis nama produknya"),
        ({"category_slug": ""}, "category_slug", "Pilih jenis produk"),
        ({"category_slug": "senjata"}, "category_slug", "Pilih salah satu"),
        ({"price": "murah"}, "price", "Tulis harga"),
        ({"price": "50"}, "price", "paling sedikit Rp100"),
        ({"stock": "-2"}, "stock", "angka"),
        ({"unit": "karung ajaib"}, "unit", "Pilih salah satu"),
        ({"picture": b"<svg/>"}, "picture", "bukan foto"),
        ({"picture": b""}, "picture", "satu foto"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(
    hers, changes, field, words
) -> None:
    page = hers.send(NEW, filled(**changes)).check()
    assert page.status == 422
    assert words in page.one(f"#{field}-error").get_text()
    assert "Hanya foto yang perlu dipilih sekali lagi" in page.text
    if field != "title":
        assert page.one("#title")["value"] == "Emping melinjo"
    if field != "price":
        assert page.one("#price")["value"] == "21.000"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Listing)) == 0
