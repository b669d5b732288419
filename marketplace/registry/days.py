"""Days as dinas files write them, with Indonesian month names and Excel's leftovers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from marketplace.registry.cells import Unreadable, clean

NO_DAY = re.compile(
    r"0{1,4}[/. -]\d{1,2}[/. -]\d{1,4}|\d{1,4}[/. -]0{1,2}[/. -]\d{1,4}"
    r"|\d{4}[/. -]\d{1,2}[/. -]0{1,2}|\d{1,2}[/. -]\d{1,2}[/. -]0{3,4}"
)
EPOCHS = frozenset((date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1970, 1, 1)))
MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6,
    "jul": 7, "agu": 8, "ags": 8, "agt": 8, "agst": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10,
    "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
NAMES = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
TYPING_ERRORS = 5
BEFORE_1904 = 1462  # days between the two days from which workbooks count
NOT_A_DAY = "“{}” bukan tanggal yang terbaca"
_UNTIL = re.compile(r"\s(?:s/d|s\.d\.?|sd|sampai(?: dengan)?|hingga)\s", re.IGNORECASE)
_CLOCK = re.compile(
    r"[T ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm]|Z|[+-]\d\d:?\d\d| ?WIB)?$"
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_RUN = re.compile(r"(?:19|20)\d{6}")
_LED = re.compile(r"^[A-Za-z.' ]+,\s*(?=\d)")
_CALLED = re.compile(r"^(?:tgl|tanggal)\.?\s*:?\s*", re.IGNORECASE)
_FIGURES = re.compile(r"(\d{1,4})[/. -]+(\d{1,2})[/. -]+(\d{1,4})")
_NAMED = re.compile(r"(\d{1,2})[ /.,-]*([A-Za-z]+)[ /.,-]*(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([A-Za-z]+)[ .-]*(\d{1,2}),? +(\d{4})")


@dataclass(frozen=True)
class Habit:
    """How a column writes days: mm/dd/yyyy, and whether bare serials count from 1904."""

    is_month_first: bool = False
    from_1904: bool = False


USUAL = Habit()


@lru_cache(maxsize=4096)
def day(cell: str, habit: Habit = USUAL, *, future: bool = False) -> date | None:
    """The day in a cell; None for `-`, `00/01/1900` and the like; Unreadable otherwise.

    `future` reads every two-digit year as 20xx.
    """
    text = _stripped(re.split(_UNTIL, cell)[-1] if future else cell)
    if not text or text == "0" or NO_DAY.fullmatch(text):
        return None
    if _SERIAL.fullmatch(text):
        return _unless_an_epoch(_of_excel(text, habit))
    if _RUN.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    for pattern, order in ((_FIGURES, None), (_NAMED, "dmy"), (_NAMED_FIRST, "mdy")):
        if match := pattern.fullmatch(text):
            built = _built(match, order, month_first=habit.is_month_first, future=future)
            return _unless_an_epoch(built)
    raise Unreadable(NOT_A_DAY.format(text[:40]))


def _unless_an_epoch(found: date) -> date | None:
    """What a program writes for nothing is nothing, in figures or as a serial."""
    return None if found in EPOCHS else found


def in_words(found: date) -> str:
    """`27 Februari 2026`."""
    return f"{found.day} {NAMES[found.month - 1]} {found.year}"


class Orders:
    """Counts how a column writes days: how many can only be mm/dd, how many only dd/mm."""

    def __init__(self) -> None:
        self.only_month_first = self.only_day_first = 0

    @classmethod
    def of(cls, cells: Iterable[str]) -> "Orders":
        """The orders of these cells."""
        orders = cls()
        for cell in cells:
            orders.see(cell)
        return orders

    def see(self, cell: str) -> None:
        """Count a cell in."""
        match = _FIGURES.fullmatch(_stripped(cell)) if cell else None
        if match and len(match[1]) <= 2:
            self.only_month_first += int(match[1]) <= 12 < int(match[2])
            self.only_day_first += int(match[2]) <= 12 < int(match[1])

    @property
    def is_month_first(self) -> bool:
        """Whether some day can only be read as mm/dd, and none only as dd/mm."""
        return self.only_month_first > 0 and self.only_day_first == 0

    @property
    def is_mixed(self) -> bool:
        """Whether some cells are written dd/mm and others mm/dd."""
        fewer, more = sorted((self.only_month_first, self.only_day_first))
        return fewer > 0 and fewer * TYPING_ERRORS >= more


def is_either_way(cell: str) -> bool:
    """Whether day and month of a cell could change places."""
    match = _FIGURES.fullmatch(_stripped(cell))
    if match is None or len(match[1]) > 2:
        return False
    first, second = int(match[1]), int(match[2])
    return first != second and min(first, second) > 0 and max(first, second) <= 12


def looks_like_a_day(cell: str) -> bool:
    """Whether a cell is a day, with day, month and year."""
    try:
        return len(clean(cell)) > 5 and day(cell) is not None
    except Unreadable:
        return False


def may_be_a_day(cell: str) -> bool:
    """Whether a cell under the title of a day is one, also as a serial number."""
    try:
        return day(cell) is not None
    except Unreadable:
        return False


def _stripped(cell: str) -> str:
    text = _CLOCK.sub("", clean(cell))
    if text[:1].isdigit():
        return text.rstrip(" .,")
    text = _LED.sub("", text)  # `Senin, ` or `Serang, `
    return _CALLED.sub("", text).rstrip(" .,")


def _of_excel(text: str, habit: Habit) -> date:
    serial = int(re.split(r"[.,]", text)[0]) + habit.from_1904 * BEFORE_1904
    if not 7000 <= serial <= 73050:
        raise Unreadable(NOT_A_DAY.format(text))
    return date(1899, 12, 30) + timedelta(days=serial)


def _built(match: re.Match[str], order: str | None, *, month_first: bool, future: bool) -> date:
    first, second, third = match.groups()
    if order == "dmy":
        d, m, y = int(first), _month(second, match[0]), third
    elif order == "mdy":
        d, m, y = int(second), _month(first, match[0]), third
    elif len(first) == 4:
        y, m, d = first, int(second), int(third)
    else:
        d, m, y = int(first), int(second), third
        if month_first:
            d, m = m, d
    if len(y) not in (2, 4) or (len(y) == 4 and not 1900 <= int(y) <= 2100):
        raise Unreadable(NOT_A_DAY.format(match[0][:40]))
    try:
        return date(int(y) if len(y) == 4 else full_year(int(y), future=future), m, d)
    except ValueError:
        raise Unreadable(NOT_A_DAY.format(match[0][:40])) from None


def full_year(two_digits: int, *, future: bool = False) -> int:
    """Two digits of a year: above 30 the last century, unless the day lies ahead."""
    return two_digits + (1900 if two_digits > 30 and not future else 2000)


def _month(name: str, whole: str) -> int:
    lower = name.lower()
    if lower in ROMAN:
        return ROMAN.index(lower) + 1
    found = MONTHS.get(lower[:3]) or MONTHS.get(lower)
    if found is None or len(lower) > 10:
        raise Unreadable(NOT_A_DAY.format(whole[:40]))
    return found
