"""What pages tell machines: the preview in a chat, and JSON-LD (schema.org) for search engines.

Nothing can be bought on a page yet, so the Product carries no Offer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.catalog import rich_text
from marketplace.catalog.queries.product import Product
from marketplace.money import rupiah
from marketplace.sellers.models import Badge, Shop
from marketplace.sentences import Sentence
from marketplace.web.filters import tempat
from marketplace.web.languages import said

EXCERPT = 155
PREVIEW_WIDTH = 640


@dataclass(frozen=True)
class Preview:
    """How a link to the page looks where it is shared."""

    title: str
    description: str
    url: str
    image: str | None
    image_width: int
    image_height: int
    price: int


def preview(product: Product, site_url: str) -> Preview:
    """Title, price, place and one picture small enough for every chat (≤ 300 kB)."""
    shown = next((picture for picture in product.pictures if picture.ready), None)
    width = min(PREVIEW_WIDTH, max(shown.widths)) if shown else 0
    ratio = shown.height / shown.width if shown and shown.width and shown.height else 1
    return Preview(
        title=product.title,
        description=description_of(product),
        url=site_url + product.url,
        image=f"{site_url}{shown.url(width)}" if shown else None,
        image_width=width,
        image_height=round(width * ratio),
        price=min(variant.price for variant in product.variants),
    )


def description_of(product: Product) -> str:
    """Price and place first, then as many of the maker's own words as fit."""
    lowest = min(variant.price for variant in product.variants)
    price = Sentence("%(price)s per %(unit)s", price=rupiah(lowest), unit=product.unit)
    start = f"{said(price)} · {tempat(product.maker.place.district.label)}. "
    words = rich_text.plain(product.description)
    room = EXCERPT - len(start)
    if len(words) > room:
        words = words[:room].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return (start + words).strip()


def product_data(product: Product, about: Preview) -> dict[str, Any]:
    """schema.org Product without an Offer."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "description": rich_text.plain(product.description) or about.description,
        "url": about.url,
        "category": product.category_slug,
        "brand": {"@type": "Brand", "name": product.maker.name},
    }
    if about.image:
        data["image"] = [about.image]
    if product.net_weight_grams:
        data["weight"] = {
            "@type": "QuantitativeValue",
            "value": product.net_weight_grams,
            "unitCode": "GRM",
        }
    return data


def shop_data(shop: Shop, badge: Badge | None, address: str) -> dict[str, Any]:
    """schema.org LocalBusiness: its kecamatan, not its street, and never a number."""
    district = shop.place.district
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "name": shop.name,
        "url": address,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": f"{district.name}, {district.regency.name}",
            "addressRegion": "Banten",
            "postalCode": shop.place.postal_code,
            "addressCountry": "ID",
        },
    }
    if shop.story:
        data["description"] = shop.story[:300]
    if badge:
        data["memberOf"] = {"@type": "Organization", "name": badge.cooperative_name}
    return data


def breadcrumb_data(trail: Sequence[tuple[str, str | None]], site_url: str) -> dict[str, Any]:
    """schema.org BreadcrumbList; a last step that is the page itself needs no address."""
    steps: list[dict[str, Any]] = []
    for position, (name, path) in enumerate(trail, start=1):
        step: dict[str, Any] = {"@type": "ListItem", "position": position, "name": name}
        if path:
            step["item"] = site_url + path
        steps.append(step)
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}
