"""Kept pages show only tables whose changes end them: each statement behind one is looked at."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from marketplace import generations
from marketplace.catalog.models import Listing, Variant
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.search import services as search
from tests.builders import goods, people, promoted

TABLE = re.compile(r"\b(?:FROM|JOIN)\s+\"?([a-z_]+)", re.IGNORECASE)
# An index in the database has a number of its own, and kept pages end with that one too.
INDEX = {"generations"} | {name for name in db.metadata.tables if name.startswith("search_")}
OWN = re.compile(r"\b([a-z_]+) AS \(", re.IGNORECASE)


@pytest.fixture
def statements(app: Any) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    seen: list[str] = []

    def note(*about: Any) -> None:
        seen.append(about[2])

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def put_on_sale(listing_id: int) -> None:
    """A sale of today: its page asks what the price was before."""
    with transaction() as session:
        of_listing = Variant.listing_id == listing_id
        session.execute(sa.update(Variant).where(of_listing).values(sale_price=1_000))
        days = {"sale_from": today(), "sale_until": today()}
        session.execute(sa.update(Listing).where(Listing.id == listing_id).values(**days))


def test_every_table_behind_a_kept_page_is_watched(app, client, statements):
    shop, _, listings = goods.open_street()
    put_on_sale(listings[0].id)
    search.rebuild()
    running = promoted.running(people.appointed(cast.ARIF), listings[:2])
    addresses = {
        "home": "/",
        "product": f"/produk/{listings[0].slug}",
        "shop": f"/toko/{shop.slug}",
        "shops": "/toko/",
        "proof": "/cek/PB-0000-0000",
        "proof_search": "/cek/",
        "results": "/cari?q=emping",
        "suggestions": "/cari/saran?q=emping",
        "category": "/kategori/emping",
        "place": "/daerah/menes",
        "promotions": "/promo/",
        "promotion": running.url,
        "promotion_rules": "/promo/aturan",
        "wish": "/permintaan?q=emping",
        "wish_recorded": f"/permintaan/tercatat?kategori=camilan&produk={listings[0].id}",
    }
    statements.clear()
    unwatched = {}
    for name, address in addresses.items():
        client.get(address)
        read = {table for one in statements for table in TABLE.findall(one)}
        temporary = {table for one in statements for table in OWN.findall(one)}
        others = read - temporary - set(generations.WATCHED) - INDEX
        if others & set(db.metadata.tables):
            unwatched[name] = others & set(db.metadata.tables)
        statements.clear()
    assert unwatched == {}


def test_the_addresses_above_name_every_kept_page_that_asks_the_database(app, client, statements):
    from marketplace.storefront import KEPT

    words = {"how_to_buy", "how_to_sell", "badge", "complaints", "privacy", "terms", "ranking"}
    words |= {"offline", "promotion_rules"}
    asking = {"home", "product", "shop", "shops", "proof", "proof_search"}
    asking |= {"promotions", "promotion"}
    asking |= {"results", "suggestions", "category", "place", "wish", "wish_recorded"}
    assert set(KEPT) <= asking | words
    statements.clear()
    for address in (
        "/cara-belanja",
        "/cara-berjualan",
        "/lencana",
        "/pengaduan",
        "/privasi",
        "/urutan-hasil",
    ):
        client.get(address)
    assert statements == []
