"""The value that a cell gives a column, beside the value that is kept."""

from typing import Any

from marketplace.catalog.listing_sheets.cells import shown
from marketplace.catalog.listing_sheets.columns import EMPTIED, KEPT, Column
from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.listing_sheets.reading import Line
from marketplace.errors import RuleBroken
from marketplace.sheets.writing import Cell
from marketplace.texts import clean_text


def given(plan: Plan, line: Line, column: Column, kept: Any, cell: Cell) -> Any:
    """What a row says; `kept` where it says nothing, or just what the sheet shows of it.

    What cannot be read refuses the row, in words that name the column.
    """
    text = line.get(column.key)
    if not text or text == clean_text(str(cell)):
        return kept
    if text == EMPTIED and column.emptied is not KEPT:
        return column.emptied
    try:
        return column.read(text)
    except RuleBroken as broken:
        plan.refuse(line, _naming(column, broken.message))
        return kept


def given_by_any(plan: Plan, column: Column, kept: Any, cell: Cell) -> Any:
    """What the rows of a product say of the whole: they must not contradict each other."""
    telling = [line for line in plan.product.lines if line.get(column.key)]
    if not telling:
        return kept
    first = telling[0]
    for line in telling[1:]:
        if line.get(column.key).casefold() != first.get(column.key).casefold():
            plan.refuse(
                line,
                f"Kolom {column.heading}: {shown(line.get(column.key))} berbeda dari baris "
                f"{first.number}, padahal produknya sama.",
            )
    return given(plan, first, column, kept, cell)


def teller(plan: Plan, column: Column) -> Line:
    """The row that speaks of a column of the whole product."""
    return next((line for line in plan.product.lines if line.get(column.key)), plan.head)


def _naming(column: Column, words: str) -> str:
    return f"Kolom {column.heading}: {words[:1].lower()}{words[1:]}" if words else words
