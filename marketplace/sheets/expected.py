"""What the reader of a sheet expects of it."""

from collections.abc import Callable
from dataclasses import dataclass


def _no_title(_row: list[str]) -> int:
    return 0


@dataclass(frozen=True)
class Expected:
    """How large a sheet may be, and which rows look like titles of columns.

    `titleness` counts the known titles of a row and so finds the separator of a CSV file;
    without `prose`, a cell of many lines is taken for a quote that somebody forgot to close.
    Of the worksheets of a workbook the one named `worksheet` is read, else the fullest.
    """

    rows: int = 100_000
    columns: int = 200
    letters: int = 20_000
    prose: bool = True
    worksheet: str = ""
    titleness: Callable[[list[str]], int] = _no_title
