"""What stands around the table in a register file: titles on several lines, totals, signatures."""

import re
from collections.abc import Iterator
from itertools import islice

from marketplace.registry import headers as known
from marketplace.registry.cells import clean
from marketplace.registry.days import looks_like_a_day
from marketplace.registry.fields import COOPERATIVES, Fields
from marketplace.registry.legal_number import looks_like_one
from marketplace.registry.nik_koperasi import looks_like_one as looks_like_nik
from marketplace.registry.vocabulary import flag_of
from marketplace.sheets import Line

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_TITLE_LINES = 3
MOST_IN_FOOT = 3
_TOTAL = re.compile(
    r"(?:JUMLAH|JML|TOTAL(?: JUMLAH| SELURUHNYA| KESELURUHAN| KOPERASI|$))\b.*"
    r"|(?:GRAND |SUB[ -]?)(?:TOTAL|JUMLAH)\b.*|TOTAL (?:KEC|KAB|KOTA|DESA|KEL)\w*\b.*",
    re.DOTALL,
)
_GROUP = re.compile(r"(?:KECAMATAN|KEC|DESA|KELURAHAN|KABUPATEN|KAB|KOTA|HALAMAN|HAL)\b.*")
_MARK = re.compile(r"(?:[A-Z]|[IVX]+|\d{1,3})[.)]?")
_FOOT = re.compile(
    r"(?:MENGETAHUI|KEPALA (?:DINAS|BIDANG|SEKSI|UPT)|SUMBER|CATATAN|KETERANGAN|KET|NB|NIP"
    r"|DIBUAT OLEH|TTD|TERTANDA|PENGELOLA DATA|A\.? ?N\.?|PLT)\b.*"
    r"|[A-Z][A-Z .]+, ?(?:TANGGAL )?\d{1,2}[ ./-]\S+[ ./-]\d{4}",
    re.DOTALL,
)


def is_data(cell: str) -> bool:
    """Whether a cell is a number of a cooperative or a day: never a title."""
    return looks_like_nik(cell) or looks_like_one(cell) or looks_like_a_day(cell)


def said(row: list[str]) -> list[str]:
    """The cells of a row that hold something."""
    return [text for cell in row if (text := clean(cell))]


def is_title(cell: str, of: Fields = COOPERATIVES) -> bool:
    """Whether a cell is a known title of a column."""
    text = clean(cell)
    if not text or len(text) > 60:
        return False
    if known.by_alias(text, of) or known.by_abbreviation(text, of) or known.set_aside(text, of):
        return True
    return bool(flag_of(known.canonical(text, of)))


def titles(lines: list[Line], at: int, of: Fields = COOPERATIVES) -> tuple[list[str], int]:
    """The titles, joined with the rows below merged ones: `Anggota` over `L` and `P`."""
    found = [clean(cell) for cell in lines[at][1]]
    taken = 1
    while taken < MOST_TITLE_LINES and at + taken < len(lines):
        below = [clean(cell) for cell in lines[at + taken][1]]
        if not _goes_on(found, below, of):
            break
        found = _joined(found, below, of)
        taken += 1
    return found, taken


def _goes_on(above: list[str], below: list[str], of: Fields) -> bool:
    """Whether a row only completes the titles: words without data, some below an empty title."""
    if any(is_data(cell) or (cell.isdigit() and not known.year_in(cell)) for cell in below):
        return False
    if not said(below) or len(said(below)) >= len(above):
        return False
    holes = [i for i, title in enumerate(above) if not title and i < len(below) and below[i]]
    if not holes and not _is_last_word(above, below, of):
        return False
    names = [i for i, title in enumerate(above) if _names(title, of)]
    if not names or (above[0] and below[0]):
        return all(not cell or is_title(cell, of) for cell in below)
    named = [below[i] for i in names if i < len(below)]
    return all(not cell or is_title(cell, of) for cell in named) and max(map(len, below)) <= 40


def _names(title: str, of: Fields) -> bool:
    return "name" in (known.by_alias(title, of), known.by_abbreviation(title, of))


def _is_last_word(above: list[str], below: list[str], of: Fields) -> bool:
    """A line that ends titles broken over lines: `Tidak` over `Aktif`."""
    pairs = [(a, b) for a, b in zip(above, below, strict=False) if b]
    return all(a and is_title(f"{a} {b}", of) for a, b in pairs)


def _joined(above: list[str], below: list[str], of: Fields) -> list[str]:
    """Each title with what is below it; a merged one reaches over the empty cells behind it."""
    joined, last = list(above), ""
    for i in range(max(len(above), len(below))):
        own = above[i] if i < len(above) else ""
        last = own or last
        under = below[i] if i < len(below) else ""
        if i >= len(joined):
            joined.append("")
        if under:
            both = f"{last} {under}".strip()
            joined[i] = under if not is_title(both, of) and is_title(under, of) else both
    return joined


class Frame:
    """Walks the lines below the titles and tells the rows of the table from what frames them."""

    def __init__(self, named: list[str]) -> None:
        self.named = named
        self.skipped: set[int] = set()
        # The first line of notes and signatures, unless a full row follows.
        self.foot_begins = 0
        self._totals = self._headings = 0

    def keeps(self, line: int, row: list[str]) -> bool:
        """Whether a line is a row of the table or, from `foot_begins` on, may be one."""
        if is_total(row):
            self._totals += 1
        elif _is_heading(row, self.named):
            self._headings += 1
        elif not is_numbering(row) and not is_rule(row):
            self._look_for_foot(line, row)
            return True
        self.skipped.add(line)
        return False

    def _look_for_foot(self, line: int, row: list[str]) -> None:
        if not _is_sparse(row):
            self.foot_begins = 0
        elif not self.foot_begins and any(_FOOT.fullmatch(text.upper()) for text in said(row)):
            self.foot_begins = line

    def notes(self, foot: int) -> list[str]:
        """What was left out, in words; `foot` lines stand below the table."""
        left_out = {
            "jumlah/total": self._totals,
            "judul (berulang, kelompok, atau halaman)": self._headings,
            "catatan atau tanda tangan di bawah tabel": foot,
        }
        return [f"{n} baris {what} dilewati." for what, n in left_out.items() if n]


def is_numbering(row: list[str]) -> bool:
    """The row `1, 2, 3, …` that official tables put under their titles."""
    if clean(row[0]).strip("().").lower() not in ("", "1", "a"):
        return False
    told = [re.sub(r"\s*=.*", "", text.strip("().")) for text in said(row)]
    counted = [str(i + 1) for i in range(len(told))]
    return len(told) > 2 and "".join(told).lower() in ("".join(counted), LETTERS[: len(told)])


def is_rule(row: list[str]) -> bool:
    """A line drawn with dashes."""
    return not any(character.isalnum() for cell in row for character in cell)


def is_total(row: list[str]) -> bool:
    """A row of sums, which is no cooperative."""
    words = (text for text in _texts(row) if not _MARK.fullmatch(text.upper()))
    first = next(words, "").upper().strip(" :.")
    return bool(_TOTAL.fullmatch(first)) and not any(is_data(cell) for cell in row)


def _is_heading(row: list[str], named: list[str]) -> bool:
    """The titles again on a new page, or the name of a group of rows over the whole width."""
    if _repeats(row, named):
        return True
    told = list(islice(_texts(row), 3))
    if len(told) == 2 and _MARK.fullmatch(told[0].upper()):
        told = told[1:]
    return len(told) == 1 and len(said(named)) > 2 and bool(_GROUP.fullmatch(told[0].upper()))


def _repeats(row: list[str], named: list[str]) -> bool:
    own = clean(row[0])
    if own != named[0]:
        return False
    cells = [clean(cell) for cell in row]
    return any(cells) and cells == named[: len(cells)] and not any(named[len(cells) :])


def _texts(row: list[str]) -> Iterator[str]:
    return (text for cell in row if (text := clean(cell)))


def _is_sparse(row: list[str]) -> bool:
    told = list(islice(_texts(row), MOST_IN_FOOT + 1))
    return len(told) <= MOST_IN_FOOT and not any(
        looks_like_nik(cell) or looks_like_one(cell) for cell in told
    )
