"""JSON-LD of every kind of page, held to schema.org and to what search engines require."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest

REQUIRED = {
    "Product": {"name", "description", "url", "category", "brand"},
    "LocalBusiness": {"name", "url", "address"},
    "BreadcrumbList": {"itemListElement"},
    "WebSite": {"name", "url", "potentialAction", "publisher"},
    "Organization": {"name"},
    "ListItem": {"position", "name"},
    "PostalAddress": {"addressLocality", "addressRegion", "addressCountry"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "Brand": {"name"},
    "QuantitativeValue": {"value", "unitCode"},
}
ADDRESSES = ("url", "item", "image", "logo", "urlTemplate", "@id")
# What can be bought carries these: nothing can be bought here.
OFFERED = {"offers", "price", "priceCurrency", "availability", "aggregateRating", "review"}


def blocks(page: Any) -> list[dict[str, Any]]:
    return [json.loads(one.get_text()) for one in page.all('script[type="application/ld+json"]')]


def faults(thing: Any) -> list[str]:
    """What is wrong with a thing and with everything in it."""
    if isinstance(thing, list):
        return [fault for one in thing for fault in faults(one)]
    if not isinstance(thing, dict):
        return []
    kind = str(thing.get("@type"))
    found = [f"{kind} lacks {name}" for name in REQUIRED.get(kind, {"@type?"}) - set(thing)]
    found += [f"{kind} carries {name}" for name in OFFERED & set(thing)]
    found += [f"{kind}.{name} is empty" for name, value in thing.items() if value in ("", None, [])]
    for name in ADDRESSES:
        for address in thing.get(name) if isinstance(thing.get(name), list) else [thing.get(name)]:
            if address is not None and urlsplit(address).netloc != "localhost":
                found.append(f"{kind}.{name} is {address}")
    return found + [fault for value in thing.values() for fault in faults(value)]


@pytest.fixture
def street(listing: Any, shop: Any, owner: Any, worker: Any) -> dict[str, str]:
    worker()
    return {
        "/": "WebSite",
        f"/produk/{listing.slug}": "Product",
        f"/toko/{shop.slug}": "LocalBusiness",
        "/kategori/camilan": "BreadcrumbList",
        "/daerah/menes": "BreadcrumbList",
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_block_keeps_the_rules(street: Any, browser: Any, language: str) -> None:
    for path, kind in street.items():
        found = blocks(browser.visit(f"{path}?lang={language}"))
        assert kind in {one["@type"] for one in found}, path
        assert all(one["@context"] == "https://schema.org" for one in found)
        assert faults(found) == [], path


def test_steps_are_counted_from_one(street: Any, browser: Any) -> None:
    for path in street:
        for one in blocks(browser.visit(path)):
            steps = one.get("itemListElement", [])
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))


def test_the_search_that_is_named_answers(street: Any, browser: Any) -> None:
    (site,) = blocks(browser.visit("/"))
    template = site["potentialAction"]["target"]["urlTemplate"]
    address = template.replace("{search_term_string}", "emping").removeprefix("http://localhost")
    assert browser.visit(address).status == 200


def test_a_fault_is_seen() -> None:
    product = {"@type": "Product", "name": "x", "offers": {}, "url": "/produk/x"}
    told = " ".join(faults(product))
    for fault in ("lacks brand", "carries offers", "url is /produk/x"):
        assert fault in told
    assert faults({"@type": "Thing"})
