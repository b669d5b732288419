"""Rows of a sheet read into facts: values, warnings, and reasons to refuse."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from marketplace.registry import days, takes, whereabouts
from marketplace.registry.cells import Unreadable
from marketplace.registry.days import Habit
from marketplace.registry.kinds import RegisterKind
from marketplace.registry.mapping import Column, Understanding
from marketplace.registry.sheet import Sheet
from marketplace.registry.takes import Take

__all__ = ["ReadRow", "Reader", "Take"]

SHIFTED = (
    "isi baris lebih banyak daripada judul kolom, mungkin bergeser; hanya nama dan nomor yang"
    " dipakai. Beri tanda kutip pada isi yang memuat pemisah kolom"
)
OF_DAYS = frozenset(("date", "expiry", "rat"))
KEPT_CELLS = 1000  # of each column: in registers the same few words and days come again
Into = Callable[["ReadRow", str], None]


@dataclass(slots=True)
class ReadRow:
    """One line as it was understood; `cells` are the original ones of the columns that are used."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    cells: list[str] | None = None

    @property
    def is_refused(self) -> bool:
        return bool(self.reasons)

    def forget_inferred_place(self) -> None:
        """In a file that is mostly of elsewhere, a kecamatan of a Banten name proves nothing."""
        if whereabouts.INFERRED not in self.warnings:
            return
        for name in ("regency_code", "district_code", "village_code", "outside_banten"):
            self.values.pop(name, None)
        self.warnings[self.warnings.index(whereabouts.INFERRED)] = whereabouts.UNKNOWN


class Reader:
    """Reads the rows of one sheet, one at a time; nothing is compared with the register yet."""

    def __init__(
        self, sheet: Sheet, understanding: Understanding, kind: RegisterKind,
        *, on: date, stated: str | None,
    ) -> None:  # fmt: skip
        self.sheet, self.kind, self.on, self.stated = sheet, kind, on, stated
        self.used = [(column, self._into(column)) for column in understanding.used]
        self.mixed: set[int] = set()
        self.elsewhere = self.inferred = 0

    def learn_days(self) -> None:
        """Walk the sheet for the order of day and month in each column of days."""
        of_days = [column for column, _into in self.used if self._kind_of(column) in OF_DAYS]
        orders = {column.index: days.Orders() for column in of_days}
        if orders:
            for _line, row in self.sheet.rows():
                for index, seen in orders.items():
                    if index < len(row):
                        seen.see(row[index])
        self.mixed = {index for index, seen in orders.items() if seen.is_mixed}
        month_first = {index for index, seen in orders.items() if seen.is_month_first}
        self.used = [
            (column, self._into(column, is_month_first=column.index in month_first))
            for column, _into in self.used
        ]

    def read(self, line: int, row: list[str]) -> ReadRow:
        """One row: its values, and why it is doubted or refused."""
        made = ReadRow(line, cells=self._cells_of(row))
        is_shifted = self.sheet.is_shifted(row)
        if is_shifted:
            made.warnings.append(SHIFTED)
        for column, into in self.used:
            if is_shifted and column.field not in self.kind.of_identity:
                continue
            cell = row[column.index] if column.index < len(row) else ""
            if column.index in self.mixed and days.is_either_way(cell):
                made.warnings.append(f"{column.header}: urutan hari dan bulan “{cell}” tidak pasti")
                continue
            try:
                into(made, cell)
            except Unreadable as unreadable:
                made.warnings.append(f"{column.header}: {unreadable}")
        self.kind.finish(made, self.on, self.stated)
        self.elsewhere += bool(made.values.get("outside_banten"))
        self.inferred += whereabouts.INFERRED in made.warnings
        return made

    def _cells_of(self, row: list[str]) -> list[str]:
        """The original cells of the columns that are used and kept; the others may be personal."""
        width, unkept = len(row), self.kind.unkept
        return [
            row[column.index] if column.index < width and column.field not in unkept else ""
            for column, _ in self.used
        ]

    @property
    def is_of_elsewhere(self) -> bool:
        """Whether more rows lie outside Banten than were placed by their kecamatan alone."""
        return self.elsewhere > self.inferred

    def _kind_of(self, column: Column) -> str:
        known = self.kind.fields.all
        return known[column.field].kind if column.field in known else ""

    def _into(self, column: Column, *, is_month_first: bool = False) -> Into:
        """How a cell of a column gets into a row."""
        if column.value is not None or column.field == "rat_held":
            return lambda row, cell: takes.take_flag(row, column, cell)
        name, kind = column.field, self._kind_of(column)
        habit = Habit(is_month_first, self.sheet.source.from_1904)
        take = self.kind.takes[kind]
        if kind in self.kind.pure:
            return _keeping(take, column, habit)

        def into(row: ReadRow, cell: str) -> None:
            value = take(row, column, cell, habit)
            if value is not None and row.values.get(name) is None:
                row.values[name] = value

        return into


def _keeping(take: Take, column: Column, habit: Habit) -> Into:
    """As any other, but what was made of a cell is kept for the next row that says the same."""
    nobody, name = ReadRow(0), column.field

    @lru_cache(maxsize=KEPT_CELLS)
    def value_of(cell: str) -> tuple[Any, str]:
        try:
            return take(nobody, column, cell, habit), ""
        except Unreadable as unreadable:
            return None, str(unreadable)

    def into(row: ReadRow, cell: str) -> None:
        value, why = value_of(cell)
        if why:
            raise Unreadable(why)
        if value is not None and row.values.get(name) is None:
            row.values[name] = value

    return into
