"""XLSX files for tests, and ZIP archives that are not what they say."""

import io
import struct
import zipfile
from typing import Any

import xlsxwriter


def book(
    *rows: list[Any], sheets: dict[str, list[list[Any]]] | None = None, **options: Any
) -> bytes:
    """A workbook of these rows, or of several worksheets by name."""
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"strings_to_numbers": False, **options})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for name, listed in (sheets or {"Data": list(rows)}).items():
        sheet = made.add_worksheet(name)
        for r, row in enumerate(listed):
            for c, cell in enumerate(row):
                if hasattr(cell, "isoformat"):
                    sheet.write_datetime(r, c, cell, day)
                else:
                    sheet.write(r, c, cell)
    made.close()
    return target.getvalue()


def archive(**entries: bytes) -> bytes:
    """A ZIP archive; `__` in a name stands for `/`, `_x` for `.x`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name.replace("__", "/").replace("_x", ".x"), data)
    return target.getvalue()


def with_entry(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one part replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                made.writestr(entry.filename, old.read(entry))
        made.writestr(name, content)
    return target.getvalue()


def lying(data: bytes, claimed: int) -> bytes:
    """The same archive, whose directory and headers claim this size for every part."""
    told, size = bytearray(data), struct.pack("<L", claimed)
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = told.find(signature)
        while start >= 0:
            told[start + at : start + at + 4] = size
            start = told.find(signature, start + 4)
    return bytes(told)


def locked(data: bytes) -> bytes:
    """The same archive, said to be encrypted."""
    told = bytearray(data)
    start = told.find(b"PK\x01\x02")
    told[start + 8] |= 1
    return bytes(told)
