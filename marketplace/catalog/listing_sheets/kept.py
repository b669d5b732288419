"""What a shop keeps of a product, in the terms of the sheet's columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from marketplace.catalog.listing_sheets.columns import BY_KEY, COLUMNS, PRODUCT, SHOWN, VARIANT
from marketplace.sheets.writing import Cell

Values = dict[str, Any]


@dataclass(frozen=True)
class KeptPicture:
    """A picture that is there already."""

    id: int
    filename: str | None
    digest: str | None
    alt: str

    @property
    def named(self) -> str:
        """How the sheet names it."""
        name = self.filename or ""
        return name if name and ";" not in name else f"foto-{self.id}"


@dataclass(frozen=True)
class KeptVariant:
    """A variant, offered or not."""

    id: int
    active: bool
    values: Values

    @property
    def options(self) -> tuple[str, str]:
        """What tells it from others, however it is cased."""
        return self.values["option_one"].casefold(), self.values["option_two"].casefold()


@dataclass(frozen=True)
class KeptProduct:
    """A listing with its variants and pictures."""

    id: int
    slug: str
    values: Values
    variants: list[KeptVariant] = field(default_factory=list)
    pictures: list[KeptPicture] = field(default_factory=list)

    @property
    def offered(self) -> list[KeptVariant]:
        """The variants that can be asked for."""
        return [variant for variant in self.variants if variant.active]

    def picture(self, name: str) -> KeptPicture | None:
        """The picture that a name of the sheet means."""
        wanted = name.casefold()
        for one in self.pictures:
            if wanted in (f"foto-{one.id}", (one.filename or "").casefold()):
                return one
        return None


def product_cell(kept: KeptProduct, key: str) -> Cell:
    """What the sheet shows of a product in one of its columns."""
    if key == "code":
        return kept.slug
    if key == "pictures":
        return "; ".join(one.named for one in kept.pictures)
    if key == "alts":
        return _alts(kept)
    return BY_KEY[key].written(kept.values[key])


def _alts(kept: KeptProduct) -> str:
    alts = [one.alt for one in kept.pictures]
    if not any(alts):
        return ""
    return ("\n" if any("|" in alt for alt in alts) else " | ").join(alts)


def variant_cell(variant: KeptVariant, key: str) -> Cell:
    """What the sheet shows of a variant in one of its columns."""
    if key == "stock_seen":
        key = "stock"
    return BY_KEY[key].written(variant.values[key])


def rows_of(kept: KeptProduct) -> Iterator[list[Cell]]:
    """The rows of a product: what is said of the whole stands in the first of them."""
    of_product = {column.key for column in PRODUCT} | {"code", "pictures", "alts"}
    for place, variant in enumerate(kept.offered):
        row: list[Cell] = []
        for column in SHOWN:
            if column.key not in of_product:
                row.append(variant_cell(variant, column.key))
            elif place == 0 or column.key == "code":
                row.append(product_cell(kept, column.key))
            else:
                row.append("")
        yield row


def titles() -> list[Cell]:
    """The first row of an export."""
    return [column.heading for column in SHOWN]


assert {column.key for column in (*PRODUCT, *VARIANT)} <= {column.key for column in COLUMNS}
