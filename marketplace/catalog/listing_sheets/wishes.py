"""Pictures by the sheet: files of the ZIP beside it, and pictures that are there already.

A name that means nothing is told, and never sinks its row. What no name means stays behind.
"""

from collections.abc import Mapping

from marketplace.catalog.listing_sheets.cells import alts, names
from marketplace.catalog.listing_sheets.columns import BY_KEY
from marketplace.catalog.listing_sheets.kept import product_cell
from marketplace.catalog.listing_sheets.plans import PictureWish, Plan
from marketplace.catalog.listing_sheets.reading import Line
from marketplace.catalog.listing_sheets.values import teller
from marketplace.catalog.models import MOST_PICTURES
from marketplace.texts import clean_text

LONGEST_ALT = 160
HEADING = BY_KEY["pictures"].heading


def compare_pictures(plan: Plan, in_zip: Mapping[str, str]) -> None:
    """Say which pictures a product is to have, in their order."""
    line = teller(plan, BY_KEY["pictures"])
    told = line.get("pictures")
    if not any(name.casefold() in in_zip for name in names(told)):
        told = _said(plan, line, "pictures")
    words = _said(plan, teller(plan, BY_KEY["alts"]), "alts")
    if not told and not words:
        return
    wanted = names(told or str(product_cell(plan.kept, "pictures")) if plan.kept else told)
    described = dict(zip(wanted, alts(words), strict=False)) if words else {}
    room = MOST_PICTURES - (len(plan.kept.pictures) if plan.kept else 0)
    for name in wanted:
        there = plan.kept.picture(name) if plan.kept else None
        if there is None and not _can_come(plan, line, name, in_zip):
            continue
        if there is None and (room := room - 1) < 0:
            plan.warn(line, f"Kolom Foto: {name} dilewati, paling banyak {MOST_PICTURES} foto.")
            continue
        alt = described.get(name)
        plan.pictures.append(PictureWish(name, there, alt[:LONGEST_ALT] if alt else alt))
    if plan.kept is not None:
        _tell(plan, line)


def _said(plan: Plan, line: Line, key: str) -> str:
    """What a row says of the pictures, where it is not just what the sheet shows of them."""
    text = line.get(key)
    if plan.kept is not None and text == clean_text(str(product_cell(plan.kept, key))):
        return ""
    return text


def _can_come(plan: Plan, line: Line, name: str, in_zip: Mapping[str, str]) -> bool:
    wrong = in_zip.get(name.casefold())
    if wrong is None:
        plan.warn(line, f"Kolom Foto: {name} tidak ada di ZIP, jadi dilewati.")
    elif wrong:
        plan.warn(line, f"Kolom Foto: {name} dilewati. {wrong}")
    return wrong == ""


def _tell(plan: Plan, line: Line) -> None:
    """Note new pictures, new words and a new order."""
    there = [wish.kept for wish in plan.pictures if wish.kept]
    for wish in plan.pictures:
        if wish.kept is None:
            plan.tell(line, HEADING, "", wish.name)
        elif wish.alt is not None and wish.alt != wish.kept.alt:
            plan.tell(line, BY_KEY["alts"].heading, wish.kept.alt, wish.alt)
    before = [one for one in plan.kept.pictures if one in there] if plan.kept else []
    if before != there:
        plan.tell(line, HEADING, "", "urutan baru")
