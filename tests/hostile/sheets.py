"""Sheets made to hurt: CSV and XLSX files, each spoiled in every usual way."""

import codecs
import io
import zipfile
from collections.abc import Callable

from tests.hostile.pictures import WAYS
from tests.hostile.texts import TEXTS
from tests.sheets.books import archive, book, locked, lying, with_entry

TITLES = ["nama koperasi", "nik", "kabupaten"]
ROWS = [[f"Koperasi Uji {n}", f"36010100100{n:02}", "Kab. Pandeglang"] for n in range(1, 40)]
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


def text(delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    lines = [delimiter.join(row) for row in (TITLES, *ROWS)]
    return "\r\n".join(lines).encode(encoding)


KINDS: dict[str, Callable[[], bytes]] = {
    "csv": text,
    "csv-utf-16": lambda: text(";", "utf-16"),
    "csv-cp1252": lambda: (
        text("\t", "cp1252") + "\r\nKoperasi Café,3601010010099,Lebak".encode("cp1252")
    ),
    "xlsx": lambda: book(TITLES, *ROWS),
}


def _worksheet(inside: bytes, head: bytes = b"") -> bytes:
    whole = head + b"<worksheet " + MAIN + b"><sheetData>" + inside + b"</sheetData></worksheet>"
    return with_entry(book(TITLES, *ROWS), SHEET, whole)


def _many(cell: bytes, count: int) -> bytes:
    return b'<row r="1">' + cell * count + b"</row>"


def _shared(inside: bytes, head: bytes = b"") -> bytes:
    return with_entry(
        book(TITLES, *ROWS), STRINGS, head + b"<sst " + MAIN + b">" + inside + b"</sst>"
    )


def _nested() -> bytes:
    inner = book(TITLES, *ROWS)
    for _ in range(5):
        inner = archive(xl__workbook_xml=inner)
    return inner


def _same_name_twice() -> bytes:
    target = io.BytesIO(book(TITLES, *ROWS))
    with zipfile.ZipFile(target, "a") as made:
        made.writestr("xl/../../../../tmp/lapak.txt", b"x")
        made.writestr("xl/./worksheets//sheet1.xml", b"<worksheet/>")
    return target.getvalue()


SPECIAL: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "titles only": lambda: b"nama koperasi,nik\n",
    "no titles": lambda: b"\n".join(b"1,2,3" for _ in range(100)),
    "one line": lambda: b"a" * 5_000_000,
    "a million columns": lambda: b"nama koperasi,nik\n" + b"," * 1_000_000,
    "an open quote": lambda: b'nama koperasi,nik\n"' + b"a\n" * 500_000,
    "quotes in quotes": lambda: b"nama koperasi,nik\n" + b'"""' * 300_000,
    "half UTF-16": lambda: codecs.BOM_UTF16_LE + b"n\0a",
    "old Excel": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "locked old Excel": lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    "page": lambda: b"<!doctype html><table><tr><td>nama koperasi",
    "json": lambda: b'[{"nama koperasi": "x"}]',
    "locked": lambda: locked(book(TITLES, *ROWS)),
    "bomb": lambda: with_entry(book(TITLES), "xl/media/a.bin", bytes(210_000_000)),
    "lying bomb": lambda: lying(
        with_entry(book(TITLES), "xl/media/a.bin", bytes(210_000_000)), 1000
    ),
    "laughs in a worksheet": lambda: _worksheet(
        b'<row r="1"><c t="inlineStr"><is><t>&j;</t></is></c></row>', LAUGHS
    ),
    "laughs in strings": lambda: _shared(b"<si><t>&j;</t></si>", LAUGHS),
    "outermost cell": lambda: _worksheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "beyond the last cell": lambda: _worksheet(
        b'<row r="99999999"><c r="ZZZZZ9"><v>1</v></c></row>'
    ),
    "cell of no place": lambda: _worksheet(b'<row r="-1"><c r="11A"><v>1</v></c></row>'),
    "string that is not there": lambda: _worksheet(
        b'<row r="1"><c r="A1" t="s"><v>4294967295</v></c></row>'
    ),
    "number of 1 MB": lambda: _worksheet(b"<row><c><v>" + b"9" * 1_000_000 + b"</v></c></row>"),
    "a million cells in a row": lambda: _worksheet(_many(b"<c><v>1</v></c>", 1_000_000)),
    "deep": lambda: _worksheet(b"<a>" * 200_000),
    "packed in itself": _nested,
    "paths that lead out": _same_name_twice,
    "one string of 50 MB": lambda: _shared(b"<si><t>" + b"a" * 50_000_000 + b"</t></si>"),
    "infinite": lambda: _worksheet(b"<row><c><v>1e999</v></c><c><v>NaN</v></c></row>"),
    "day before time": lambda: _worksheet(b'<row><c t="d"><v>-9999-99-99T99:99</v></c></row>'),
}


def corpus() -> dict[str, Callable[[], bytes]]:
    """Every file by name; each is made when it is asked for."""
    spoiled = {
        f"{kind}, {way}": lambda make=make, spoil=spoil: spoil(make())
        for kind, make in KINDS.items()
        for way, spoil in WAYS.items()
    }
    cells = {
        f"cells of {name}": lambda cell=cell: "\n".join(
            ",".join(row) for row in (TITLES, [cell[:50_000]] * 3, [f'"{cell[:50_000]}"'] * 3)
        ).encode("utf-8", "surrogatepass")
        for name, cell in TEXTS.items()
    }
    return spoiled | cells | SPECIAL
