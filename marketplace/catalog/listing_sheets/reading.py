"""A file that an owner brought: its titles, and its rows as cells by the key of their column."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from marketplace import sheets
from marketplace.catalog.listing_sheets.columns import BY_KEY, key_of
from marketplace.errors import RuleBroken
from marketplace.texts import clean_text

MOST_ROWS = 10_000
WORKSHEET = "Produk"
# As the template writes it: a product called Contoh has this address in small letters.
EXAMPLE = BY_KEY["code"].example
TITLES_WITHIN = 10
NAMES = ("code", "title", "sku")  # one of them at least tells products apart
NO_TITLES = (
    "Judul kolomnya tidak dikenal. Unduh templat, salin isi berkas Anda ke sana, lalu unggah."
)


@dataclass(frozen=True)
class Line:
    """One row: its number in the file, and its cells as cleaned text; empty ones are left out."""

    number: int
    cells: dict[str, str]

    def get(self, key: str) -> str:
        """The text of a cell; empty where there is none."""
        return self.cells.get(key, "")


@dataclass(frozen=True)
class Read:
    """The rows of a file, and words about what was not read."""

    lines: list[Line]
    notes: list[str] = field(default_factory=list)


def _titleness(row: list[str]) -> int:
    return len({key for title in row if (key := key_of(title))})


def read(content: bytes) -> Read:
    """The rows of a CSV or XLSX file; RuleBroken with what to do when there are none to read."""
    expected = sheets.Expected(
        rows=MOST_ROWS + TITLES_WITHIN,
        columns=120,
        letters=40_000,
        worksheet=WORKSHEET,
        titleness=_titleness,
    )
    with sheets.opened(content, expected) as sheet:
        rows = iter(sheet.rows())
        first = list(islice(rows, TITLES_WITHIN))
        at = max(range(len(first)), key=lambda place: (_titleness(first[place][1]), -place))
        keys, notes = _keys(first[at][1])
        lines = [*_lines([*first[at + 1 :]], keys), *_lines(rows, keys)]
    return _checked(lines, [*sheet.notes, *notes])


def _keys(titles: list[str]) -> tuple[list[str | None], list[str]]:
    keys: list[str | None] = []
    unknown = []
    for title in titles:
        key = key_of(title)
        if key and key in keys:
            raise RuleBroken(f"Kolom {BY_KEY[key].heading} ada dua kali. Hapus salah satunya.")
        if key is None and (word := clean_text(title)):
            unknown.append(f"“{word[:40]}”")
        keys.append(key)
    if len([key for key in keys if key]) < 2 or not set(NAMES) & set(keys):
        raise RuleBroken(NO_TITLES)
    told = ", ".join(unknown[:8])
    return keys, [f"Kolom {told} tidak dikenal, jadi tidak dibaca."] if unknown else []


def _lines(rows: Iterable[sheets.Line], keys: list[str | None]) -> Iterable[Line]:
    for number, row in rows:
        cells = {
            key: text
            for key, cell in zip(keys, row, strict=False)
            if key and key != "reason" and (text := clean_text(cell))
        }
        if cells:
            yield Line(number, cells)


def _checked(lines: list[Line], notes: list[str]) -> Read:
    kept = [line for line in lines if line.get("code") != EXAMPLE]
    if len(kept) < len(lines):
        notes.append("Baris contoh dari templat dilewati.")
    if not kept:
        raise RuleBroken("Berkas ini belum berisi produk. Isi paling sedikit satu baris.")
    if len(kept) > MOST_ROWS:
        raise RuleBroken("Berkas lebih dari 10.000 baris. Bagi menjadi beberapa berkas.")
    return Read(kept, notes)
