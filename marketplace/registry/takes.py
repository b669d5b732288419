"""Cells to values, by the kind of their field; what cannot be read says why."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from marketplace.registry import cells, days, headers, legal_number, nik_koperasi, vocabulary
from marketplace.registry.cells import Unreadable, clean
from marketplace.registry.days import Habit
from marketplace.registry.fields import label, words_of

if TYPE_CHECKING:
    from marketplace.registry.mapping import Column
    from marketplace.registry.reading import ReadRow

Take = Callable[["ReadRow", "Column", str, Habit], Any]
LONGEST = {
    **{"name": 300, "address": 500, "sector": 160, "amendment_number": 160, "source_id": 60},
    # Of businesses; the grade of a cooperative is never text.
    **{"business_form": 60, "business_status": 60, "trade": 300, "permit_number": 160, "grade": 20},
}
USUALLY_LONGEST = 120
OF_PEOPLE = ("managers", "employees", "workers")  # how their fields begin
_CALLED = re.compile(
    r"[\s/,;(]*(?:\b(?:no|nomor)\b[.\s]*)?(?:\b(?:telp|tlp|telepon|hp|wa)\b[.:\s]*)?"
    r"(?:(?:\+?62|0)[ -]?8(?:[ -]?\d){7,11}|\(?0\d{2,3}\)?[ -]\d{5,8}|\b\d{16}\b)\)?",
    re.IGNORECASE,
)


def take_flag(row: "ReadRow", column: "Column", cell: str) -> None:
    if not cells.is_said(cell):
        return
    held = cells.flag(cell)
    if held is None:
        raise Unreadable(f"“{cell.strip()[:20]}” bukan tanda 1 atau -")
    if column.field == "rat_held":
        row.values["rat_held"] = held or row.values.get("rat_held", False)
        if held and column.value:
            row.values["last_rat_year"] = max(
                int(column.value), row.values.get("last_rat_year") or 0
            )
        return
    value = column.value if held else column.otherwise
    before = row.values.get(column.field)
    if value and before not in (None, value):
        row.warnings.append(f"{column.header}: bertanda, padahal {label(column.field)} {before}")
    elif value:
        row.values[column.field] = value


def take_text(_row: "ReadRow", column: "Column", cell: str, _habit: Habit) -> str | None:
    text = clean(cell)
    if cells.is_formula(text):
        raise Unreadable("berisi rumus lembar kerja, bukan teks")
    longest = LONGEST.get(column.field, USUALLY_LONGEST)
    if len(text) > longest:
        raise Unreadable(f"teks lebih dari {longest} huruf")
    return text or None


def take_name(row: "ReadRow", column: "Column", cell: str, habit: Habit) -> str | None:
    text = take_text(row, column, cell, habit)
    if text and not any(letter.isalpha() for letter in text):
        raise Unreadable(f"“{text}” bukan nama")
    return text


def take_legal(row: "ReadRow", _column: "Column", cell: str, _habit: Habit) -> str | None:
    number = legal_number.read(cell)
    if number is None:
        return None
    row.values.update(legal_number_key=number.key, legal_number_class=number.kind)
    if number.on is not None:
        row.values.setdefault("legal_on", number.on)
    if number.is_amendment:
        row.warnings.append(f"{number.text} nomor perubahan anggaran dasar, bukan pendirian")
    return number.text


def take_address(row: "ReadRow", column: "Column", cell: str, habit: Habit) -> str | None:
    """An address without the telephone numbers of people that follow it."""
    text = take_text(row, column, cell, habit)
    bare = _CALLED.sub("", text or "").strip(" ,;/")
    if text and bare != text.strip(" ,;/"):
        row.warnings.append(f"{column.header}: nomor telepon atau KTP tidak disimpan")
    return bare or None


def take_rat(row: "ReadRow", column: "Column", cell: str, habit: Habit) -> date | None:
    """A day, a year alone, or a yes; of several columns the latest counts."""
    if column.is_flag:
        take_flag(row, replace(column, field="rat_held"), cell)
        return None
    found, told = None, cells.year_of(cell)
    if told is None:
        first = words_of(clean(cell)).split()[:1]  # `Belum`, `Belum melaksanakan RAT`, `v`
        held = cells.flag(first[0] if first else clean(cell)) if clean(cell).strip("0") else None
        if held is not None:
            row.values["rat_held"] = held or row.values.get("rat_held", False)
            return None
        found = days.day(cell, habit)
        told = found.year if found else 0
    row.values["last_rat_year"] = max(told, row.values.get("last_rat_year") or 0) or None
    before = row.values.get("last_rat_on")
    if found and before:
        row.values["last_rat_on"] = max(found, before)
    return found


def take_money(_row: "ReadRow", column: "Column", cell: str, _habit: Habit) -> int | None:
    """Rupiah; a header may state thousands or millions for all its cells."""
    unit = headers.scale_in(column.header)
    return cells.number(f"{cell} {unit}" if unit and cells.is_bare(cell) else cell)


def take_count(_row: "ReadRow", column: "Column", cell: str, _habit: Habit) -> int | None:
    try:
        return cells.count(cell)
    except Unreadable:
        if column.field.startswith(OF_PEOPLE):  # a name may stand here, and is repeated nowhere
            raise Unreadable("bukan jumlah orang") from None
        raise


def take_choice(row: "ReadRow", column: "Column", cell: str, habit: Habit) -> str | None:
    value = vocabulary.choice(column.field, cell)
    return value and take_text(row, column, value, habit)


def take_year(_row: "ReadRow", _column: "Column", cell: str, _habit: Habit) -> int | None:
    return cells.year(cell)


# By the `kind` of a field.
OF_COOPERATIVES: dict[str, Take] = {
    "text": take_text,
    "name": take_name,
    "address": take_address,
    "nik": lambda row, column, cell, _habit: nik_koperasi.read(cell),
    "legal": take_legal,
    "rat": take_rat,
    "date": lambda row, column, cell, habit: days.day(cell, habit),
    "expiry": lambda row, column, cell, habit: days.day(cell, habit, future=True),
    "count": take_count,
    "money": take_money,
    "year": take_year,
    "grade": lambda row, column, cell, _habit: vocabulary.grade(cell),
    "choice": take_choice,
}
# These look at nothing but the cell, so that what they make of one can be kept.
PURE = frozenset(OF_COOPERATIVES) - {"address", "legal", "rat"}
