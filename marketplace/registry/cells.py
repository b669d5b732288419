"""Cells as dinas files hold them: text, numbers, dates and flags, the Indonesian way."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

EMPTY = frozenset(
    ("", "-", "--", "---", "–", "—", "_", ".", "n/a", "na", "#n/a", "null", "none", "nan", "nihil")
) | {
    "#ref!",
    "#value!",
    "#name?",
    "#div/0!",
    "(kosong)",
    "kosong",
    "tidak ada data",
    "belum ada",
    "tidak ada",
    "#num!",
    "#null!",
}
LARGEST = 10**16
SHORT = 100
YES = frozenset(("1", "v", "✓", "✔", "√", "ya", "y", "ada", "sudah", "true"))
NO = frozenset(("0", "-", "", "tidak", "t", "belum", "tdk", "false"))
_DASHES = dict.fromkeys(map(ord, "−–—‐‑"), "-")
_FORMULA = re.compile(r"=|[@+-][A-Za-z]+\(")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SCIENTIFIC = re.compile(r"^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+$")
_SIGNED = re.compile(r"\+?(?P<plain>[\d.,]\S*[^-]|\d)|\(([^()]+)\)|-([^-]+)|([^-]+)-")
_SCALES = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9,
           "milyar": 10**9, "m": 10**9, "triliun": 10**12}  # fmt: skip


class Unreadable(ValueError):
    """A cell that says something, but not what its column holds; the message says why."""


def clean(cell: str) -> str:
    """The text of a cell: outer quotes of Excel, odd spaces and marks of nothing taken away."""
    return _kept(cell) if len(cell) < SHORT else _cleaned(cell)


def _cleaned(cell: str) -> str:
    text = cell if cell.isascii() else unicodedata.normalize("NFC", cell).translate(_INVISIBLE)
    text = " ".join(text.split())
    if not text.isprintable():
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1].strip()
    text = text.strip("'`‘’").strip()
    return "" if text.lower() in EMPTY else text


# In registers the same few words come again and again.
_kept = lru_cache(maxsize=1 << 16)(_cleaned)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate this cell instead of showing it."""
    return bool(_FORMULA.match(text))


def is_scientific(text: str) -> bool:
    """Whether Excel shortened a long number, so that its digits are lost."""
    return bool(_SCIENTIFIC.match(text.strip().lstrip("'")))


def flag(cell: str) -> bool | None:
    """A cell of a column of 1/-/0; None when it is neither."""
    text = unicodedata.normalize("NFC", cell).translate(_INVISIBLE).strip().lstrip("'").lower()
    text = text.removesuffix(".0").removesuffix(",0")
    if text in YES:
        return True
    return False if text in NO or text in EMPTY else None


def is_said(cell: str) -> bool:
    """Whether a cell of a flag column holds anything: `-` is a no, an empty cell is silence."""
    return bool(cell.translate(_INVISIBLE).strip())


def number(cell: str) -> int | None:
    """A whole number; money is rounded to the rupiah. Unreadable when it is not a number."""
    if cell.isascii() and cell.isdigit() and len(cell) < 16:
        return int(cell)
    text = clean(cell).lower()
    if not text:
        return None
    text, scale = _without_units(text.translate(_DASHES))
    if text in EMPTY:
        return None
    text = re.sub(r"(?<=\d)[.,]-$", "", text.replace(" ", ""))
    if is_scientific(text):
        raise Unreadable(f"“{text[:40]}” ditulis dalam notasi ilmiah sehingga angkanya hilang")
    signed = _SIGNED.fullmatch(text)
    negative = bool(signed and not signed["plain"])
    digits = next(part for part in signed.groups() if part) if signed else ""
    if re.fullmatch(r"[\d.,]*\d[\d.,]*", digits):
        value = _decimal(digits)
    else:
        raise Unreadable(f"“{cell.strip()[:40]}” bukan angka")
    if value * scale >= LARGEST:
        raise Unreadable(f"angka “{cell.strip()[:40]}” terlalu besar")
    if scale == 1 and value != int(value) and value < 1000:
        # What is left of a number whose last zeros a spreadsheet took: `1.63` for 1.630.
        raise Unreadable(f"letak titik atau koma pada “{text[:40]}” tidak jelas")
    whole = int((value * scale).quantize(Decimal(1), ROUND_HALF_UP))
    return -whole if negative else whole


def _without_units(text: str) -> tuple[str, int]:
    text = re.sub(r"^(\(|-)?\s*(?:rp\.?|idr)\s*", r"\1", text)
    text = re.sub(r"\s*(?:rupiah|orang|org|unit)\.?$", "", text)
    text = re.sub(r"^rugi[\s:]*(?=\d|rp)(?:rp\.?\s*)?", "-", text)
    if match := re.fullmatch(r"(.*\d)\s*(ribu|rb|juta|jt|miliar|milyar|triliun|m)\.?", text):
        return match[1], _SCALES[match[2]]
    return text, 1


def _decimal(digits: str) -> Decimal:
    """Points and commas: the last of two kinds is decimal, groups of three are thousands."""
    digits = digits.rstrip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    if last == -1:
        return Decimal(digits)
    mark = digits[last]
    other = "," if mark == "." else "."
    whole, tail = digits[:last], digits[last + 1 :]
    grouped = r"0*[1-9]\d{0,2}(?:%s\d{3})*" % re.escape(mark)  # noqa: UP031 - braces abound
    if other not in whole and len(tail) == 3 and re.fullmatch(grouped, whole):
        return Decimal(whole.replace(mark, "") + tail)
    if mark in whole:
        raise Unreadable(f"letak titik atau koma pada “{digits[:40]}” tidak jelas")
    if other in whole and not re.fullmatch(r"\d{1,3}(?:%s\d{3})+" % re.escape(other), whole):  # noqa: UP031
        raise Unreadable(f"letak titik atau koma pada “{digits[:40]}” tidak jelas")
    return Decimal((whole.replace(other, "") or "0") + "." + (tail or "0"))


def count(cell: str) -> int | None:
    """A number of people or things: whole and not below zero."""
    text = clean(cell)
    value = number(cell)
    if value is None:
        return None
    if re.search(r"[.,]\d{1,2}$", text.strip("() ")) and not re.search(
        r"[.,]0{1,2}$", text.strip("() ")
    ):
        raise Unreadable(f"“{text[:40]}” bukan bilangan bulat")
    if value < 0 or value > 10**9:
        raise Unreadable(f"jumlah “{text[:40]}” tidak masuk akal")
    return value


def year(cell: str) -> int | None:
    """A year of four digits, also out of `Tahun 2019` or `TB 2019`."""
    text = clean(cell)
    if not text or text == "0":
        return None
    if match := re.fullmatch(
        r"(?:(?:tahun|thn|th|tb)\.?\s*(?:buku)?\s*)?((?:19|20)\d\d)(?:[.,]0)?", text, re.I
    ):
        return int(match[1])
    raise Unreadable(f"“{text[:40]}” bukan tahun")


@lru_cache(maxsize=4096)
def year_of(cell: str) -> int | None:
    """A year however it is led: `2024`, `TB 2024`, `Maret 2025`, `2024/2025` (its later one)."""
    text = clean(cell)
    if match := re.fullmatch(r"((?:19|20)\d\d)\s*[/-]\s*((?:19|20)\d\d)", text):
        return max(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(?:[A-Za-z]{3,10}\.?|\d{1,2}[/-])\s*((?:19|20)\d\d)", text):
        return int(match[1])
    try:
        return year(cell)
    except Unreadable:
        return None


def is_bare(cell: str) -> bool:
    """Whether a cell is figures alone, without a word that scales them."""
    text = clean(cell).lower()
    return bool(text) and _without_units(text)[1] == 1 and text.strip("()- ")[-1:].isdigit()
