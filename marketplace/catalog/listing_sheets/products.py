"""Rows put together to products: by their code, else by their name, else by the row above."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marketplace.catalog.codes import sku_of
from marketplace.catalog.listing_sheets.reading import Line
from marketplace.errors import RuleBroken


@dataclass
class Product:
    """The rows of one product, in the order of the file; `reasons` refuse single rows."""

    lines: list[Line] = field(default_factory=list)
    reasons: dict[int, list[str]] = field(default_factory=dict)

    def first(self, key: str) -> str:
        """The first text that stands in a column."""
        return next((line.get(key) for line in self.lines if line.get(key)), "")

    @property
    def code(self) -> str:
        """Its code, as the owner or an export wrote it."""
        return self.first("code")

    @property
    def title(self) -> str:
        """Its name, where a row tells it."""
        return self.first("title")

    @property
    def skus(self) -> list[str]:
        """The codes of its variants that can be read."""
        return [sku for line in self.lines if (sku := sku_in(line))]

    def refuse(self, line: Line, reason: str) -> None:
        """Note why a row cannot be taken."""
        self.reasons.setdefault(line.number, []).append(reason)


def sku_in(line: Line) -> str | None:
    """The code of a row's variant; None where there is none, or none that can be read."""
    try:
        return sku_of(line.get("sku"))
    except RuleBroken:
        return None


def grouped(lines: Iterable[Line], listing_of: Mapping[str, int]) -> list[Product]:
    """The products of a file; `listing_of` names the listing of each code that the shop knows.

    A row that names neither product nor known code goes on with the product above it, as it
    does where the cells of a name were merged.
    """
    products: dict[tuple[str, str | int], Product] = {}
    above: tuple[str, str | int] | None = None
    for line in lines:
        key = _key_of(line, listing_of, above)
        products.setdefault(key, Product()).lines.append(line)
        above = key
    found = list(products.values())
    _refuse_codes_twice(found)
    return found


def _key_of(
    line: Line, listing_of: Mapping[str, int], above: tuple[str, str | int] | None
) -> tuple[str, str | int]:
    if code := line.get("code"):
        return "code", code.casefold()
    if title := line.get("title"):
        return "title", title.casefold()
    if listing := listing_of.get(sku_in(line) or ""):
        return "listing", listing
    return above or ("row", line.number)


def _refuse_codes_twice(products: Sequence[Product]) -> None:
    seen: dict[str, int] = {}
    for product in products:
        for line in product.lines:
            sku = sku_in(line)
            if sku is None:
                continue
            if sku in seen:
                product.refuse(line, f"Kolom SKU: {sku} sudah ada di baris {seen[sku]}.")
            seen.setdefault(sku, line.number)
