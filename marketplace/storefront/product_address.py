"""The address of a list of products, read: what cannot be understood is left out and said so."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from marketplace.catalog import categories
from marketplace.places import queries as places
from marketplace.search.interface import PERMITS
from marketplace.storefront.cooperatives import names_of
from marketplace.storefront.product_filters import LONGEST_TEXT, NAMES, SORTS, STOCK, YES, Asked
from marketplace.web.pages import page_number

LONGEST_NUMBER = 12
LONGEST_ID = 9
MOST_CHOICES = 20

T = TypeVar("T")


class _Address:
    """Reads one part after another, and remembers whether any was nonsense."""

    def __init__(self, args: MultiDict[str, str]) -> None:
        self._args = args
        # Werkzeug's own `get` raises and catches an exception for each name that is not there.
        self._first = args.to_dict()
        self.ignored = False

    def text(self) -> str:
        asked = self._first.get("q", "")[:LONGEST_TEXT]
        return " ".join("".join(c if c.isprintable() else " " for c in asked).split())

    def yes(self, name: str) -> bool:
        asked = self._first.get(NAMES[name], "")
        self.ignored |= asked not in ("", "0", YES.get(name, "1"))
        return asked == YES.get(name, "1")

    def choices(self, name: str, known: Callable[[list[str]], Iterable[T]]) -> tuple[T, ...]:
        """What `known` understands of at most `MOST_CHOICES` choices of a group."""
        asked = list(dict.fromkeys(self._args.getlist(NAMES[name])))
        if not asked:
            return ()
        found = tuple(known(asked[:MOST_CHOICES]))
        self.ignored |= len(found) < len(asked)
        return tuple(dict.fromkeys(found))

    def price(self, name: str) -> int | None:
        asked = self._first.get(NAMES[name], "")
        found = _rupiah(asked)
        self.ignored |= found is None and bool(asked.strip())
        return found

    def sort(self) -> str:
        asked = self._first.get("urut", "")
        self.ignored |= bool(asked) and asked not in SORTS
        return asked if asked in SORTS else ""


def read(args: MultiDict[str, str]) -> Asked:
    """Read what an address asks for."""
    address = _Address(args)
    low, high = address.price("price_from"), address.price("price_to")
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Asked(
        text=address.text(),
        categories=address.choices("categories", _categories),
        places=address.choices("places", _places),
        verified=address.yes("verified"),
        cooperatives=address.choices("cooperatives", _cooperatives),
        permits=address.choices("permits", lambda asked: [one for one in asked if one in PERMITS]),
        stock=address.choices("stock", lambda asked: [one for one in asked if one in STOCK]),
        fresh=address.yes("fresh"),
        price_from=low,
        price_to=high,
        sort=address.sort(),
        as_words=address.yes("as_words"),
        literal=address.yes("literal"),
        page=page_number(),
        ignored=address.ignored,
    )


def _categories(asked: list[str]) -> list[str]:
    return [one for one in asked if categories.category(one)]


def _places(asked: list[str]) -> list[str]:
    """Slugs of places, which may be named by slug or by code."""
    found = [places.by_slug(one) or places.by_code(one) for one in asked]
    return [place.slug for place in found if place]


def _cooperatives(asked: list[str]) -> list[int]:
    """Those that are in the register: one statement, where their names are not yet kept."""
    numbers = [one for one in asked if one.isascii() and one.isdigit() and len(one) <= LONGEST_ID]
    return list(names_of([int(one) for one in numbers]))


def _rupiah(text: str) -> int | None:
    """Read `12500`, `12.500` or `Rp 12.500`; None when it is nothing of the kind."""
    digits = text.strip().removeprefix("Rp").replace(".", "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > LONGEST_NUMBER:
        return None
    return int(digits)
