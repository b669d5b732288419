"""A register file as a sheet: bytes to headers and numbered rows, or a sentence that helps."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from marketplace.errors import RuleBroken
from marketplace.registry import headers as known
from marketplace.registry.cells import clean
from marketplace.registry.days import looks_like_a_day
from marketplace.registry.legal_number import looks_like_one
from marketplace.registry.nik_koperasi import looks_like_one as looks_like_nik

LARGEST = 10 * 1024 * 1024
TOO_LARGE = "Berkas terlalu besar; paling besar 10 MB. Bagi menjadi beberapa berkas."
MOST_ROWS = 100_000
MOST_COLUMNS = 200
DELIMITERS = ",;\t|"
LONGEST_CELL = 20_000
TALLEST_CELL = 15
END = "\x1f"
AS_CSV = "Buka berkasnya, pilih Simpan sebagai “CSV UTF-8”, lalu unggah hasilnya."
MAGIC = (
    (b"PK\x03\x04", "Berkas ini lembar kerja Excel atau arsip ZIP, bukan CSV."),
    (b"\xd0\xcf\x11\xe0", "Berkas ini lembar kerja Excel lama (XLS), bukan CSV."),
    (b"%PDF", "Berkas ini PDF, bukan CSV. Mintalah berkas aslinya dalam Excel atau CSV."),
    (b"{\\rtf", "Berkas ini dokumen RTF, bukan CSV."),
    (b"\x1f\x8b", "Berkas ini arsip GZIP, bukan CSV."),
    (b"\x89PNG", "Berkas ini gambar, bukan CSV."),
    (b"\xff\xd8\xff", "Berkas ini gambar, bukan CSV."),
    (b"GIF8", "Berkas ini gambar, bukan CSV."),
    (b"SQLite format 3", "Berkas ini basis data, bukan CSV."),
    (b"\xff\xfe", "Berkas ini tersimpan sebagai UTF-16."),
    (b"\xfe\xff", "Berkas ini tersimpan sebagai UTF-16."),
)


@dataclass
class Sheet:
    """Headers, and rows with the line of the file on which each begins."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]
    delimiter: str
    notes: list[str] = field(default_factory=list)

    def column(self, index: int) -> list[str]:
        """The cells of one column."""
        return [row[index] if index < len(row) else "" for _line, row in self.rows]


def read(data: bytes) -> Sheet:
    """The sheet in a CSV file; RuleBroken with what to do when it cannot be read safely."""
    text = _text(data)
    delimiter, text, skipped = _delimiter(text)
    lines = list(_lines(text, delimiter, skipped))
    if not lines:
        raise RuleBroken("Berkas kosong. Unggah CSV dengan judul kolom dan baris koperasi.")
    at = _header_at(lines)
    titles, taken = _titles(lines, at)
    rows = [row for row in lines[at + taken :] if not _is_numbering(row[1])]
    notes: list[str] = []
    kept = [row for row in rows if not _is_total(row[1])]
    if len(kept) < len(rows):
        notes.append(f"{len(rows) - len(kept)} baris jumlah/total dilewati.")
    if not kept:
        raise RuleBroken("Berkas hanya berisi judul kolom, tanpa baris koperasi.")
    return Sheet(_named(titles, kept), kept, delimiter, notes)


def _text(data: bytes) -> str:
    if not data.strip():
        raise RuleBroken("Berkas kosong. Unggah CSV dengan judul kolom dan baris koperasi.")
    if len(data) > LARGEST:
        raise RuleBroken(TOO_LARGE)
    for start, what in MAGIC:
        if data.startswith(start):
            raise RuleBroken(f"{what} {AS_CSV}")
    if b"\x00" in data:
        raise RuleBroken(f"Berkas berisi byte kosong (NUL), jadi bukan CSV yang utuh. {AS_CSV}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleBroken(
            f"Berkas tidak tersimpan sebagai UTF-8 (lihat baris {line}). {AS_CSV}"
        ) from None
    if re.match(r"\s*<(?:!doctype|html|table|\?xml)", text[:200], re.IGNORECASE):
        raise RuleBroken(f"Berkas ini halaman web (HTML/XML), bukan CSV. {AS_CSV}")
    if re.match(r"\s*[\[{]\s*[\"{\[]", text[:200]):
        raise RuleBroken(f"Berkas ini JSON, bukan CSV. {AS_CSV}")
    if re.search(r"[\x01-\x08\x0e-\x1f]", text):
        raise RuleBroken(f"Berkas berisi tanda yang bukan teks, jadi bukan CSV. {AS_CSV}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _delimiter(text: str) -> tuple[str, str, int]:
    """The separator, the text after an Excel `sep=` line, and how many lines that took."""
    if match := re.match(r"sep=([,;\t|])\n", text):
        return match[1], text[match.end() :], 1
    start = "".join(text.splitlines(keepends=True)[:60])
    best = max(DELIMITERS, key=lambda delimiter: _fit(start, delimiter))
    if _fit(start, best) <= 0:
        raise RuleBroken(
            "Kolom tidak terpisah. Pakai koma, titik koma, tab, atau garis tegak sebagai pemisah."
        )
    return best, text, 0


def _fit(text: str, delimiter: str) -> float:
    """How well a separator cuts the text into rows of one width."""
    try:
        widths = [
            len(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)
        ]
    except csv.Error:
        return 0
    if not widths:
        return 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (usual - 1) * widths.count(usual) / len(widths)


def _lines(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    # The end mark stands alone unless an open quote swallowed it.
    source = chain(io.StringIO(text if text.endswith("\n") else text + "\n"), [END])
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True)
    began = 1
    count = 0
    try:
        for row in reader:
            line, began = began + skipped, reader.line_num + 1
            if row == [END]:
                return
            _check(row, line, delimiter)
            if any(clean(cell) for cell in row):
                count += 1
                if count > MOST_ROWS:
                    raise RuleBroken(
                        "Berkas lebih dari 100.000 baris. Bagi menjadi beberapa berkas."
                    )
                yield line, row
    except csv.Error:
        raise RuleBroken(f"Baris {began + skipped} tidak terbaca sebagai CSV. {AS_CSV}") from None


def _check(row: list[str], line: int, delimiter: str) -> None:
    if len(row) > MOST_COLUMNS:
        raise RuleBroken(f"Baris {line} punya {len(row)} kolom; periksa pemisah kolomnya.")
    for cell in row:
        swallowed = END in cell or any(below.count(delimiter) > 1 for below in cell.split("\n")[1:])
        if swallowed or cell.count("\n") > TALLEST_CELL or len(cell) > LONGEST_CELL:
            raise RuleBroken(
                f"Tanda kutip yang dibuka di baris {line} tidak ditutup. Perbaiki barisnya."
            )


def _header_at(lines: list[tuple[int, list[str]]]) -> int:
    """Where the column titles are: dinas files often begin with a title of the document."""
    scores = [_titleness(row) for _line, row in lines[:15]]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    if scores[best] >= 2:
        return best
    first = next((i for i, (_line, row) in enumerate(lines[:15]) if len(_said(row)) > 1), 0)
    if any(_is_data(cell) for cell in lines[first][1]):
        raise RuleBroken(
            "Baris pertama tampak seperti data, bukan judul kolom."
            " Tambahkan baris judul, misalnya nama_koperasi, nomor_badan_hukum."
        )
    return best if scores[best] else first


def _said(row: list[str]) -> list[str]:
    return [cell for cell in row if clean(cell)]


def _titleness(row: list[str]) -> int:
    if any(_is_data(cell) for cell in row):
        return 0
    return sum(_is_title(cell) for cell in row)


def _is_title(cell: str) -> bool:
    text = clean(cell)
    if not text or len(text) > 60:
        return False
    return bool(known.by_alias(text) or known.by_abbreviation(text) or known.set_aside(text))


def _is_data(cell: str) -> bool:
    return looks_like_nik(cell) or looks_like_one(cell) or looks_like_a_day(cell)


def _titles(lines: list[tuple[int, list[str]]], at: int) -> tuple[list[str], int]:
    """The titles, joined with a second row below merged ones: `Anggota` over `L` and `P`."""
    titles = [clean(cell) for cell in lines[at][1]]
    if at + 1 >= len(lines) or "" not in [*titles[:-1], ""]:
        return titles, 1
    below = [clean(cell) for cell in lines[at + 1][1]]
    holes = [i for i, title in enumerate(titles) if not title and i < len(below) and below[i]]
    small = all(
        not cell or (_is_title(cell) and not _is_data(cell)) or cell.upper() in ("L", "P", "W")
        for cell in below
    )
    if not holes or not small or len(_said(below)) >= len(titles):
        return titles, 1
    above = ""
    for i, title in enumerate(titles):
        above = title or above
        if i < len(below) and below[i]:
            titles[i] = f"{above} {below[i]}"
    return titles, 2


def _is_numbering(row: list[str]) -> bool:
    """The row `1, 2, 3, …` that official tables put under their titles."""
    if clean(row[0]).strip("().") not in ("", "1"):
        return False
    said = [clean(cell).strip("().") for cell in row if clean(cell)]
    return len(said) > 2 and said == [str(i + 1) for i in range(len(said))]


def _is_total(row: list[str]) -> bool:
    first = next((text for cell in row if (text := clean(cell))), "").upper().strip(" :.")
    return bool(
        re.fullmatch(r"(?:JUMLAH|TOTAL|GRAND TOTAL|JUMLAH TOTAL|JML)(?: SELURUHNYA)?", first)
    ) and not any(_is_data(cell) for cell in row)


def _named(titles: list[str], rows: list[tuple[int, list[str]]]) -> list[str]:
    """Titles for every column that holds something; nameless and repeated ones get a number."""
    width = max(len(titles), max(len(row) for _line, row in rows))
    titles = [*titles, *[""] * (width - len(titles))]
    seen: dict[str, int] = {}
    named: list[str] = []
    for index, title in enumerate(titles):
        filled = any(index < len(row) and clean(row[index]) for _line, row in rows)
        name = title or (f"Kolom {index + 1}" if filled else "")
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return named
