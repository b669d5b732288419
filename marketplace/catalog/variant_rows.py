"""One row of the form of variants, as owners fill it in."""

from dataclasses import dataclass

from marketplace.catalog.pricing import Deal


@dataclass(frozen=True)
class Row:
    """One row of the form; without an id it is new. `stock_seen` is what the form showed.

    Without a deal, sale and wholesale prices stay as they are.
    """

    price: int
    id: int | None = None
    option_one: str = ""
    option_two: str = ""
    stock: int | None = None
    stock_seen: int | None = None
    deal: Deal | None = None
    sku: str | None = None

    @property
    def options(self) -> tuple[str, str]:
        """What tells it from other rows, however it is cased."""
        return self.option_one.casefold(), self.option_two.casefold()
