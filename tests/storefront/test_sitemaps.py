"""/sitemap.xml and /robots.txt: everything public, nothing else, in both languages."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from marketplace.catalog import services as catalog
from marketplace.sellers import services as sellers
from marketplace.storefront import sitemaps
from tests.builders import goods, people

NAMES = {"s": sitemaps.PROTOCOL, "x": sitemaps.LINKS}


def read(client: Any, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200 and answer.mimetype == "application/xml"
    return etree.fromstring(answer.get_data())


def places(tree: Any) -> list[str]:
    return [str(found) for found in tree.xpath("//s:loc/text()", namespaces=NAMES)]


def everything(client: Any) -> list[str]:
    """Every address that the index leads to."""
    parts = places(read(client, "/sitemap.xml"))
    return [one for part in parts for one in places(read(client, urlsplit(part).path))]


def test_every_address_in_it_is_a_page(listing: Any, browser: Any) -> None:
    found = everything(browser.client)
    assert len(found) == len(set(found))
    assert {
        f"http://localhost/produk/{listing.slug}",
        "http://localhost/",
        "http://localhost/cari",
    } <= set(found)
    assert f"http://localhost/toko/{listing.shop.slug}" in found
    for address in found:
        page = browser.visit(urlsplit(address).path)
        assert page.one('link[rel="canonical"]')["href"] == address
        assert not page.all('meta[name="robots"]')


def test_each_entry_names_both_languages(listing: Any, client: Any) -> None:
    tree = read(client, "/sitemap/produk-0.xml")
    address = f"http://localhost/produk/{listing.slug}"
    links = tree.xpath("//s:url/x:link", namespaces=NAMES)
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "id": address,
        "en": f"{address}?lang=en",
        "x-default": address,
    }
    changed = tree.xpath("//s:lastmod/text()", namespaces=NAMES)
    assert changed == [listing.updated_at.isoformat(timespec="seconds")]


def test_what_leaves_the_street_leaves_the_list(shop: Any, owner: Any, client: Any) -> None:
    first, second = goods.on_the_street(shop, owner), goods.on_the_street(shop, owner)
    catalog.unpublish(first, by=owner)
    found = " ".join(everything(client))
    assert first.slug not in found.replace(second.slug, "") and second.slug in found
    officer = people.officer("Petugas", "petugas@contoh.test", duties=["supervise"])
    sellers.suspend(shop, by=officer, reason="Alamat tidak ditemukan.")
    found = everything(client)
    assert not [one for one in found if "/produk/" in one or "/toko/" in one.rstrip("/")]
    assert client.get("/sitemap/produk-0.xml").status_code == 404


def test_parts_hold_stretches_of_ids(
    shop: Any, owner: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    made = [goods.on_the_street(shop, owner) for _ in range(4)]
    parts = [one for one in places(read(client, "/sitemap.xml")) if "/produk-" in one]
    assert parts == sorted({f"http://localhost/sitemap/produk-{one.id // 2}.xml" for one in made})
    found = [one for part in parts for one in places(read(client, urlsplit(part).path))]
    assert found == [f"http://localhost/produk/{one.slug}" for one in made]


@pytest.mark.parametrize(
    "part", ["lapak-0", "produk--1", "produk-x", f"produk-{2**63 - 1}", "toko-99999"]
)
def test_other_parts_are_not_found(client: Any, part: str) -> None:
    assert client.get(f"/sitemap/{part}.xml").status_code == 404


def may_fetch(rules: list[tuple[bool, str]], path: str) -> bool:
    """RFC 9309: of all rules that match the longest one counts, and allowing wins a tie."""
    matching = [
        (len(rule), allows)
        for allows, rule in rules
        if re.match(re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$"), path)
    ]
    return max(matching, default=(0, True))[1]


def test_robots_are_told_where_not_to_go(listing: Any, client: Any) -> None:
    answer = client.get("/robots.txt")
    lines = [line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines() if line]
    assert answer.mimetype == "text/plain" and lines[0] == ["User-agent", "*"]
    assert lines[-1] == ["Sitemap", "http://localhost/sitemap.xml"]
    rules = [(name == "Allow", path) for name, path in lines[1:-1]]
    for path in (
        "/akun/",
        "/lapak/produk",
        "/dinas/",
        "/cari?q=a&urut=terbaru",
        "/toko/?daerah=lebak",
        "/masuk",
        "/surat/1",
    ):
        assert not may_fetch(rules, path), path
    product = f"/produk/{listing.slug}"
    for path in (
        "/",
        "/cari",
        "/cari?q=emping",
        "/cari?lang=en",
        product,
        f"{product}?lang=en",
        "/toko/",
        "/cek/X",
    ):
        assert may_fetch(rules, path), path
