"""A workbook to be filled in: titled columns, lists to choose from, and what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from marketplace.sheets.writing import Cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LISTS = "Daftar"
WORDS = "Petunjuk"
MOST_ROWS = 10_000
HEAD = {"bold": True, "bg_color": "#e3efe6", "border": 1, "text_wrap": True, "valign": "top"}
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


@dataclass(frozen=True)
class Asked:
    """A column to be filled in: its title, what belongs there, an example, its choices."""

    heading: str
    hint: str
    example: Cell = ""
    width: int = 14
    choices: Sequence[str] = ()


def write_template(
    title: str, columns: Sequence[Asked], words: Sequence[str], target: BinaryIO
) -> None:
    """A worksheet to fill in, one with every choice, one with what each column means."""
    import xlsxwriter

    with xlsxwriter.Workbook(target, OPTIONS) as book:
        head = book.add_format(HEAD)
        sheet = book.add_worksheet(title)
        lists = book.add_worksheet(LISTS)
        notes = book.add_worksheet(WORDS)
        sheet.freeze_panes(1, 0)
        place = 0
        for column, asked in enumerate(columns):
            sheet.set_column(column, column, asked.width)
            sheet.write_string(0, column, asked.heading, head)
            _write(sheet, 1, column, asked.example)
            if asked.choices:
                _offer(sheet, lists, column, place, asked, head)
                place += 1
        _explain(notes, columns, words, book)


def _offer(
    sheet: "Worksheet",
    lists: "Worksheet",
    column: int,
    place: int,
    asked: Asked,
    head: "Format",
) -> None:
    lists.set_column(place, place, 30)
    lists.write_string(0, place, asked.heading, head)
    for row, choice in enumerate(asked.choices, start=1):
        lists.write_string(row, place, choice)
    letter = chr(ord("A") + place)
    sheet.data_validation(
        1,
        column,
        MOST_ROWS,
        column,
        {
            "validate": "list",
            "source": f"={LISTS}!${letter}$2:${letter}${len(asked.choices) + 1}",
            "error_title": asked.heading[:32],
            "error_message": "Pilih salah satu dari daftar.",
        },
    )


def _explain(
    notes: "Worksheet",
    columns: Sequence[Asked],
    words: Sequence[str],
    book: "Workbook",
) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    notes.set_column(0, 0, 28)
    notes.set_column(1, 1, 90)
    for row, word in enumerate(words):
        notes.write_string(row, 1, word, wrapped)
    for row, asked in enumerate(columns, start=len(words) + 1):
        notes.write_string(row, 0, asked.heading, bold)
        notes.write_string(row, 1, asked.hint, wrapped)


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)
