"""What pages tell machines: the preview in a chat, and JSON-LD (schema.org) for search engines.

Nothing can be bought on a page yet, so the Product carries no Offer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from marketplace.catalog import categories, rich_text
from marketplace.catalog.models import preview_url
from marketplace.catalog.queries import Card
from marketplace.catalog.queries.product import Product
from marketplace.money import rupiah
from marketplace.sellers.models import Badge, Shop
from marketplace.sentences import Sentence
from marketplace.web.assets import asset
from marketplace.web.filters import tempat
from marketplace.web.languages import LANGUAGES, said

EXCERPT = 155


@dataclass(frozen=True)
class Preview:
    """How a link to the page looks where it is shared; no image: the market's own."""

    title: str
    description: str
    url: str
    image: str | None
    price: int


def preview(product: Product, site_url: str) -> Preview:
    """Title, price, place, badge, and the first picture as every chat can show it."""
    shown = next((picture for picture in product.pictures if picture.has_preview), None)
    return Preview(
        title=product.title,
        description=description_of(product),
        url=site_url + product.url,
        image=site_url + preview_url(shown.key) if shown else None,
        price=min(variant.price for variant in product.variants),
    )


def description_of(product: Product) -> str:
    """Price and place first, then as many of the maker's own words as fit."""
    lowest = min(variant.price for variant in product.variants)
    price = Sentence("%(price)s per %(unit)s", price=rupiah(lowest), unit=product.unit)
    start = f"{said(price)} · {tempat(product.maker.place.district.label)}"
    start += f" · {_('Terverifikasi dinas')}. " if product.maker.badge_code else ". "
    words = rich_text.plain(product.description)
    room = EXCERPT - len(start)
    if len(words) > room:
        words = words[:room].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return (start + words).strip()


def product_data(product: Product, about: Preview, site_url: str) -> dict[str, Any]:
    """schema.org Product without an Offer."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "description": rich_text.plain(product.description) or about.description,
        "url": about.url,
        "category": " > ".join(_named(categories.category(product.category_slug))),
        "brand": {"@type": "Brand", "name": product.maker.name},
    }
    if pictures := [picture for picture in product.pictures if picture.ready]:
        data["image"] = [site_url + one.url(one.widths[-1]) for one in pictures]
    if product.net_weight_grams:
        data["weight"] = {
            "@type": "QuantitativeValue",
            "value": product.net_weight_grams,
            "unitCode": "GRM",
        }
    return data


def _named(kind: categories.Category | None) -> list[str]:
    """The words for a kind of goods, after those for its group."""
    group = categories.parent_of(kind) if kind else None
    return [said(one.name) for one in (group, kind) if one]


def site_data(name: str, site_url: str) -> dict[str, Any]:
    """schema.org WebSite with its search, and the office that runs it."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": f"{site_url}/#site",
        "name": name,
        "url": f"{site_url}/",
        "inLanguage": list(LANGUAGES),
        "publisher": {
            "@type": "Organization",
            "name": _("Dinas Koperasi dan UKM Provinsi Banten"),
            "url": f"{site_url}/pengaduan",
            "logo": f"{site_url}{asset('icons/icon-512.png')}",
        },
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site_url}/cari?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def shop_data(
    shop: Shop, badge: Badge | None, address: str, image: str | None = None
) -> dict[str, Any]:
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
    if image:
        data["image"] = image
    if badge and badge.kind == "member":
        data["memberOf"] = {"@type": "Organization", "name": badge.name}
    return data


def list_data(name: str, address: str, cards: Sequence[Card], site_url: str) -> dict[str, Any]:
    """schema.org ItemList of product pages, in the order of the page."""
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": name,
        "url": address,
        "numberOfItems": len(cards),
        "itemListElement": [
            {"@type": "ListItem", "position": place, "url": site_url + card.url}
            for place, card in enumerate(cards, start=1)
        ],
    }


def breadcrumb_data(trail: Sequence[tuple[str, str | None]], site_url: str) -> dict[str, Any]:
    """schema.org BreadcrumbList; a last step that is the page itself needs no address."""
    steps: list[dict[str, Any]] = []
    for position, (name, path) in enumerate(trail, start=1):
        step: dict[str, Any] = {"@type": "ListItem", "position": position, "name": name}
        if path:
            step["item"] = site_url + path
        steps.append(step)
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}
