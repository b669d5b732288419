"""Pictures by the sheet: files of the ZIP beside it, and pictures that are there already.

A name that means nothing is told, and never sinks its row. What no name means stays behind.
"""

from collections.abc import Collection

from marketplace.catalog.listing_sheets.cells import alts, names
from marketplace.catalog.listing_sheets.columns import BY_KEY
from marketplace.catalog.listing_sheets.kept import product_cell
from marketplace.catalog.listing_sheets.plans import PictureWish, Plan
from marketplace.catalog.listing_sheets.values import teller
from marketplace.catalog.models import MOST_PICTURES
from marketplace.texts import clean_text


def compare_pictures(plan: Plan, in_zip: Collection[str]) -> None:
    """Say which pictures a product is to have, in their order; `in_zip` are casefolded names."""
    line = teller(plan, BY_KEY["pictures"])
    told, words = line.get("pictures"), teller(plan, BY_KEY["alts"]).get("alts")
    if plan.kept is not None:
        told = "" if told == _shown(plan, "pictures") else told
        words = "" if words == _shown(plan, "alts") else words
        if not told and not words:
            return
        told = told or str(product_cell(plan.kept, "pictures"))
    wanted = names(told)
    if len(wanted) > MOST_PICTURES:
        plan.warn(line, f"Kolom Foto: hanya {MOST_PICTURES} foto pertama yang dipakai.")
        wanted = wanted[:MOST_PICTURES]
    described = dict(zip(wanted, alts(words), strict=False)) if words else {}
    for name in wanted:
        there = plan.kept.picture(name) if plan.kept else None
        if there is None and name.casefold() not in in_zip:
            plan.warn(line, f"Kolom Foto: {name} tidak ada di ZIP, jadi dilewati.")
            continue
        plan.pictures.append(PictureWish(name, described.get(name)))


def _shown(plan: Plan, key: str) -> str:
    return (clean_text(str(product_cell(plan.kept, key))) or "") if plan.kept else ""
