"""CSV: the separator, and rows with the line of the file on which each begins."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TextIO

from marketplace.errors import RuleBroken
from marketplace.sheets.encoding import Opener, encoding_of
from marketplace.sheets.expected import Expected
from marketplace.sheets.formulas import plain
from marketplace.sheets.kinds import AS_SHEET, refuse_markup

SNIFFED = 200_000  # letters; one line may be the whole file, with a million cells to look at
LONGEST_LINE = 1_000_000
DELIMITERS = ",;\t|"
TALLEST_CELL = 15
TALLEST_SHEET = 1_048_576  # rows, empty ones too: Excel saves no more
END = "\x1f"
EMPTY = "Berkas kosong. Unggah berkas dengan judul kolom dan isinya."
TOO_TALL = "Berkas punya lebih dari 1.048.576 baris. Hapus baris kosong di dalamnya."
_SEP = re.compile(r"sep=([,;\t|])\n")


@dataclass(frozen=True)
class Delimited:
    """A CSV file that was found readable; its rows can be walked any number of times."""

    open_: Opener
    encoding: str
    delimiter: str
    skipped: int
    expected: Expected

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows that hold something; RuleBroken where the file stops making sense."""
        with self.open_() as raw, io.TextIOWrapper(raw, self.encoding) as text:
            for _ in range(self.skipped):
                text.readline()
            yield from _rows(text, self.delimiter, self.skipped, self.expected)


def read(open_: Opener, expected: Expected) -> Delimited:
    """Find out how a CSV file is written; RuleBroken when it cannot be read safely."""
    encoding = encoding_of(open_)
    with open_() as raw, io.TextIOWrapper(raw, encoding) as text:
        start = text.read(SNIFFED)
    if not start.strip(" \t\r\n,;|"):
        raise RuleBroken(EMPTY)
    refuse_markup(start[:200])
    if match := _SEP.match(start):
        return Delimited(open_, encoding, match[1], 1, expected)
    return Delimited(open_, encoding, _delimiter(start, expected), 0, expected)


def _delimiter(start: str, expected: Expected) -> str:
    start = "".join(start.splitlines(keepends=True)[:60])
    best = max(
        DELIMITERS,
        key=lambda delimiter: (_titles(start, delimiter, expected), _fit(start, delimiter)),
    )
    if _fit(start, best) <= 0:
        raise RuleBroken(
            "Kolom tidak terpisah. Pakai koma, titik koma, tab, atau garis tegak sebagai pemisah."
        )
    return best


def _titles(text: str, delimiter: str, expected: Expected) -> int:
    """How many known titles a separator cuts out of one line; commas also stand in prose."""
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
        return max((expected.titleness(row) for row in rows if len(row) > 1), default=0)
    except csv.Error:
        return 0


def _fit(text: str, delimiter: str) -> float:
    """How well a separator cuts the text into rows of one width."""
    try:
        widths = [
            len(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)
        ]
    except csv.Error:
        return 0
    several = [width for width in widths if width > 1]
    if not several:
        return 0
    usual = max(set(several), key=lambda width: (several.count(width), width))
    return (usual - 1) * widths.count(usual) / len(widths)


def _rows(
    text: TextIO, delimiter: str, skipped: int, expected: Expected
) -> Iterator[tuple[int, list[str]]]:
    # The end mark stands alone unless an open quote swallowed it.
    source = chain(_lines(text, skipped), [END])
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True)
    began, count = 1, 0
    try:
        for number, row in enumerate(reader, 1):
            line, before, began = began + skipped, began, reader.line_num + 1
            if row == [END]:
                return
            if number > TALLEST_SHEET:
                raise RuleBroken(TOO_TALL)
            # Most rows of a hostile file are empty: they cost no closer look.
            if len(row) <= expected.columns and not any(row):
                continue
            _check(row, line, delimiter, expected, is_tall=began - before > 1)
            if any(cell and not cell.isspace() for cell in row):
                count += 1
                refuse_many(count, expected)
                yield line, [plain(cell) if cell[:1] == "'" else cell for cell in row]
    except csv.Error:
        raise RuleBroken(f"Baris {began + skipped} tidak terbaca sebagai CSV. {AS_SHEET}") from None


def _lines(text: TextIO, skipped: int) -> Iterator[str]:
    number = skipped
    line = "\n"
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            raise RuleBroken(f"Baris {number} terlalu panjang untuk CSV. {AS_SHEET}")
        yield line if line.endswith("\n") else line + "\n"


def _check(row: list[str], line: int, delimiter: str, expected: Expected, *, is_tall: bool) -> None:
    if len(row) > expected.columns:
        raise RuleBroken(f"Baris {line} punya {len(row)} kolom; periksa pemisah kolomnya.")
    is_open = max(map(len, row), default=0) > expected.letters
    if is_tall and not is_open:
        is_open = any(END in cell or _is_swallowed(cell, delimiter, expected) for cell in row)
    if is_open:
        raise RuleBroken(
            f"Tanda kutip yang dibuka di baris {line} tidak ditutup. Perbaiki barisnya."
        )


def _is_swallowed(cell: str, delimiter: str, expected: Expected) -> bool:
    """Whether whole rows stand inside a cell, as they do behind a quote left open."""
    if expected.prose or "\n" not in cell:
        return False
    below = cell.split("\n")[1:]
    return len(below) > TALLEST_CELL or any(part.count(delimiter) > 1 for part in below)


def refuse_many(count: int, expected: Expected) -> None:
    """RuleBroken when a sheet has more rows than expected."""
    if count > expected.rows:
        most = f"{expected.rows:,}".replace(",", ".")
        raise RuleBroken(f"Berkas lebih dari {most} baris. Bagi menjadi beberapa berkas.")
