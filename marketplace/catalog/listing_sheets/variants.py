"""The rows of a product as its variants: which is which, and what each is to be."""

from marketplace.catalog.listing_sheets.cells import named
from marketplace.catalog.listing_sheets.columns import BY_KEY, VARIANT
from marketplace.catalog.listing_sheets.counting import stock_of
from marketplace.catalog.listing_sheets.kept import KeptVariant, Values, variant_cell
from marketplace.catalog.listing_sheets.plans import Plan, VariantPlan
from marketplace.catalog.listing_sheets.products import sku_in
from marketplace.catalog.listing_sheets.reading import Line
from marketplace.catalog.listing_sheets.values import given
from marketplace.catalog.pricing import Deal, check_deal
from marketplace.catalog.services.variants import MOST_VARIANTS, Row, check_rows
from marketplace.errors import RuleBroken

NEW: Values = {
    "option_one": "",
    "option_two": "",
    "sku": None,
    "price": None,
    "sale_price": None,
    "wholesale": (),
    "stock": None,
}
KEYS = tuple(column.key for column in VARIANT)


def compare_variants(plan: Plan) -> None:
    """Say what each row makes of a variant; what is not in the sheet stays as it is."""
    used: dict[int, int] = {}
    for line in plan.product.lines:
        if plan.kept is not None and not any(line.get(key) for key in KEYS):
            continue  # this row speaks of the whole product only
        kept = _meant(plan, line)
        if kept is not None and used.setdefault(kept.id, line.number) != line.number:
            plan.refuse(line, f"Baris ini menunjuk pilihan yang sama dengan baris {used[kept.id]}.")
            continue
        plan.variants.append(_planned(plan, line, kept))
    if not plan.reasons:
        _check_together(plan)


def _meant(plan: Plan, line: Line) -> KeptVariant | None:
    if plan.kept is None:
        return None
    sku = sku_in(line)
    if sku and (one := next((v for v in plan.kept.offered if v.values["sku"] == sku), None)):
        return one
    options = _option(line, "option_one"), _option(line, "option_two")
    alike = [one for one in plan.kept.variants if one.options == options]
    if alike:
        return max(alike, key=lambda one: one.active)
    only = plan.kept.offered if not any(options) else []
    if len(only) == 1 and not (sku and only[0].values["sku"]):
        return only[0]
    return None


def _option(line: Line, key: str) -> str:
    return named(line.get(key)).casefold()


def _planned(plan: Plan, line: Line, kept: KeptVariant | None) -> VariantPlan:
    before = kept.values if kept is not None else NEW
    values: Values = {}
    for column in VARIANT:
        key = column.key
        if key == "stock":
            uncounted = bool(plan.values["made_to_order"])
            values[key] = stock_of(plan, line, kept, uncounted=uncounted)
        else:
            cell = variant_cell(kept, key) if kept is not None else ""
            values[key] = given(plan, line, column, before[key], cell)
        if kept is not None and values[key] != before[key]:
            plan.change(line, column, before[key], values[key])
    if kept is not None and not kept.active:
        plan.tell(line, "Pilihan", "tidak dijual", "dijual lagi")
    if kept is None and plan.kept is not None:
        plan.tell(line, "Pilihan", "", "baru")
    if values["price"] is None and not plan.reasons.get(line.number):
        plan.refuse(line, "Kolom Harga: wajib diisi untuk pilihan baru.")
    return VariantPlan(line, kept, values)


def _check_together(plan: Plan) -> None:
    """Hold the variants, with those that no row names, to the rules of one listing."""
    named = {one.kept.id for one in plan.variants if one.kept is not None}
    others = [one for one in plan.kept.offered if one.id not in named] if plan.kept else []
    if not plan.variants or not any(one.is_changed for one in plan.variants):
        axes = {"axis_one", "axis_two"}
        if plan.kept is None or all(plan.values[a] == plan.kept.values[a] for a in axes):
            return
    every = [*(one.values for one in plan.variants), *(one.values for one in others)]
    rows = [
        Row(price=one["price"], option_one=one["option_one"], option_two=one["option_two"])
        for one in every
    ]
    try:
        check_rows(rows, plan.values["axis_one"], plan.values["axis_two"])
    except RuleBroken as broken:
        line = plan.product.lines[MOST_VARIANTS] if _are_many(plan) else plan.head
        plan.refuse(line, broken.message)
    for one in plan.variants:
        _check_deal(plan, one)


def _are_many(plan: Plan) -> bool:
    return len(plan.product.lines) > MOST_VARIANTS


def _check_deal(plan: Plan, one: VariantPlan) -> None:
    before = one.kept.values if one.kept is not None else NEW
    keys = ("price", "sale_price", "wholesale")
    if all(one.values[key] == before[key] for key in keys):
        return
    try:
        check_deal(one.values["price"], Deal(one.values["sale_price"], one.values["wholesale"]))
    except RuleBroken as broken:
        plan.refuse(one.line, broken.message)


assert set(NEW) == set(KEYS) and tuple(key for key in BY_KEY if key in NEW) == KEYS
