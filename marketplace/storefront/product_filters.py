"""What a visitor asks of a list of products, and the addresses that ask it.

`product_address` reads it from the address of a page.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote_plus

from marketplace.catalog import categories
from marketplace.places import queries as places
from marketplace.search.interface import Availability, Query, Sort

RESULTS = "/cari"  # url_for takes a third of a page's time when it makes forty addresses
PAGE_SIZE = 24
LONGEST_TEXT = 120
SORTS: dict[str, Sort] = {
    "terkait": "relevance",
    "terbaru": "newest",
    "termurah": "cheapest",
    "termahal": "dearest",
}
STOCK: dict[str, Availability] = {"siap": "stock", "pesanan": "order"}
# What each part of a question is called in an address, in this order.
NAMES = {
    "text": "q",
    "categories": "kategori",
    "places": "daerah",
    "verified": "terverifikasi",
    "cooperatives": "koperasi",
    "permits": "izin",
    "stock": "stok",
    "fresh": "baru",
    "price_from": "harga_dari",
    "price_to": "harga_sampai",
    "sort": "urut",
    "as_words": "tempat",
    "literal": "persis",
}
YES = {"as_words": "kata"}  # for the others it is 1


@dataclass(frozen=True)
class Asked:
    """Words and filters; places and categories by slug, prices in rupiah.

    `as_words` takes places in the words for words, `literal` takes words as they are spelt.
    """

    text: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    verified: bool = False
    cooperatives: tuple[int, ...] = ()
    permits: tuple[str, ...] = ()
    stock: tuple[str, ...] = ()
    fresh: bool = False
    price_from: int | None = None
    price_to: int | None = None
    sort: str = ""
    as_words: bool = False
    literal: bool = False
    page: int = 1
    # Something in the address was nonsense and is left out.
    ignored: bool = False

    def query(self) -> Query:
        """The same as a question to the search room."""
        found = [places.by_slug(slug) for slug in self.places]
        return Query(
            text=self.text,
            categories=self.categories,
            places=tuple(place.code for place in found if place),
            verified=self.verified,
            cooperatives=self.cooperatives,
            permits=self.permits,
            availability=tuple(STOCK[one] for one in self.stock),
            fresh=self.fresh,
            price_from=self.price_from,
            price_to=self.price_to,
            sort=SORTS[self.sort or "terkait"],
            page=self.page,
            size=PAGE_SIZE,
            as_words=self.as_words,
            literal=self.literal,
        )

    @cached_property
    def is_filtered(self) -> bool:
        """Whether anything but the words narrows the list."""
        return self.query().is_filtered

    @cached_property
    def _parts(self) -> dict[str, str]:
        return {name: _part(name, getattr(self, name)) for name in NAMES}

    def pairs(self) -> list[tuple[str, str]]:
        """What stands in the address, but for prices and the page: for a form beside it."""
        of_form = ("text", "price_from", "price_to")
        parts = [part for name, part in self._parts.items() if part and name not in of_form]
        pairs = [tuple(one.split("=", 1)) for part in parts for one in part.split("&")]
        words = [("q", self.text)] if self.text else []
        return [*words, *pairs]  # type: ignore[list-item]

    def url(self, **changes: Any) -> str:
        """The address of the results, with changes; a page makes forty of them."""
        parts = self._parts | {name: _part(name, value) for name, value in changes.items()}
        asked = "&".join(filter(None, parts.values()))
        return f"{RESULTS}?{asked}" if asked else RESULTS

    @cached_property
    def without_filters(self) -> "Asked":
        """The words alone."""
        return Asked(text=self.text, sort=self.sort, as_words=self.as_words, literal=self.literal)

    def url_with(self, name: str, value: str | int) -> str:
        """The address that chooses one more of a group, or takes the choice back."""
        chosen: tuple[str | int, ...] = getattr(self, name)
        if value in chosen:
            return self.url(**{name: tuple(one for one in chosen if one != value)})
        return self.url(**{name: (*chosen, value)})

    def url_with_category(self, slug: str) -> str:
        """The address that chooses a category, or takes the choice back."""
        if not self.categories:
            return self.url(categories=(slug,))
        one = categories.tree().by_slug[slug]
        siblings = categories.tree().by_slug[one.parent].slugs if one.parent else one.slugs
        return self.url(categories=_toggled(self.categories, slug, one.parent, siblings))

    def url_with_place(self, slug: str) -> str:
        """The address that chooses a kabupaten/kota or kecamatan, or takes the choice back."""
        if not self.places:
            return self.url(places=(slug,))
        place = places.by_slug(slug)
        if place is None:
            return self.url()
        regency = place.regency if isinstance(place, places.District) else place
        family = (regency.slug, *(one.slug for one in places.districts_of(regency.code)))
        parent = None if place is regency else regency.slug
        return self.url(places=_toggled(self.places, slug, parent, family))


_quoted = lru_cache(maxsize=100)(quote_plus)


def _part(name: str, value: Any) -> str:
    """One part of an address; but for the words all of it is ours and needs no quoting."""
    if (not value and value != 0) or value is False:
        return ""
    if name == "text":
        return f"q={_quoted(value)}"
    key = NAMES[name]
    if value is True:
        return f"{key}={YES.get(name, '1')}"
    if isinstance(value, tuple):
        return "&".join([f"{key}={one}" for one in value])
    return f"{key}={value}"


def _toggled(
    chosen: tuple[str, ...], slug: str, parent: str | None, family: tuple[str, ...]
) -> tuple[str, ...]:
    """Put a choice in or out; a narrower choice takes the place of the wider one it lies in."""
    if parent is None:
        others = tuple(one for one in chosen if one not in family)
        return others if set(chosen) & set(family) else (*others, slug)
    if slug not in chosen:
        return (*(one for one in chosen if one != parent), slug)
    left = tuple(one for one in chosen if one != slug)
    return left if set(left) & set(family) else (*left, parent)
