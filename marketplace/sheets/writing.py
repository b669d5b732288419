"""Rows to CSV (UTF-8 with a mark, for Excel) and XLSX; no cell of any export is a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from marketplace.sheets.formulas import kept_apart, neutral

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | None
Rows = Iterable[Sequence[Cell]]
LONGEST = 32_767  # letters in a cell of Excel
MOST_EXACT = 10**15
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def bytes_of(kind: str, rows: Rows, *, title: str = "Data") -> bytes:
    """A whole file, `csv` or `xlsx`; KeyError for any other kind."""
    target = io.BytesIO()
    WRITERS[kind](rows, target, title)
    return target.getvalue()


def write_csv(rows: Rows, target: BinaryIO, _title: str = "") -> None:
    """Rows as CSV; cells that a spreadsheet would calculate begin with an apostrophe."""
    text = io.TextIOWrapper(target, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutral(_text(cell)) for cell in row])
    text.flush()
    text.detach()


def write_xlsx(rows: Rows, target: BinaryIO, title: str = "Data") -> None:
    """Rows as one worksheet; a `str` is text whatever it looks like, an `int` a number.

    ValueError for a cell longer than Excel can hold.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(title[:31])
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell)


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int) and abs(cell) < MOST_EXACT:
        sheet.write_number(row, column, cell)
        return
    text = kept_apart(_text(cell))
    if len(text) > LONGEST:
        raise ValueError(f"a cell of Excel holds {LONGEST} letters")
    if text:
        sheet.write_string(row, column, text)


def _text(cell: Cell) -> str:
    """A cell as text with plain line ends."""
    text = "" if cell is None else str(cell)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


WRITERS: dict[str, Callable[[Rows, BinaryIO, str], None]] = {"csv": write_csv, "xlsx": write_xlsx}
