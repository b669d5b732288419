"""A product of the sheet against what is kept of it: what would change, and what cannot be."""

from collections.abc import Mapping
from datetime import date

from marketplace.catalog.listing_sheets.columns import BY_KEY, PRODUCT
from marketplace.catalog.listing_sheets.judging import judge
from marketplace.catalog.listing_sheets.kept import Values, product_cell
from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.listing_sheets.products import Product
from marketplace.catalog.listing_sheets.reading import Line
from marketplace.catalog.listing_sheets.shelf import Shelf
from marketplace.catalog.listing_sheets.values import given_by_any, teller
from marketplace.catalog.listing_sheets.variants import compare_variants
from marketplace.catalog.listing_sheets.wishes import compare_pictures
from marketplace.catalog.pricing import SaleDays, check_days
from marketplace.catalog.services import permits
from marketplace.catalog.services.listings import Words, check_words
from marketplace.errors import RuleBroken

NEW: Values = {
    **{column.key: None for column in PRODUCT},
    "description": "",
    "minimum_order": 1,
    "state": "draft",
    "permits": (),
}
NO_PICTURES: Mapping[str, str] = {}
REQUIRED = ("title", "category_slug", "unit")


def compare(
    product: Product, shelf: Shelf, on: date, in_zip: Mapping[str, str] = NO_PICTURES
) -> Plan:
    """What a product of the sheet would do on a day.

    `in_zip` maps the casefolded names of pictures to what is wrong with them, or nothing.
    """
    plan = shelf.meant_by(product)
    if plan.kept is None and _is_unknown(plan):
        return plan
    _compare_words(plan)
    _settle_counting(plan)
    compare_pictures(plan, in_zip)
    _settle_state(plan)
    _tell_changes(plan)
    compare_variants(plan)
    if not plan.reasons:
        _check_words(plan)
        _check_sale(plan, on)
        _check_permits(plan)
    judge(plan)
    return plan


def _is_unknown(plan: Plan) -> bool:
    """Whether rows name nothing that a new product could be called."""
    if plan.product.title or plan.reasons:
        return bool(plan.reasons)
    sku = plan.product.first("sku")
    what = f"SKU {sku} belum ada di lapak Anda. " if sku else ""
    plan.refuse(plan.head, f"{what}Untuk produk baru, isi Nama produk, Jenis, Satuan, dan Harga.")
    return True


def _compare_words(plan: Plan) -> None:
    before = plan.kept.values if plan.kept is not None else NEW
    for column in PRODUCT:
        cell = product_cell(plan.kept, column.key) if plan.kept is not None else ""
        plan.values[column.key] = given_by_any(plan, column, before[column.key], cell)
    if plan.kept is None:
        for key in REQUIRED:
            if not plan.product.first(key):
                heading = BY_KEY[key].heading
                plan.refuse(plan.head, f"Kolom {heading}: wajib diisi untuk produk baru.")


def _settle_counting(plan: Plan) -> None:
    """A new product without any count is made to order, as on the page for one product."""
    if plan.values["made_to_order"] is None:
        plan.values["made_to_order"] = not plan.product.first("stock")
    if not plan.values["made_to_order"]:
        plan.values["lead_days"] = None


def _settle_state(plan: Plan) -> None:
    """What has no picture yet does not go on the street: it waits, and the owner is told."""
    before = plan.kept.values["state"] if plan.kept is not None else "draft"
    has_picture = bool(plan.pictures or (plan.kept and plan.kept.pictures))
    if plan.values["state"] == "published" != before and not has_picture:
        plan.values["state"] = before
        line = teller(plan, BY_KEY["state"])
        plan.warn(line, "Belum tayang: tambahkan paling sedikit satu foto, lalu tayangkan.")


def _tell_changes(plan: Plan) -> None:
    if plan.kept is None:
        return
    for column in PRODUCT:
        old, new = plan.kept.values[column.key], plan.values[column.key]
        if old != new:
            plan.change(teller(plan, column), column, old, new)


def _check_words(plan: Plan) -> None:
    values = plan.values
    words = Words(values["title"], values["category_slug"], values["unit"])
    before = plan.kept.values if plan.kept is not None else NEW
    if all(values[key] == before[key] for key in REQUIRED):
        return
    try:
        check_words(words)
    except RuleBroken as broken:
        heading = BY_KEY[broken.field].heading if broken.field in BY_KEY else ""
        plan.refuse(plan.head, f"Kolom {heading}: {broken.message}" if heading else broken.message)


def _check_sale(plan: Plan, on: date) -> None:
    """Days of a sale come together; a new product goes on with a sale, but not with an old one."""
    first, last = plan.values["sale_from"], plan.values["sale_until"]
    line = teller(plan, BY_KEY["sale_from"])
    if (first is None) != (last is None):
        plan.refuse(line, "Isi Promo mulai dan Promo sampai, atau kosongkan keduanya.")
    elif first is not None and last is not None:
        _check_days(plan, line, SaleDays(first, last), on)


def _check_days(plan: Plan, line: Line, days: SaleDays, on: date) -> None:
    if plan.kept is None:
        before: SaleDays | None = days
        if days.last < on:
            plan.warn(line, "Promo yang sudah lewat tidak dipakai.")
            plan.values["sale_from"] = plan.values["sale_until"] = None
            return
    else:
        kept = plan.kept.values
        before = SaleDays(kept["sale_from"], kept["sale_until"]) if kept["sale_from"] else None
        if days == before:
            return
    try:
        check_days(days, on, before)
    except RuleBroken as broken:
        plan.refuse(line, broken.message)


def _check_permits(plan: Plan) -> None:
    """A new permit has to count today; what was stated before stays, run out or not."""
    before = plan.kept.values if plan.kept is not None else NEW
    column = BY_KEY["permits"]
    for kind, number, last in plan.values["permits"]:
        if (kind, number, last) in before["permits"]:
            continue
        try:
            permits.checked(kind, number, last)
        except RuleBroken as broken:
            plan.refuse(teller(plan, column), f"Kolom {column.heading}: {broken.message}")
