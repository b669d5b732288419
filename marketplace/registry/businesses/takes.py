"""Cells of a register of businesses to values; nothing of a person passes into a fact."""

import re
from typing import TYPE_CHECKING

from marketplace.registry import cells, days, people, takes
from marketplace.registry.businesses import kbli, nib, npwp
from marketplace.registry.cells import Unreadable, clean
from marketplace.registry.days import Habit
from marketplace.registry.nik_koperasi import is_nik_ktp
from marketplace.registry.takes import Take

if TYPE_CHECKING:
    from marketplace.registry.mapping import Column
    from marketplace.registry.reading import ReadRow

LONGEST_ID = 40


def id_key(cell: str) -> str:
    """An ID UMKM without what a hand adds: letters and digits, in capitals."""
    return "".join(letter for letter in clean(cell).upper() if letter.isalnum())


def _nib(row: "ReadRow", column: "Column", cell: str, _habit: Habit) -> str | None:
    """A number of another shape refuses its row; words instead of a number only warn."""
    try:
        return nib.read(cell)
    except Unreadable as unreadable:
        if not any(letter.isdigit() for letter in cell):
            raise
        row.reasons.append(f"{column.header}: {unreadable}")
        return None


def _id(_row: "ReadRow", _column: "Column", cell: str, _habit: Habit) -> str | None:
    text = clean(cell)
    if cells.is_scientific(text):
        raise Unreadable("ID UMKM ditulis dalam notasi ilmiah sehingga angkanya hilang")
    if is_nik_ktp(text):
        raise Unreadable("ID UMKM berisi 16 angka seperti NIK KTP orang, tidak disimpan")
    key = id_key(text.removesuffix(".0"))
    if len(key) > LONGEST_ID:
        raise Unreadable(f"ID UMKM lebih dari {LONGEST_ID} huruf")
    return key or None


def _kbli(row: "ReadRow", column: "Column", cell: str, _habit: Habit) -> str | None:
    """The first of several codes is the main one."""
    first, *others = kbli.read(cell) or (None,)
    if others:
        row.warnings.append(f"{column.header}: hanya {first} dipakai, bukan {', '.join(others)}")
    return first


def _postal(_row: "ReadRow", _column: "Column", cell: str, _habit: Habit) -> str | None:
    text = clean(cell).removesuffix(".0")
    if not text.strip("0"):
        return None
    if not re.fullmatch(r"\d{5}", text, re.ASCII):
        raise Unreadable(f"“{text[:20]}” bukan kode pos; tulis 5 angka")
    return text


def _text(row: "ReadRow", column: "Column", cell: str, habit: Habit) -> str | None:
    return _without_people(row, column, takes.take_text(row, column, cell, habit))


def _name(row: "ReadRow", column: "Column", cell: str, habit: Habit) -> str | None:
    return _without_people(row, column, takes.take_name(row, column, cell, habit))


def _address(row: "ReadRow", column: "Column", cell: str, habit: Habit) -> str | None:
    return _without_people(row, column, takes.take_address(row, column, cell, habit))


def _without_people(row: "ReadRow", column: "Column", text: str | None) -> str | None:
    """A text without the numbers and addresses of people that somebody wrote into it."""
    if text is None:
        return None
    # Among permits a number that looks like a mobile may be a NIB.
    bare = people.without(text, mobiles=column.field != "permit_number")
    if bare != text:
        row.warnings.append(f"{column.header}: nomor orang atau e-mail tidak disimpan")
    return bare or None


# By the `kind` of a field.
OF_BUSINESSES: dict[str, Take] = {
    "nib": _nib,
    "id": _id,
    "name": _name,
    "text": _text,
    "address": _address,
    "postal": _postal,
    "kbli": _kbli,
    "npwp": lambda row, column, cell, _habit: npwp.read(cell),
    "date": lambda row, column, cell, habit: days.day(cell, habit),
    "count": takes.take_count,
    "money": takes.take_money,
    "choice": takes.take_choice,
}
# These look at nothing but the cell, so that what they make of one can be kept.
PURE = frozenset(("id", "postal", "npwp", "date", "count", "money", "choice"))
