"""A register file as a sheet: headers, and rows without what stands around the table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from marketplace import sheets
from marketplace.errors import RuleBroken
from marketplace.registry import cells, framing, recognising
from marketplace.registry.cells import clean
from marketplace.registry.fields import COOPERATIVES, Fields
from marketplace.sheets import Line

LARGEST = sheets.LARGEST
TOO_LARGE = sheets.TOO_LARGE
MOST_ROWS = 100_000
FRAME = 2_000  # lines of titles, groups and totals beside the rows
TOO_MANY = "Berkas lebih dari 100.000 baris. Bagi menjadi beberapa berkas."
SAMPLE = 400
HEAD = 15
NO_ROWS = "Berkas hanya berisi judul kolom, tanpa baris isi."
NO_TITLES = (
    "Baris pertama tampak seperti data, bukan judul kolom."
    " Tambahkan baris judul, misalnya nama_koperasi, nomor_badan_hukum."
)


@dataclass
class Survey:
    """What one walk over all rows finds: how many, how wide, and what the columns hold."""

    rows: int = 0
    width: int = 0
    beyond: int = 0
    samples: list[list[str]] = field(default_factory=list)
    # None: something else than a flag was seen; True: a 1 was seen.
    flags: list[bool | None] = field(default_factory=list)

    def see(self, row: list[str], titled: int) -> None:
        """Count a row in."""
        self.rows += 1
        if len(row) > self.width:
            self.width = len(row)
            self.samples += [[] for _ in range(self.width - len(self.samples))]
            self.flags += [False for _ in range(self.width - len(self.flags))]
        self.beyond += any(clean(cell) for cell in row[titled:])
        for index, cell in enumerate(row):
            sample = self.samples[index]
            if len(sample) < SAMPLE and clean(cell):
                sample.append(cell)
            if self.flags[index] is not None:
                told = cells.flag(cell)
                self.flags[index] = None if told is None else self.flags[index] or told


@dataclass
class Sheet:
    """Headers, a sample of each column, and rows with the line on which each begins."""

    headers: list[str]
    source: sheets.Sheet
    survey: Survey
    begins: int  # the first line below the titles
    ends: float  # the first line of notes and signatures
    skipped: frozenset[int]
    notes: list[str]
    titled: int  # how many columns the line of titles has
    fields: Fields  # of which kind of register its titles speak

    def rows(self) -> Iterator[Line]:
        """Every row of the table, from the first; walk them as often as needed."""
        for line, row in self.source.rows():
            if line >= self.ends:
                return
            if line >= self.begins and line not in self.skipped:
                yield line, row

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.survey.rows

    def is_shifted(self, row: list[str]) -> bool:
        """Whether a row says more than its titles name: a separator inside an unquoted cell."""
        return any(clean(cell) for cell in row[self.titled :])

    def sample(self, index: int) -> list[str]:
        """The first cells of a column that say something."""
        samples = self.survey.samples
        return samples[index] if index < len(samples) else []

    def is_flag(self, index: int) -> bool:
        """Whether a column holds only 1, - and 0 (or ticks), with a 1 somewhere."""
        return index < len(self.survey.flags) and self.survey.flags[index] is True


@contextmanager
def opened(content: bytes | Path, *known: Fields) -> Iterator[Sheet]:
    """The table in a register file, of the kind among `known` that its titles speak of.

    RuleBroken with what to do when it cannot be read safely.
    """
    known = known or (COOPERATIVES,)
    expected = sheets.Expected(
        rows=MOST_ROWS + FRAME,
        prose=False,
        titleness=lambda row: max(_titleness(row, fields) for fields in known),
    )
    with sheets.opened(content, expected) as source:
        yield _surveyed(source, known)


def _surveyed(source: sheets.Sheet, known: Sequence[Fields]) -> Sheet:
    head = list(islice(source.rows(), HEAD + framing.MOST_TITLE_LINES))
    if not head:
        raise RuleBroken("Berkas kosong. Unggah berkas dengan judul kolom dan isinya.")
    fields = recognising.fitting([row for _line, row in head], known)
    at = _header_at(head, fields)
    titles, taken = framing.titles(head, at, fields)
    begins = head[at + taken - 1][0] + 1
    frame, survey = framing.Frame(titles), Survey()
    foot: list[list[str]] = []
    for line, row in source.rows():
        if line < begins or not frame.keeps(line, row):
            continue
        # A foot is known only at the end of the file: what may be one waits.
        if not frame.foot_begins:
            for waiting in foot:
                survey.see(waiting, len(titles))
            foot.clear()
        (foot.append(row) if frame.foot_begins else survey.see(row, len(titles)))
    if not survey.rows:
        raise RuleBroken(NO_ROWS)
    if survey.rows > MOST_ROWS:
        raise RuleBroken(TOO_MANY)
    titled = survey.width if survey.beyond * 2 > survey.rows else len(titles)
    return Sheet(
        _named(titles, survey), source, survey, begins, frame.foot_begins or float("inf"),
        frozenset(frame.skipped), [*source.notes, *frame.notes(len(foot))], titled,
        fields,
    )  # fmt: skip


def _header_at(lines: list[Line], fields: Fields) -> int:
    """Where the column titles are: dinas files often begin with a title of the document."""
    scores = [_titleness(row, fields) for _line, row in lines[:HEAD]]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    if scores[best] >= 2:
        return best
    first = next((i for i, (_l, row) in enumerate(lines[:HEAD]) if len(framing.said(row)) > 1), 0)
    if any(framing.is_data(cell) for cell in lines[first][1]):
        raise RuleBroken(NO_TITLES)
    return best if scores[best] else first


def _titleness(row: list[str], fields: Fields) -> int:
    if any(framing.is_data(cell) for cell in row):
        return 0
    return sum(framing.is_title(cell, fields) for cell in row)


def _named(titles: list[str], survey: Survey) -> list[str]:
    """Titles for every column that holds something; nameless and repeated ones get a number."""
    titles = [*titles, *[""] * (survey.width - len(titles))]
    seen: dict[str, int] = {}
    named: list[str] = []
    for index, title in enumerate(titles):
        filled = index < len(survey.samples) and bool(survey.samples[index])
        name = title or (f"Kolom {index + 1}" if filled else "")
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return named
