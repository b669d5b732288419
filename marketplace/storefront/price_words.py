"""What a product page says of a price besides the figure: its sale, and what many cost."""

from typing import Any

from flask_babel import gettext

from marketplace.catalog.queries.product import Product, VariantView
from marketplace.money import rupiah
from marketplace.web.filters import angka, tanggal
from marketplace.web.languages import said


def price_of(product: Product, variant: VariantView) -> dict[str, Any]:
    """The price of one variant as templates and the script show it."""
    sale = variant.sale
    return {
        "price": rupiah(variant.price),
        "old": rupiah(sale.regular) if sale else "",
        "each": said(variant.each_text) or "",
        "sale": sale_words(variant),
        "steps": steps_of(product, variant),
    }


def sale_words(variant: VariantView) -> str:
    """Until when it is cheaper, the regular price, and the lowest of the 30 days before."""
    if not (sale := variant.sale):
        return ""
    words = gettext(
        "Promo sampai %(day)s. Harga biasa %(price)s.",
        day=tanggal(sale.until),
        price=rupiah(sale.regular),
    )
    if sale.lowest is None:
        return words
    lowest = gettext("Terendah 30 hari sebelum promo: %(price)s.", price=rupiah(sale.lowest))
    return f"{words} {lowest}"


def steps_of(product: Product, variant: VariantView) -> list[str]:
    """`Mulai 10 bungkus: Rp11.000`, for each step that is cheaper than today's price of one."""
    return [
        gettext(
            "Mulai %(count)s %(unit)s: %(price)s",
            count=angka(least),
            unit=said(product.unit),
            price=rupiah(each),
        )
        for least, each in variant.steps
    ]
