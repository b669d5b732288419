"""Stock by the sheet: a count that was made before something was sold never brings it back."""

from marketplace.catalog.listing_sheets.columns import BY_KEY, EMPTIED
from marketplace.catalog.listing_sheets.kept import KeptVariant
from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.listing_sheets.reading import Line
from marketplace.catalog.listing_sheets.values import given

LEFT = "Stok tidak diubah: {why}. Sekarang {there}, di berkas {to}."
MOVED = "sejak diekspor ({seen}) sudah berubah"
UNSEEN = "kolom Stok saat diekspor kosong"


def stock_of(plan: Plan, line: Line, kept: KeptVariant | None, *, uncounted: bool) -> int | None:
    """The stock that a variant is to have; None for what is made to order.

    The rule: a count is taken where the stock still is what the sheet says it was. A count that
    equals it was left alone by the owner, and leaves alone what is kept.
    """
    text = line.get("stock")
    if uncounted:
        if text not in ("", EMPTIED):
            plan.warn(line, "Stok tidak dipakai, karena produk ini dibuat sesuai pesanan.")
        return None
    there = kept.values["stock"] if kept is not None and kept.active else None
    to = None if text == EMPTIED else given(plan, line, BY_KEY["stock"], None, "")
    if there is None or to is None or to == there:
        return there if there is not None else to or 0
    seen = given(plan, line, BY_KEY["stock_seen"], None, "")
    if seen == there:
        return int(to)
    if seen != to:
        why = UNSEEN if seen is None else MOVED.format(seen=seen)
        plan.warn(line, LEFT.format(why=why, there=there, to=to))
        plan.counts_left[line.number] = there
    return int(there)
