"""What is hidden while the worker rests is found nowhere, though the index still has it."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from marketplace import events
from marketplace.catalog import services as catalog
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.search import queries, services
from marketplace.search.interface import Query
from marketplace.sellers import services as sellers
from marketplace.storefront.sitemaps import SIZE
from tests.builders import goods

SUGGESTED = "/cari/saran?q=datula"
Street = tuple[Any, Any, list[Any]]


def archived(street: Street) -> None:
    _, owner, listings = street
    catalog.archive(listings[3], by=owner)


def unpublished(street: Street) -> None:
    _, owner, listings = street
    catalog.unpublish(listings[3], by=owner)


def closed(street: Street) -> None:
    shop, owner, _ = street
    sellers.close(shop, by=owner)


def suspended(street: Street) -> None:
    shop, _, _ = street
    with transaction():
        shop = locked(shop)
        shop.suspend("Menjual barang palsu", now())
        events.record("shop.suspended", shop)


@pytest.mark.parametrize("hide", [archived, unpublished, closed, suspended])
def test_it_is_gone_from_search_lists_sitemap_and_its_own_page(
    app: Any, client: Any, worker: Any, hide: Callable[[Street], None]
) -> None:
    street = goods.open_street()
    slug = street[2][3].slug
    services.rebuild()
    worker()
    title = "Kain batik Datulaya"
    part = f"/sitemap/produk-{street[2][3].id // SIZE}.xml"
    places = ("/cari?q=datulaya", "/cari", "/kategori/kain-batik-tulis", "/daerah/menes", "/")
    assert title in client.get("/cari?q=datulaya").text
    assert title in " ".join(BeautifulSoup(client.get(SUGGESTED).text, "lxml").text.split())
    hide(street)
    assert queries.find(Query("datulaya")).ids, "the worker has not heard of it"
    for address in places:
        assert title not in client.get(address).text, address
    assert slug not in client.get(part).text + client.get(SUGGESTED).text
    assert "atulaya" not in client.get(SUGGESTED).text.replace("datula", "")
    assert client.get(f"/produk/{slug}").status_code in {404, 410}
    worker()
    assert not queries.find(Query("datulaya")).ids
    assert title not in client.get("/cari?q=datulaya").text
