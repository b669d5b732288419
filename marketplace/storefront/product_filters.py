"""What a visitor asks of a list of products, read from the address and written back into one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from werkzeug.datastructures import MultiDict

from marketplace.catalog import categories
from marketplace.places import queries as places
from marketplace.search.interface import Query, Sort
from marketplace.web.pages import page_number

RESULTS = "/cari"  # url_for takes a third of a page's time when it makes forty addresses
PAGE_SIZE = 24
LONGEST_TEXT = 120
LONGEST_NUMBER = 12
MOST_CHOICES = 20
SORTS: dict[str, Sort] = {
    "terkait": "relevance",
    "terbaru": "newest",
    "termurah": "cheapest",
    "termahal": "dearest",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Words and filters; places and categories by slug, prices in rupiah."""

    text: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    verified: bool = False
    price_from: int | None = None
    price_to: int | None = None
    sort: str = ""
    page: int = 1
    # Something in the address was nonsense and is left out.
    ignored: bool = False

    @classmethod
    def from_address(cls, args: MultiDict[str, str]) -> "Asked":
        """Read an address; what cannot be understood is left out and said so."""
        # Werkzeug's own `get` raises and catches an exception for each name that is not there.
        first = args.to_dict()
        text = "".join(c if c.isprintable() else " " for c in first.get("q", "")[:LONGEST_TEXT])
        kinds = args.getlist("kategori")
        asked_places = args.getlist("daerah")
        known_kinds = _known(kinds, {one: one for one in kinds if categories.category(one)})
        known_places = _known(asked_places, _slugs_of(asked_places))
        prices = [first.get(name, "") for name in ("harga_dari", "harga_sampai")]
        low, high = (_rupiah(price) for price in prices)
        if low is not None and high is not None and low > high:
            low, high = high, low
        sort = first.get("urut", "")
        wrong_price = any(price.strip() and _rupiah(price) is None for price in prices)
        wrong_choice = len(known_kinds) < len(set(kinds)) or len(known_places) < len(
            set(asked_places)
        )
        return cls(
            text=" ".join(text.split()),
            categories=known_kinds,
            places=known_places,
            verified=first.get("terverifikasi", "") == "1",
            price_from=low,
            price_to=high,
            sort=sort if sort in SORTS else "",
            page=page_number(),
            ignored=wrong_price or wrong_choice or (bool(sort) and sort not in SORTS),
        )

    def query(self) -> Query:
        """The same as a question to the search room."""
        found = [places.by_slug(slug) for slug in self.places]
        return Query(
            text=self.text,
            categories=self.categories,
            places=tuple(place.code for place in found if place),
            verified=self.verified,
            price_from=self.price_from,
            price_to=self.price_to,
            sort=SORTS[self.sort or "terkait"],
            page=self.page,
            size=PAGE_SIZE,
        )

    def arguments(self) -> dict[str, Any]:
        """What stands in the address; the page is left out."""
        wanted = {
            "q": self.text,
            "kategori": list(self.categories),
            "daerah": list(self.places),
            "terverifikasi": "1" if self.verified else "",
            "harga_dari": self.price_from,
            "harga_sampai": self.price_to,
            "urut": self.sort,
        }
        return {name: value for name, value in wanted.items() if value not in ("", None, [])}

    def url(self, **changes: Any) -> str:
        """The address of the results, with changes; a page makes twenty of them."""
        text = changes.get("text", self.text)
        parts = [f"q={_quoted(text)}"] if text else []
        # Slugs and names of sorts are ours: nothing in them needs quoting.
        parts += [f"kategori={slug}" for slug in changes.get("categories", self.categories)]
        parts += [f"daerah={slug}" for slug in changes.get("places", self.places)]
        if changes.get("verified", self.verified):
            parts.append("terverifikasi=1")
        if (low := changes.get("price_from", self.price_from)) is not None:
            parts.append(f"harga_dari={low}")
        if (high := changes.get("price_to", self.price_to)) is not None:
            parts.append(f"harga_sampai={high}")
        if sort := changes.get("sort", self.sort):
            parts.append(f"urut={sort}")
        return f"{RESULTS}?{'&'.join(parts)}" if parts else RESULTS

    @property
    def without_filters(self) -> "Asked":
        """The words alone."""
        return Asked(text=self.text, sort=self.sort)

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


def _known(asked: list[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[one] for one in asked if one in names))[:MOST_CHOICES]


def _slugs_of(asked: list[str]) -> dict[str, str]:
    """Slugs of the asked places, which may be named by slug or by code."""
    found = {
        one: places.by_slug(one) or places.regency(one) or places.district(one) for one in asked
    }
    return {one: place.slug for one, place in found.items() if place}


def _rupiah(text: str) -> int | None:
    """Read `12500`, `12.500` or `Rp 12.500`; None when it is nothing of the kind."""
    digits = text.strip().removeprefix("Rp").replace(".", "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > LONGEST_NUMBER:
        return None
    return int(digits)
