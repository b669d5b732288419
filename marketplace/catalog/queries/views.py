"""What pages show of a listing: light rows without a session behind them."""

from dataclasses import dataclass

from marketplace.catalog.models import picture_url, sources, widths_for
from marketplace.money import rupiah
from marketplace.sentences import Sentence

FEW = 5


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture as templates use it; width and height are those of its largest file."""

    key: str
    alt: str
    width: int | None
    height: int | None
    ready: bool
    has_preview: bool = False

    @property
    def widths(self) -> list[int]:
        """The widths worth naming in a srcset: up to the first that holds the whole picture."""
        return widths_for(self.width)

    @property
    def sources(self) -> tuple[str, str]:
        """The address to begin with, and the srcset."""
        return sources(self.key, self.width)

    def url(self, width: int) -> str:
        """The address of one of its files."""
        return picture_url(self.key, width)


@dataclass(frozen=True, slots=True)
class Card:
    """A public listing in a grid."""

    id: int
    slug: str
    title: str
    # Prices are those of the day on which it was asked for.
    price: int
    price_to: int | None
    # The regular price of the cheapest way, while that is on sale.
    old_price: int | None
    unit: str
    place: str
    picture: PictureView | None
    verified: bool
    shop_name: str
    category_tint: str
    price_each_text: str | None
    stock_words: str | None
    shop_id: int = 0
    regency_code: str = ""

    @property
    def url(self) -> str:
        """Its page on the street."""
        return f"/produk/{self.slug}"


def price_each_text(price: int, net_weight_grams: int | None, unit: str = "") -> str | None:
    """The price of a kilogram, `Rp84.000 per kg`; None where the unit already says it."""
    if not net_weight_grams or unit == "kg" or net_weight_grams == 1000:
        return None
    per_kg = (price * 1000 + net_weight_grams // 2) // net_weight_grams
    return Sentence("%(price)s per %(unit)s", price=rupiah(per_kg), unit="kg")


def stock_words(stock: int | None, *, made_to_order: bool, lead_days: int | None) -> str | None:
    """`Habis`, `Sisa 3`, `Dibuat sesuai pesanan, 5 hari`; None when there is plenty."""
    if made_to_order:
        if lead_days:
            return Sentence("Dibuat sesuai pesanan, %(days)s hari", days=lead_days)
        return Sentence("Dibuat sesuai pesanan")
    if not stock:
        return Sentence("Habis")
    return Sentence("Sisa %(left)s", left=stock) if stock <= FEW else None
