"""Ids inside bodies and addresses, swapped for another shop's: nothing of hers is seen or moved."""

from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, Picture, Variant
from marketplace.database import db
from marketplace.demo import cast
from marketplace.inquiries import services as inquiries
from tests.afterwards import fresh
from tests.builders import goods, shops


@pytest.fixture
def hers(app) -> Listing:
    """Maman's listing, which Rohayati tries to reach."""
    shop, maman = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    return goods.on_the_street(shop, maman)


@pytest.fixture
def visitor(browser, owner: User):
    return browser.as_(owner)


def everything() -> list[Any]:
    """What the catalogue holds, column by column."""
    db.session.rollback()
    tables = (Listing.__table__, Variant.__table__, Picture.__table__)
    return [db.session.execute(sa.select(table).order_by(table.c.id)).all() for table in tables]


def test_stock_of_another_listings_variant(visitor, listing, hers):
    variant, before = hers.variants[0], everything()
    sent = {
        "counts-0-variant_id": str(variant.id),
        "counts-0-seen": str(variant.stock),
        "counts-0-to": "7",
    }
    assert visitor.send(f"/lapak/produk/{listing.id}/stok", sent).status == 404
    assert everything() == before


def test_price_of_another_listings_variant(visitor, listing, hers):
    variant, before = hers.variants[0], everything()
    sent = {
        "version": str(fresh(listing).version),
        "rows-0-id": str(variant.id),
        "rows-0-price": "1000",
        "rows-0-stock": "1",
        "rows-0-stock_seen": str(variant.stock),
    }
    page = visitor.send(f"/lapak/produk/{listing.id}/pilihan", sent)
    assert page.status == 404, page.text
    assert everything() == before


@pytest.mark.parametrize("verb", ["urutan", "keterangan", "penghapusan"])
def test_pictures_of_another_shop(visitor, listing, hers, verb):
    picture, before = hers.pictures[0], everything()
    for of in (listing, hers):
        path = f"/lapak/produk/{of.id}/foto/{picture.id}/{verb}"
        assert visitor.send(path, {"alt": "dicoba", "arah": "maju"}).status == 404
    assert everything() == before


def test_fields_that_no_form_has_are_not_read(visitor, listing, shop, hers):
    page = visitor.visit(f"/lapak/produk/{listing.id}")
    more = {"shop_id": str(hers.shop_id), "state": "archived", "slug": "milik-saya", "id": "1"}
    before = (listing.shop_id, listing.slug, listing.state)
    sent = {**page.fields(), **more, "title": "Emping Baru"}
    assert visitor.send(f"/lapak/produk/{listing.id}", sent).status == 302
    now = fresh(listing)
    assert (now.shop_id, now.slug, now.state, now.title) == (*before, "Emping Baru")
    page = visitor.visit("/lapak/profil")
    more = {"suspended_at": "", "whatsapp_confirmed_at": "2026-01-01", "regency_code": "36.71"}
    kept = (shop.regency_code, shop.slug, shop.whatsapp_confirmed_at)
    assert visitor.send("/lapak/profil", {**page.fields(), **more, "slug": "x"}).status == 302
    now = fresh(shop)
    assert (now.regency_code, now.slug, now.whatsapp_confirmed_at) == kept


def test_nobody_makes_herself_an_officer(browser, client):
    sent = {
        "name": "Sari",
        "identity": "081234567890",
        "password": "gelas biru sepeda tua",
        "consent": "y",
        "is_administrator": "1",
        "active": "1",
        "role": "admin",
        "phone_confirmed_at": "2026-01-01",
        "appointment": "1",
    }
    assert client.post("/daftar", data=sent).status_code == 302
    joined = db.session.scalars(sa.select(User)).one()
    assert not joined.is_officer and joined.phone_confirmed_at is None


def test_a_question_of_another_shop_and_a_variant_of_another_listing(
    visitor, client, listing, hers
):
    asked = inquiries.ask(hers, hers.variants[0], 1)
    assert visitor.send(f"/lapak/pertanyaan/{asked.number}/jawaban").status == 404
    swapped = {"variant": str(hers.variants[0].id), "quantity": "1"}
    assert client.post(f"/produk/{listing.slug}/tanya", data=swapped).status_code == 404
    for quantity in ("-1", "0", "1.5", "١", "9" * 30):
        sent = {"variant": str(listing.variants[0].id), "quantity": quantity}
        assert client.post(f"/produk/{listing.slug}/tanya", data=sent).status_code == 422
