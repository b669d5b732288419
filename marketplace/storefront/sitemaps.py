"""/sitemap.xml and its parts: every public page, for search engines (sitemaps.org, hreflang).

Asked of the database each time, so that a shop which is suspended is gone at once. A part holds
a stretch of ids: it neither moves nor grows past the 50,000 addresses that the protocol allows.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask import current_app
from markupsafe import escape
from werkzeug.wrappers import Response

from marketplace.catalog import categories
from marketplace.catalog.queries import addresses as listings
from marketplace.clock import now
from marketplace.errors import NotFound
from marketplace.places import queries as places
from marketplace.promotions.queries import collections as promotions
from marketplace.sellers.queries import addresses as shops
from marketplace.storefront import bp
from marketplace.web.access import public
from marketplace.web.languages import LANGUAGES, SOURCE, address_in

SIZE = 5_000
HIGHEST_PART = 2**63 // SIZE - 1
WORDS = (
    "cara-belanja",
    "cara-berjualan",
    "lencana",
    "pengaduan",
    "privasi",
    "ketentuan",
    "urutan-hasil",
    "promo/aturan",
)
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINKS = "http://www.w3.org/1999/xhtml"
Found = tuple[str, datetime | None]


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """The index of all parts."""
    parts: list[Found] = [("/sitemap/halaman.xml", None)]
    for kind, rows in (
        ("toko", shops.parts_of_shops(SIZE)),
        ("produk", listings.parts_of_listings(SIZE)),
    ):
        parts += [(f"/sitemap/{kind}-{row.part}.xml", row.changed_at) for row in rows]
    return _xml("sitemapindex", (_entry("sitemap", *part) for part in parts))


@bp.get("/sitemap/halaman.xml")
@public
def sitemap_pages() -> Response:
    """Pages that are no record: home, lists by kind and by place, pages of words."""
    pages = [*((path, None) for path in _pages()), *_promotions()]
    return _xml("urlset", (_entry("url", *page) for page in pages))


@bp.get("/sitemap/<any(toko, produk):shelf>-<int:part>.xml")
@public
def sitemap_part(shelf: str, part: int) -> Response:
    """One stretch of shops or listings; NotFound when nobody of it stands on the street."""
    if part > HIGHEST_PART:
        raise NotFound
    found = (shops.shops_of_part if shelf == "toko" else listings.listings_of_part)(part, SIZE)
    if not found:
        raise NotFound
    rows = (_entry("url", f"/{shelf}/{row.slug}", row.changed_at) for row in found)
    return _xml("urlset", rows)


def _promotions() -> Iterator[Found]:
    """Collections that run now; the day on which one begins or ends, it comes or goes."""
    running = promotions.addresses(now())
    if running:
        yield "/promo/", None
    yield from ((f"/promo/{slug}", changed_at) for slug, changed_at in running)


def _pages() -> Iterator[str]:
    yield from ("/", "/toko/", "/cari", *(f"/{word}" for word in WORDS))
    used = listings.categories_in_use()
    for group in categories.tree().groups:
        if used & set(group.slugs):
            yield group.url
            yield from (kind.url for kind in group.children if kind.slug in used)
    yield from (f"/daerah/{regency.slug}" for regency in places.regencies())
    villages = places.gazetteer().villages
    found = {villages[code].district.slug for code in shops.villages_with_shops()}
    yield from (f"/daerah/{slug}" for slug in sorted(found))


def _entry(tag: str, path: str, changed_at: datetime | None) -> str:
    address = current_app.config["SETTINGS"].site_url + path
    changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    others = "".join(_alternates(address)) if tag == "url" else ""
    return f"<{tag}><loc>{escape(address)}</loc>{changed}{others}</{tag}>\n"


def _alternates(address: str) -> Iterator[str]:
    for name in (*LANGUAGES, "x-default"):
        href = escape(address_in(address, SOURCE if name == "x-default" else name))
        yield f'<xhtml:link rel="alternate" hreflang="{name}" href="{href}"/>'


def _xml(root: str, entries: Iterable[str]) -> Response:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{PROTOCOL}"'
    links = f' xmlns:xhtml="{LINKS}"' if root == "urlset" else ""
    answer = Response(f"{head}{links}>\n{''.join(entries)}</{root}>\n", mimetype="application/xml")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
