"""Amounts with a unit, brought to one: 250gr, 0,25 kg, 1/4 kg and `seperempat kilo` are the same.

Each becomes a term such as `250gram`, beside the digits and the unit as they stand.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

# What each unit is of its kind's smallest. `m` is a size of clothes too, but not behind a number.
_UNITS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("g", "gr", "grm", "gram", "grams"), ("gram", 1)),
    **dict.fromkeys(("ons",), ("gram", 100)),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilogram"), ("gram", 1000)),
    **dict.fromkeys(("ml", "mililiter", "milliliter", "cc"), ("mililiter", 1)),
    **dict.fromkeys(("l", "lt", "ltr", "liter", "litre"), ("mililiter", 1000)),
    **dict.fromkeys(("mm", "milimeter"), ("milimeter", 1)),
    **dict.fromkeys(("cm", "sentimeter", "centimeter"), ("milimeter", 10)),
    **dict.fromkeys(("m", "mtr", "meter"), ("milimeter", 1000)),
    **dict.fromkeys(("pc", "pcs", "buah", "biji", "butir", "lembar", "lbr"), ("buah", 1)),
    **dict.fromkeys(("lusin", "lsn"), ("buah", 12)),
    **dict.fromkeys(("kodi",), ("buah", 20)),
}
_WORDS = {"setengah": Fraction(1, 2), "seperempat": Fraction(1, 4), "se": Fraction(1)}
MOST = 10**9
LONGEST_NUMBER = 24  # characters: nobody means more, and a part of them is another number

_NUMBER = r"\d+\s?[/⁄]\s?\d+|\d{1,3}(?:\.\d{3})+|\d+[.,]\d+|\d+"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?:(?<![^\W_])(?:"
    rf"(?P<word>setengah|seperempat)\s?(?P<worded>{_UNIT})"
    rf"|se(?P<one>kilo|ons|liter|meter|lusin|kodi)"
    rf"|isi\s?(?P<count>\d+)(?![\d.,/⁄]\d|\d)(?!\s?(?:{_UNIT})(?![^\W\d_])))"
    rf"|(?<!\d)(?<!\d[.,/⁄])(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT})"
    rf")(?![^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount found in a text: its term, and where it stands."""

    term: str
    start: int
    end: int
    digits: str = ""  # as typed, where they are a plain number


def amounts(text: str) -> list[Amount]:
    """Find the amounts in a text that is in lower case; those too large for sense are none."""
    found = []
    for match in _AMOUNT.finditer(text):
        number, unit = _read(match)
        kind, size = _UNITS[unit]
        whole = number * size
        if whole.denominator == 1 and 0 < whole <= MOST:
            plain = match["number"] or match["count"] or ""
            digits = plain if plain.isdigit() else ""
            found.append(Amount(f"{whole}{kind}", match.start(), match.end(), digits))
    return found


def _read(match: re.Match[str]) -> tuple[Fraction, str]:
    if match["word"]:
        return _WORDS[match["word"]], match["worded"]
    if match["one"]:
        return _WORDS["se"], match["one"]
    if match["count"]:
        return _number(match["count"]), "buah"
    return _number(match["number"]), match["unit"]


def _number(typed: str) -> Fraction:
    """Read a number as it is written here: 1.000 is a thousand, 0,25 and 0.25 a quarter."""
    typed = typed.replace(" ", "")
    if len(typed) > LONGEST_NUMBER:
        return Fraction(0)
    over, slash, under = typed.replace("⁄", "/").partition("/")
    if slash:
        return Fraction(int(over), int(under)) if int(under) else Fraction(0)
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", typed):
        return Fraction(typed.replace(".", ""))
    return Fraction(typed.replace(",", "."))
