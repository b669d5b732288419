"""What machines read of a product: JSON-LD without an Offer, a preview for chats, one address."""

import io
import json
from typing import Any

import sqlalchemy as sa
from PIL import Image

from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.database import transaction
from tests.afterwards import fresh
from tests.builders import goods, photos

SPITEFUL = "</script><script>alert(\"1\")</script> & 'x' \\u003c <!--"


def visit(browser: Any, listing: Any) -> Any:
    return browser.visit("storefront.product", slug=fresh(listing).slug)


def data_of(page: Any) -> dict[str, Any]:
    found = [json.loads(one.get_text()) for one in page.all('script[type="application/ld+json"]')]
    return {one["@type"]: one for one in found}


def meta(page: Any, name: str) -> str:
    return str(page.one(f'meta[property="{name}"], meta[name="{name}"]')["content"])


def test_the_product_is_described_but_not_offered(listing: Any, browser: Any) -> None:
    data = data_of(visit(browser, listing))
    product = data["Product"]
    assert product["name"] == "Emping manis"
    assert product["url"] == f"http://localhost/produk/{listing.slug}"
    assert product["brand"]["name"] == "Emping Rohayati"
    assert not {"offers", "aggregateRating", "review"} & set(product)
    steps = data["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[1] == {
        "@type": "ListItem",
        "position": 2,
        "name": "Camilan",
        "item": "http://localhost/kategori/camilan",
    }
    assert steps[-1]["name"] == "Emping manis" and "item" not in steps[-1]


def test_no_title_breaks_out_of_its_block(listing: Any, browser: Any) -> None:
    with transaction() as session:
        session.execute(sa.update(Listing).values(title=SPITEFUL, description=f"<p>{SPITEFUL}</p>"))
    page = visit(browser, listing)
    assert len(page.all("head script")) == 2
    assert data_of(page)["Product"]["name"] == SPITEFUL
    assert meta(page, "og:title") == SPITEFUL
    assert "alert" not in "".join(s.get_text() for s in page.all("script:not([type])"))


def test_a_chat_shows_title_price_place_and_a_small_picture(
    listing: Any, shop: Any, owner: Any, worker: Any, browser: Any, client: Any
) -> None:
    with_picture = goods.on_the_street(shop, owner, picture=photos.photo((2400, 3000)))
    worker()
    page = visit(browser, with_picture)
    assert meta(page, "og:title") == "Emping manis"
    assert meta(page, "og:description").startswith("Rp21.000 per bungkus · Menes, Pandeglang.")
    assert meta(page, "product:price:amount") == "21000"
    assert meta(page, "product:price:currency") == "IDR"
    image = meta(page, "og:image")
    assert image.startswith("http://localhost/media/")
    answer = client.get(image.removeprefix("http://localhost"))
    assert answer.mimetype == meta(page, "og:image:type") == "image/jpeg"
    assert 0 < len(answer.get_data()) <= 300_000
    with Image.open(io.BytesIO(answer.get_data())) as drawn:
        assert drawn.format == "JPEG" and drawn.size == (1200, 630)
    assert meta(page, "og:image:width") == "1200" and meta(page, "og:image:height") == "630"
    (largest,) = data_of(page)["Product"]["image"]
    assert client.get(largest.removeprefix("http://localhost")).mimetype == "image/webp"


def test_without_a_ready_picture_the_markets_own_is_shown(listing: Any, browser: Any) -> None:
    page = visit(browser, listing)
    assert "/static/share.jpg" in meta(page, "og:image")
    assert "image" not in data_of(page)["Product"]
    assert page.one(".gallery .picture--empty")


def test_one_address_whatever_stands_behind_it(listing: Any, browser: Any) -> None:
    page = browser.visit(f"/produk/{listing.slug}?utm_source=wa&x=%3Cscript%3E")
    address = f"http://localhost/produk/{listing.slug}"
    assert page.one('link[rel="canonical"]')["href"] == address
    assert meta(page, "og:url") == address
    assert "utm_source" not in page.html


def test_the_description_fits_a_results_page(listing: Any, owner: Any, browser: Any) -> None:
    words = catalog.Words("Emping manis", "emping", "bungkus", description="Renyah sekali. " * 60)
    catalog.edit(listing, by=owner, version=fresh(listing).version, words=words)
    text = meta(visit(browser, listing), "description")
    assert len(text) <= 160 and text.endswith("…")
