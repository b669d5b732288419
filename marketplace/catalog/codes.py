"""An owner's own codes of her variants (SKU)."""

import re

from marketplace.errors import RuleBroken

LONGEST_SKU = 40
_SKU = re.compile(r"[^\W_](?:[\w ./+#-]*[^\W_])?")


def sku_of(typed: str | None) -> str | None:
    """A code as it is kept: upper case, single spaces; RuleBroken for what cannot be one."""
    sku = " ".join((typed or "").split()).upper()
    if not sku:
        return None
    if len(sku) > LONGEST_SKU or not _SKU.fullmatch(sku):
        raise RuleBroken(
            f"SKU paling panjang {LONGEST_SKU} huruf atau angka, misalnya EMPING-500.", "sku"
        )
    return sku
