"""What the rows of a product would do to what is kept."""

from dataclasses import dataclass, field

from marketplace.catalog.listing_sheets.columns import Column
from marketplace.catalog.listing_sheets.kept import KeptPicture, KeptProduct, KeptVariant, Values
from marketplace.catalog.listing_sheets.products import Product
from marketplace.catalog.listing_sheets.reading import Line
from marketplace.catalog.risks import Risk, Said
from marketplace.sheets.writing import Cell

Change = tuple[str, str, str]  # of which column, what was there, what comes


@dataclass(frozen=True)
class VariantPlan:
    """One variant as it is to be; without `kept` it is new."""

    line: Line
    kept: KeptVariant | None
    values: Values

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be written."""
        return self.kept is None or not self.kept.active or self.values != self.kept.values


@dataclass(frozen=True)
class PictureWish:
    """A picture by its name in the sheet, the one that is there under it, and what it shows.

    No words leave those it has.
    """

    name: str
    kept: KeptPicture | None
    alt: str | None


@dataclass
class Looked:
    """What an officer is to see of a product: before it is so, or afterwards."""

    held: Risk
    warned: Risk
    said: Said
    proposed: Values = field(default_factory=dict)
    was: Values = field(default_factory=dict)


@dataclass
class Plan:
    """One product as it is to be, with what a person is told for each row."""

    product: Product
    kept: KeptProduct | None = None
    values: Values = field(default_factory=dict)
    variants: list[VariantPlan] = field(default_factory=list)
    pictures: list[PictureWish] = field(default_factory=list)
    reasons: dict[int, list[str]] = field(default_factory=dict)
    warnings: dict[int, list[str]] = field(default_factory=dict)
    changes: dict[int, list[Change]] = field(default_factory=dict)
    # Rows whose count was not taken, with the stock that is there.
    counts_left: dict[int, int | None] = field(default_factory=dict)
    looked: Looked | None = None

    @property
    def outcome(self) -> str:
        """Refused, added, changed or unchanged: a product is taken whole or not at all."""
        if self.reasons:
            return "refused"
        if self.kept is None:
            return "added"
        return "changed" if self.changes else "unchanged"

    @property
    def head(self) -> Line:
        """The row that speaks for the whole product."""
        return self.product.lines[0]

    def refuse(self, line: Line, reason: str) -> None:
        """Note why a row cannot be taken."""
        self.reasons.setdefault(line.number, []).append(reason)

    def warn(self, line: Line, words: str) -> None:
        """Note what a person should look at; the row is taken all the same."""
        self.warnings.setdefault(line.number, []).append(words)

    def change(self, line: Line, column: Column, old: object, new: object) -> None:
        """Note what changes."""
        told = _told(column.written(old)), _told(column.written(new))
        self.changes.setdefault(line.number, []).append((column.heading, *told))

    def tell(self, line: Line, what: str, old: str, new: str) -> None:
        """Note a change that no single column holds."""
        self.changes.setdefault(line.number, []).append((what, old, new))


def _told(cell: Cell) -> str:
    """A cell as a person reads it: thousands apart by dots."""
    return f"{cell:,}".replace(",", ".") if isinstance(cell, int) else str(cell)
