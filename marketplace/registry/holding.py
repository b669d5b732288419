"""What a column holds, judged by its cells and not by its header."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

from marketplace.registry import cells, days, legal_number, nik_koperasi, vocabulary
from marketplace.registry.cells import Unreadable

MOST = 0.8
MANY = 0.6
RARELY = 0.2
FEW = 3
SAMPLE = 400
_COOPERATIVE = re.compile(
    r"\b(?:KOPERASI|KOP|KSP|KSU|KUD|KSPPS|KJKS|KPRI|KPN|KOPKAR|KOPPAS|KOPWAN|KOPTI|KOPTAN|BMT|KBMT"
    r"|PRIMKOP\w*|PRIM|KOPPONTREN|KOPONTREN|PUSKOP\w*|PKPRI|KOPMA|KOPEG\w*|MERAH PUTIH)\b",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?:\+?62|0)[ -]?8(?:[ -]?\d){7,11}")
_ADDRESS = re.compile(
    r"\b(?:JL|JLN|JALAN|KP|KAMPUNG|RT|RW|BLOK|KOMP|KOMPLEK|PERUM|NO)\b", re.IGNORECASE
)


def filled(column: Sequence[str]) -> list[str]:
    """The cells of a column that say something, a sample of them."""
    return list(islice((cell for cell in column if cells.clean(cell)), SAMPLE))


def share(column: Sequence[str], test: Callable[[str], object]) -> float:
    """How much of a column's filled cells pass a test; 0 for an empty column."""
    told = filled(column)
    return sum(bool(test(cell)) for cell in told) / len(told) if told else 0.0


def is_nik_ktp(column: Sequence[str]) -> bool:
    """Whether a column holds people's numbers."""
    return share(column, nik_koperasi.is_nik_ktp) >= MANY


def is_phone(column: Sequence[str]) -> bool:
    """Whether a column holds numbers of mobile telephones."""
    return share(column, lambda cell: _MOBILE.fullmatch(cells.clean(cell))) >= MANY


def is_words(column: Sequence[str]) -> bool:
    """Whether no cell of a column is a number."""
    return bool(filled(column)) and not share(column, _is_number)


def is_address(cell: str) -> bool:
    """Whether a cell names a street, a kampung or a block."""
    return bool(_ADDRESS.search(cells.clean(cell)))


def is_name_of_cooperative(cell: str) -> bool:
    """Whether a cell names a cooperative."""
    return bool(_COOPERATIVE.search(cells.clean(cell)))


def guess(column: Sequence[str], is_place: Callable[[str, str], bool]) -> str | None:
    """The field that a column of unknown header holds, when its cells leave no doubt."""
    if share(column, nik_koperasi.looks_like_one) >= MOST:
        return "nik_koperasi"
    if share(column, legal_number.looks_like_one) >= MANY:
        return "legal_number"
    if share(column, lambda cell: is_address(cell)) >= MANY:
        return "address"
    if share(column, is_name_of_cooperative) >= MANY:
        return "name"
    for field in ("certificate_status", "form", "kind", "management", "activity"):
        if share(column, partial(_is_telling, field)) >= MOST:
            return field
    for field in ("regency_name", "district_name"):
        if share(column, partial(is_place, field)) >= MOST:
            return field
    if share(column, _is_grade) == 1.0 and len({cells.clean(c) for c in filled(column)}) > 1:
        return "grade"
    return None


def guess_status(column: Sequence[str]) -> str | None:
    """Whether a column headed only `status` speaks of the certificate or of activity."""
    if share(column, lambda cell: _is_telling("certificate_status", cell)) >= MANY:
        return "certificate_status"
    if share(column, lambda cell: vocabulary.known("activity", cells.clean(cell))) >= MANY:
        return "activity"
    if share(column, _is_grade) >= MOST:
        return "grade"
    return None


def contradicts(field: str, kind: str, column: Sequence[str], *, sure: bool) -> bool:
    """Whether a column's cells plainly are not what its header says.

    A header known word for word (`sure`) is believed over unreadable cells, which then warn
    one by one, but not over cells that plainly are something else.
    """
    told = filled(column)
    if not told:
        return False
    if kind == "legal" and share(column, days.looks_like_a_day) > MOST:
        return True
    if field in ("activity", "certificate_status"):
        # `Aktif` under a certificate's header is the certificate's; the other way round is not so.
        return guess_status(column) in {"grade", "certificate_status"} - {field}
    if sure or len(told) < FEW:
        return False
    return share(column, _TESTS.get(kind, bool)) < RARELY


def _is_telling(field: str, cell: str) -> bool:
    text = cells.clean(cell)
    if field in ("certificate_status", "kind") and (text.isdigit() or len(text) < 4):
        return False
    if field == "certificate_status" and text.lower() in ("aktif", "tidak aktif", "sudah", "belum"):
        return False
    return vocabulary.known(field, text) is not None


def _is_number(cell: str) -> bool:
    try:
        return cells.number(cell) is not None
    except Unreadable:
        return False


def _is_grade(cell: str) -> bool:
    try:
        return vocabulary.grade(cell) is not None
    except Unreadable:
        return False


_TESTS: dict[str, Callable[[str], object]] = {
    "nik": lambda cell: nik_koperasi.looks_like_one(cell) or cells.is_scientific(cell),
    "date": days.may_be_a_day,
    "expiry": days.may_be_a_day,
    "count": _is_number,
    "money": _is_number,
    "legal": lambda cell: re.search(r"\d", cell),
    "name": lambda cell: re.search(r"[A-Za-z]{2}", cell),
    "grade": _is_grade,
}
