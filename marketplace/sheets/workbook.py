"""XLSX: what is in the archive, checked first; then read by a bounded process of its own."""

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from marketplace import zips
from marketplace.errors import RuleBroken
from marketplace.sheets.delimited import EMPTY, refuse_many
from marketplace.sheets.expected import Expected
from marketplace.sheets.formulas import plain
from marketplace.sheets.kinds import AS_SHEET, NO_SHEET

MOST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 2_000
SECONDS = 120  # of the processor
PATIENCE = 240.0  # seconds of waiting, on a machine that does other things too
MEMORY = 600 * 1024 * 1024
CHILD = Path(__file__).with_name("workbook_child.py")
UNPACKS_TOO_LARGE = (
    "Berkas Excel ini menjadi lebih dari 200 MB bila dibuka. Hapus gambar, rumus, dan lembar"
    " yang tidak perlu, atau simpan sebagai CSV."
)
BROKEN = f"Berkas Excel ini rusak atau tidak lengkap. {AS_SHEET}"
LOCKED = "Berkas Excel ini terkunci kata sandi. Buka kuncinya, simpan lagi, lalu unggah."
TOO_HEAVY = (
    "Berkas Excel ini terlalu berat untuk dibaca. Simpan lembarnya sebagai CSV UTF-8, lalu unggah."
)
WORDS = {"unpacks": UNPACKS_TOO_LARGE, "broken": BROKEN, "locked": LOCKED, "empty": EMPTY}


@dataclass(frozen=True)
class Workbook:
    """The rows of one worksheet as its reader left them; they can be walked many times."""

    file: IO[str]
    expected: Expected
    notes: list[str]
    from_1904: bool

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows that hold something."""
        self.file.seek(0)
        self.file.readline()
        for count, told in enumerate(self.file, start=1):
            refuse_many(count, self.expected)
            line, row = json.loads(told)
            if len(row) > self.expected.columns:
                raise RuleBroken(f"Baris {line} punya {len(row)} kolom; hapus yang tidak perlu.")
            if any(len(cell) > self.expected.letters for cell in row):
                raise RuleBroken(f"Baris {line} berisi teks yang terlalu panjang.")
            yield line, [plain(cell) for cell in row]


@contextmanager
def opened(content: bytes | Path, expected: Expected) -> Iterator[Workbook]:
    """The fullest worksheet of an XLSX file; RuleBroken when it is not one or is too large."""
    with tempfile.TemporaryDirectory(prefix="pasar-sheet-") as folder:
        path = _lying(content, Path(folder))
        _check_directory(path)
        with (Path(folder) / "rows").open("w+", encoding="utf-8", newline="\n") as rows:
            _run_child(path, rows, expected)
            rows.seek(0)
            told: dict[str, Any] = json.loads(rows.readline())
            yield Workbook(rows, expected, told["notes"], told["from_1904"])


def _lying(content: bytes | Path, folder: Path) -> Path:
    if isinstance(content, Path):
        return content
    path = folder / "workbook"
    path.write_bytes(content)
    return path


def _check_directory(path: Path) -> None:
    """Believe nothing but refuse early: the process that reads measures for itself."""
    try:
        with path.open("rb") as raw:
            if zips.lists_more_than(raw, MOST_ENTRIES):
                raise RuleBroken(UNPACKS_TOO_LARGE)
            with zipfile.ZipFile(raw) as archive:
                entries = archive.infolist()
                kind = _kind(archive, {entry.filename for entry in entries})
    except zips.UNREADABLE:
        raise RuleBroken(BROKEN) from None
    if kind:
        raise RuleBroken(f"Berkas ini {kind}, {NO_SHEET}. {AS_SHEET}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RuleBroken(LOCKED)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise RuleBroken(UNPACKS_TOO_LARGE)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    """What a ZIP archive is when it is no XLSX."""
    if "xl/workbook.xml" in names:
        return ""
    if "xl/workbook.bin" in names:
        return "lembar kerja biner (XLSB)"
    if "word/document.xml" in names:
        return "dokumen Word"
    if "ppt/presentation.xml" in names:
        return "presentasi"
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        told = archive.read("mimetype")
        if told.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "lembar kerja OpenDocument (ODS)"
    return "arsip ZIP"


def _run_child(path: Path, rows: IO[str], expected: Expected) -> None:
    limits = (MEMORY, SECONDS, MOST_UNPACKED, expected.rows + 1, expected.columns + 1)
    command = [sys.executable, "-I", str(CHILD), str(path), expected.worksheet]
    command += map(str, limits)
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell
            command, stdin=subprocess.DEVNULL, stdout=rows, stderr=subprocess.PIPE,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RuleBroken(TOO_HEAVY) from None
    if done.returncode == 0:
        return
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    raise RuleBroken(WORDS.get("".join(said), TOO_HEAVY))
