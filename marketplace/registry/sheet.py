"""A register file as a sheet: bytes to headers and numbered rows, or a sentence that helps."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from marketplace.errors import RuleBroken
from marketplace.registry import framing
from marketplace.registry.cells import clean

LARGEST = 10 * 1024 * 1024
TOO_LARGE = "Berkas terlalu besar; paling besar 10 MB. Bagi menjadi beberapa berkas."
MOST_ROWS = 100_000
MOST_COLUMNS = 200
SNIFFED = 200_000  # letters; one line may be the whole file, with a million cells to look at
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
    titled: int = 0  # how many columns the line of titles has

    def is_shifted(self, row: list[str]) -> bool:
        """Whether a row says more than its titles name: a separator inside an unquoted cell."""
        return any(clean(cell) for cell in row[self.titled :])

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
    titles, taken = framing.titles(lines, at)
    kept, notes = framing.without_frame(lines[at + taken :], titles)
    if not kept:
        raise RuleBroken("Berkas hanya berisi judul kolom, tanpa baris koperasi.")
    return Sheet(_named(titles, kept), kept, delimiter, notes, _titled(titles, kept))


def _titled(titles: list[str], rows: list[tuple[int, list[str]]]) -> int:
    """How wide the line of titles is; columns beyond it that most rows fill count too."""
    beyond = sum(any(clean(cell) for cell in row[len(titles) :]) for _line, row in rows)
    return max(len(row) for _line, row in rows) if beyond * 2 > len(rows) else len(titles)


def _text(data: bytes) -> str:
    if not data.strip(b" \t\r\n,;|\xef\xbb\xbf"):
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
    if re.match(
        r"\s*<(?:!--|!doctype|html|head|body|div|meta|table|\?xml)", text[:200], re.IGNORECASE
    ):
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
    start = "".join(text.splitlines(keepends=True)[:60])[:SNIFFED]
    best = max(
        DELIMITERS, key=lambda delimiter: (_titles(start, delimiter), _fit(start, delimiter))
    )
    if _fit(start, best) <= 0:
        raise RuleBroken(
            "Kolom tidak terpisah. Pakai koma, titik koma, tab, atau garis tegak sebagai pemisah."
        )
    return best, text, 0


def _titles(text: str, delimiter: str) -> int:
    """How many known titles a separator cuts out of one line; commas also stand in prose."""
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
        return max((_titleness(row) for row in rows if len(row) > 1), default=0)
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
    first = next((i for i, (_line, row) in enumerate(lines[:15]) if len(framing.said(row)) > 1), 0)
    if any(framing.is_data(cell) for cell in lines[first][1]):
        raise RuleBroken(
            "Baris pertama tampak seperti data, bukan judul kolom."
            " Tambahkan baris judul, misalnya nama_koperasi, nomor_badan_hukum."
        )
    return best if scores[best] else first


def _titleness(row: list[str]) -> int:
    if any(framing.is_data(cell) for cell in row):
        return 0
    return sum(framing.is_title(cell) for cell in row)


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
