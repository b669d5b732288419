"""Reads one XLSX file in a process of its own, which may grow or hang without harm.

Run by its path, so that nothing of the marketplace is loaded:
`workbook_child.py FILE WORKSHEET MEMORY SECONDS UNPACKED ROWS COLUMNS`. The first line of its
output is a JSON object about the worksheet, then one `[row, cells]` a line; a refusal is one
word on stderr.
"""

import datetime
import io
import json
import math
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

PART = 1 << 16
EXACT = 2**53
WORKBOOK = "xl/workbook.xml"
LOCAL_HEADER = 30


class Refused(Exception):
    """The file is not read; the argument is the word for why."""


def measure(path: str, most: int) -> None:
    """Unpack every entry to nowhere; refused when it is more than the directory may claim."""
    with open(path, "rb") as raw, zipfile.ZipFile(raw) as archive:
        left = most
        for entry in archive.infolist():
            for size in _sizes(raw, entry):
                left -= size
                if left < 0:
                    raise Refused("unpacks")


def _sizes(raw: Any, entry: zipfile.ZipInfo) -> Iterator[int]:
    """The real sizes of an entry's parts: the claimed size plays no role."""
    raw.seek(entry.header_offset)
    header = raw.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise Refused("broken")
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    raw.seek(names, 1)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield entry.compress_size
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("broken")
    inflater, packed = zlib.decompressobj(-15), entry.compress_size
    while packed > 0 and not inflater.eof:
        part = raw.read(min(PART, packed))
        if not part:
            raise Refused("broken")
        packed -= len(part)
        while part:
            yield len(inflater.decompress(part, PART * 16))
            part = inflater.unconsumed_tail


def counts_from_1904(path: str) -> bool:
    """Whether day 0 of this workbook is 1 January 1904."""
    with zipfile.ZipFile(path) as archive, archive.open(WORKBOOK) as part:
        told = part.read(1 << 20)
    return bool(re.search(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)", told))


def chosen(book: CalamineWorkbook, wanted: str) -> tuple[Any, list[str]]:
    """The wanted worksheet, else the one with most rows, and words about the others."""
    sheets = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    seen = [m for m in sheets if m.visible == SheetVisibleEnum.Visible] or sheets
    if wanted in {m.name for m in seen}:
        return book.get_sheet_by_name(wanted), []
    if len(seen) == 1:
        return book.get_sheet_by_name(seen[0].name), []
    filled = {m.name: _rows_in(book.get_sheet_by_name(m.name)) for m in seen}
    if not any(filled.values()):
        raise Refused("empty")
    best = max(filled, key=lambda name: filled[name])
    others = ", ".join(f"“{name}”" for name, rows in filled.items() if rows and name != best)
    notes = [f"Lembar “{best}” dibaca, lembar {others} tidak."] if others else []
    return book.get_sheet_by_name(best), notes


def _rows_in(sheet: Any) -> int:
    return sum(any(cell != "" for cell in row) for row in sheet.iter_rows())


def text_of(cell: Any) -> str:
    """A cell as text: exact digits, ISO days, and an `E` where Excel lost digits."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime.datetime):
        whole = cell.time() == datetime.time(0)
        return cell.date().isoformat() if whole else cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(cell.isoformat())


def _number(cell: int | float) -> str:
    if not math.isfinite(cell):
        return ""
    if abs(cell) >= EXACT:
        return f"{cell:.14E}"
    return str(int(cell)) if cell == int(cell) else repr(cell)


def write_rows(sheet: Any, most_rows: int, most_columns: int) -> None:
    """Print the rows that hold something; one more than may be, so that it is noticed."""
    count = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [text_of(cell) for cell in row[:most_columns]]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        print(json.dumps([number, cells], ensure_ascii=False))
        count += 1
        if count > most_rows:
            return


def main(
    path: str, wanted: str, memory: int, seconds: int, unpacked: int, rows: int, columns: int
) -> None:
    """Read the file under these limits (bytes, seconds, bytes, counts)."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    measure(path, unpacked)
    with CalamineWorkbook.from_path(path) as book:
        sheet, notes = chosen(book, wanted)
        print(json.dumps({"notes": notes, "from_1904": counts_from_1904(path)}))
        write_rows(sheet, rows, columns)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
        sys.stdout.flush()
    except Refused as refused:
        sys.exit(str(refused))
    except PasswordError:
        sys.exit("locked")
    except MemoryError:
        sys.exit("heavy")
    except BaseException:  # the reader's own panics are no Exception
        sys.exit("broken")
