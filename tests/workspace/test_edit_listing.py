"""Editing: words, stock, prices and pictures, each on a page of its own, none over newer data."""

from io import BytesIO

import pytest

from marketplace.catalog import services as catalog
from tests.afterwards import fresh
from tests.builders.goods import WORDS
from tests.builders.photos import photo


@pytest.fixture
def hers(browser, owner):
    return browser.as_(owner)


@pytest.fixture
def at(listing) -> str:
    return f"/lapak/produk/{listing.id}"


def test_words_are_edited_and_shown_again(hers, at, listing) -> None:
    sent = hers.visit(at).fields("main form.form")
    sent |= {"description": "Gurih.\n\nRenyah.", "net_weight_grams": "250", "minimum_order": "2"}
    assert hers.send(at, sent).location == at
    now_there = fresh(listing)
    assert now_there.description == "<p>Gurih.</p><p>Renyah.</p>"
    assert (now_there.net_weight_grams, now_there.minimum_order) == (250, 2)
    assert hers.visit(at).one("#description").get_text().strip() == "Gurih.\n\nRenyah."


def test_a_stale_form_keeps_what_was_typed_and_shows_what_is_newer(hers, at, listing, owner):
    sent = hers.visit(at).fields("main form.form") | {"title": "Emping punya saya"}
    other = catalog.Words("Emping dari layar lain", "emping", "toples")
    catalog.edit(listing, by=owner, version=listing.version, words=other)
    page = hers.send(at, sent).check()
    assert page.status == 422 and "sudah diubah di layar lain" in page.text
    assert page.one("#title")["value"] == "Emping punya saya"
    assert "Emping dari layar lain" in page.one(".notice--warn").get_text()
    assert fresh(listing).title == "Emping dari layar lain"
    assert hers.send(at, page.fields("main form.form")).location == at
    assert fresh(listing).title == "Emping punya saya"


def test_nonsense_in_the_hidden_version_overwrites_nothing(hers, at, listing) -> None:
    sent = hers.visit(at).fields("main form.form") | {"title": "Lain", "version": "x"}
    assert hers.send(at, sent).status == 422
    assert fresh(listing).title == "Emping manis"


def test_stock_is_set_and_a_stale_count_is_told(hers, at, listing) -> None:
    page = hers.visit(f"{at}/stok")
    sent = page.fields("main form.form") | {"counts-0-to": "20"}
    variant = listing.offered[0]
    catalog.take(variant.id, 2)
    page = hers.send(f"{at}/stok", sent).check()
    assert page.status == 422 and "dari 5 menjadi 3" in page.text
    assert page.one("#counts-0-to")["value"] == "20" and fresh(variant).stock == 3
    assert hers.send(f"{at}/stok", page.fields("main form.form")).status == 302
    assert fresh(variant).stock == 20
    page = hers.send(f"{at}/stok", sent | {"counts-0-to": ""}).check()
    assert page.status == 422 and "Wajib diisi" in page.text
    assert page.one(".error-summary a")["href"] == "#counts-0-to"


def test_another_variants_id_in_the_stock_form_is_not_found(hers, at, listing, shop, owner) -> None:
    other = catalog.open_draft(shop, by=owner, words=WORDS, price=1000, stock=7)
    sent = {"counts-0-variant_id": str(other.variants[0].id), "counts-0-seen": "7",
            "counts-0-to": "70"}  # fmt: skip
    assert hers.send(f"{at}/stok", sent).status == 404
    assert fresh(other.variants[0]).stock == 7


def test_one_way_becomes_two_by_rows(hers, at, listing) -> None:
    sent = hers.visit(f"{at}/pilihan").fields("main form.form")
    sent |= {"axis_one": "Rasa", "rows-0-option_one": "Pedas", "rows-1-option_one": "Asin",
             "rows-1-price": "19.000", "rows-1-stock": "4"}  # fmt: skip
    assert hers.send(f"{at}/pilihan", sent).status == 302
    offered = fresh(listing).offered
    assert [(v.name, v.price, v.stock) for v in offered] == [
        ("Pedas", 21_000, 5), ("Asin", 19_000, 4),
    ]  # fmt: skip
    sent = hers.visit(f"{at}/pilihan").fields("main form.form") | {"rows-1-removed": "y"}
    assert hers.send(f"{at}/pilihan", sent).status == 302
    assert [v.name for v in fresh(listing).offered] == ["Pedas"]


def test_rows_that_are_wrong_are_kept_with_words(hers, at, listing) -> None:
    simple = hers.visit(f"{at}/pilihan")
    assert len(simple.all("fieldset.form__part")) == 1
    sent = simple.fields("main form.form")
    page = hers.send(f"{at}/pilihan", sent | {"rows-0-price": ""}).check()
    assert page.status == 422 and "Wajib diisi" in page.text
    assert page.one(".error-summary a")["href"] == "#rows-0-price"
    page = hers.send(f"{at}/pilihan", sent | {"axis_one": "Rasa", "rows-1-option_one": "A"})
    assert page.check().status == 422 and page.one("#rows-1-option_one")["value"] == "A"
    page = hers.send(f"{at}/pilihan", sent | {"langkah": "baris"}).check()
    assert page.status == 200 and len(page.all("fieldset.form__part")) == 3
    assert [v.price for v in fresh(listing).offered] == [21_000]


def test_pictures_are_added_moved_described_and_removed(hers, at, listing, worker) -> None:
    sent = {"picture": (BytesIO(photo()), "dua.jpg"), "alt": "Dari dekat"}
    assert hers.send(f"{at}/foto", sent).status == 302
    first, second = fresh(listing).pictures
    worker()
    assert hers.send(f"{at}/foto/{second.id}/urutan", {"arah": "maju"}).status == 302
    assert hers.send(f"{at}/foto/{first.id}/keterangan", {"alt": "Kemasan"}).status == 302
    assert [p.alt for p in fresh(listing).pictures] == ["Dari dekat", "Kemasan"]
    assert len(hers.visit(f"{at}/foto").all(".own-picture img")) == 2
    assert hers.send(f"{at}/foto/{first.id}/penghapusan").status == 302
    assert len(fresh(listing).pictures) == 1
    page = hers.send(f"{at}/foto", {"picture": (BytesIO(b"GIF89a"), "x.gif")}).check()
    assert page.status == 422 and "bergerak" in page.text
    assert "Pilih satu foto" in hers.send(f"{at}/foto").check().text


def test_off_the_street_and_into_the_archive(hers, at, listing) -> None:
    assert hers.send(f"{at}/draf").location == at
    assert fresh(listing).state == "draft"
    assert hers.send(f"{at}/tayang").location == at
    assert hers.send(f"{at}/arsip").location.endswith("keadaan=arsip")
    assert "Keluarkan" in hers.visit("/lapak/produk?keadaan=arsip").text
