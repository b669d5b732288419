"""Rows of a sheet read into facts: values, warnings, and reasons to refuse."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from marketplace.registry import (
    cells,
    days,
    headers,
    legal_number,
    nik_koperasi,
    vocabulary,
    whereabouts,
)
from marketplace.registry.cells import Unreadable, clean
from marketplace.registry.consistency import warnings_of
from marketplace.registry.fields import all_fields, label, words_of
from marketplace.registry.mapping import Column, Understanding
from marketplace.registry.sheet import Sheet

LONGEST = {"name": 300, "address": 500, "sector": 160, "amendment_number": 160, "source_id": 60}
USUALLY_LONGEST = 120
OF_IDENTITY = frozenset(("nik_koperasi", "name", "legal_number"))
OF_PEOPLE = frozenset(("managers", "employees"))
SHIFTED = (
    "isi baris lebih banyak daripada judul kolom, mungkin bergeser; hanya nama dan nomor yang"
    " dipakai. Beri tanda kutip pada isi yang memuat pemisah kolom"
)
_CALLED = re.compile(
    r"[\s/,;(]*(?:\b(?:no|nomor)\b[.\s]*)?(?:\b(?:telp|tlp|telepon|hp|wa)\b[.:\s]*)?"
    r"(?:(?:\+?62|0)[ -]?8(?:[ -]?\d){7,11}|\(?0\d{2,3}\)?[ -]\d{5,8}|\b\d{16}\b)\)?",
    re.IGNORECASE,
)
OF_DAYS = frozenset(("date", "expiry", "rat"))


@dataclass
class ReadRow:
    """One line as it was understood."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.reasons)

    @property
    def name_key(self) -> str:
        return name_key(self.values.get("name") or "")


def name_key(name: str) -> str:
    """What two spellings of one name share: words in lower case."""
    return words_of(name.upper())[: LONGEST["name"]]


def rows(
    sheet: Sheet, understanding: Understanding, *, on: date, stated: str | None = None
) -> list[ReadRow]:
    """Read every row; nothing is compared with the register yet."""
    of_days = {
        column.index: sheet.column(column.index)
        for column in understanding.used
        if column.field in all_fields() and all_fields()[column.field].kind in OF_DAYS
    }
    month_first = {index: days.is_month_first(column) for index, column in of_days.items()}
    mixed = {index for index, column in of_days.items() if days.is_mixed(column)}
    read = []
    for line, row in sheet.rows:
        made = ReadRow(line)
        is_shifted = sheet.is_shifted(row)
        if is_shifted:
            made.warnings.append(SHIFTED)
        for column in understanding.used:
            if is_shifted and column.field not in OF_IDENTITY:
                continue
            cell = row[column.index] if column.index < len(row) else ""
            if column.index in mixed and days.is_either_way(cell):
                made.warnings.append(f"{column.header}: urutan hari dan bulan “{cell}” tidak pasti")
                continue
            _take(made, column, cell, month_first=month_first.get(column.index, False))
        _finish(made, on=on, stated=stated)
        read.append(made)
    _doubt_inferences(read)
    return read


def _doubt_inferences(read: list[ReadRow]) -> None:
    """In a file that is mostly of elsewhere, a kecamatan of a Banten name proves nothing."""
    inferred = [row for row in read if whereabouts.INFERRED in row.warnings]
    elsewhere = sum(bool(row.values.get("outside_banten")) for row in read)
    if elsewhere <= len(inferred):
        return
    for row in inferred:
        for name in ("regency_code", "district_code", "village_code", "outside_banten"):
            row.values.pop(name, None)
        row.warnings[row.warnings.index(whereabouts.INFERRED)] = whereabouts.UNKNOWN


def _take(row: ReadRow, column: Column, cell: str, *, month_first: bool) -> None:
    try:
        if column.value is not None or column.field == "rat_held":
            _take_flag(row, column, cell)
            return
        kind = all_fields()[column.field].kind
        value = _READERS[kind](row, column, cell, month_first)
    except Unreadable as unreadable:
        row.warnings.append(f"{column.header}: {unreadable}")
        return
    if value is not None and row.values.get(column.field) is None:
        row.values[column.field] = value


def _take_flag(row: ReadRow, column: Column, cell: str) -> None:
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


def _text(_row: ReadRow, column: Column, cell: str, _month_first: bool) -> str | None:
    text = clean(cell)
    if cells.is_formula(text):
        raise Unreadable("berisi rumus lembar kerja, bukan teks")
    longest = LONGEST.get(column.field, USUALLY_LONGEST)
    if len(text) > longest:
        raise Unreadable(f"teks lebih dari {longest} huruf")
    return text or None


def _name(row: ReadRow, column: Column, cell: str, month_first: bool) -> str | None:
    text = _text(row, column, cell, month_first)
    if text and not any(letter.isalpha() for letter in text):
        raise Unreadable(f"“{text}” bukan nama")
    return text


def _legal(row: ReadRow, _column: Column, cell: str, _month_first: bool) -> str | None:
    number = legal_number.read(cell)
    if number is None:
        return None
    row.values.update(legal_number_key=number.key, legal_number_class=number.kind)
    if number.on is not None:
        row.values.setdefault("legal_on", number.on)
    if number.is_amendment:
        row.warnings.append(f"{number.text} nomor perubahan anggaran dasar, bukan pendirian")
    return number.text


def _address(row: ReadRow, column: Column, cell: str, month_first: bool) -> str | None:
    """An address without the telephone numbers of people that follow it."""
    text = _text(row, column, cell, month_first)
    bare = _CALLED.sub("", text or "").strip(" ,;/")
    if text and bare != text.strip(" ,;/"):
        row.warnings.append(f"{column.header}: nomor telepon atau KTP tidak disimpan")
    return bare or None


def _rat(row: ReadRow, column: Column, cell: str, month_first: bool) -> date | None:
    """A day, a year alone, or a yes; of several columns the latest counts."""
    if column.is_flag:
        _take_flag(row, replace(column, field="rat_held"), cell)
        return None
    found, told = None, cells.year_of(cell)
    if told is None:
        first = words_of(clean(cell)).split()[:1]  # `Belum`, `Belum melaksanakan RAT`, `v`
        held = cells.flag(first[0] if first else clean(cell)) if clean(cell).strip("0") else None
        if held is not None:
            row.values["rat_held"] = held or row.values.get("rat_held", False)
            return None
        found = days.day(cell, month_first=month_first)
        told = found.year if found else 0
    row.values["last_rat_year"] = max(told, row.values.get("last_rat_year") or 0) or None
    before = row.values.get("last_rat_on")
    if found and before:
        row.values["last_rat_on"] = max(found, before)
    return found


def _money(_row: ReadRow, column: Column, cell: str, _month_first: bool) -> int | None:
    """Rupiah; a header may state thousands or millions for all its cells."""
    unit = headers.scale_in(column.header)
    return cells.number(f"{cell} {unit}" if unit and cells.is_bare(cell) else cell)


def _count(_row: ReadRow, column: Column, cell: str, _month_first: bool) -> int | None:
    try:
        return cells.count(cell)
    except Unreadable:
        if column.field in OF_PEOPLE:  # a name may stand here, and is repeated nowhere
            raise Unreadable("bukan jumlah orang") from None
        raise


def _choice(row: ReadRow, column: Column, cell: str, month_first: bool) -> str | None:
    value = vocabulary.choice(column.field, cell)
    return value and _text(row, column, value, month_first)


def _year(_row: ReadRow, _column: Column, cell: str, _month_first: bool) -> int | None:
    return cells.year(cell)


_READERS: dict[str, Callable[[ReadRow, Column, str, bool], Any]] = {
    "text": _text,
    "name": _name,
    "address": _address,
    "nik": lambda row, column, cell, _m: nik_koperasi.read(cell),
    "legal": _legal,
    "rat": _rat,
    "date": lambda row, column, cell, m: days.day(cell, month_first=m),
    "expiry": lambda row, column, cell, m: days.day(cell, month_first=m, future=True),
    "count": _count,
    "money": _money,
    "year": _year,
    "grade": lambda row, column, cell, _m: vocabulary.grade(cell),
    "choice": _choice,
}


def _finish(row: ReadRow, *, on: date, stated: str | None) -> None:
    """Place it, look for contradictions within it, and refuse it when it cannot be known again."""
    values = row.values
    where = whereabouts.locate(
        province=values.get("province_name"),
        regency=values.get("regency_name"),
        district=values.get("district_name"),
        village=values.get("village_name"),
        stated=stated,
    )
    values.update(
        regency_code=where.regency, district_code=where.district, village_code=where.village,
        outside_banten=where.outside,
    )  # fmt: skip
    row.warnings.extend(where.warnings)
    row.warnings.extend(warnings_of(values, on))
    row.values = {name: value for name, value in values.items() if value is not None}
    if not values.get("name"):
        row.reasons.append("nama koperasi kosong atau tidak terbaca")
    if not values.get("nik_koperasi") and not values.get("legal_number_key"):
        row.reasons.append("NIK koperasi dan nomor badan hukum kosong atau tidak terbaca")
