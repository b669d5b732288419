"""Nomor badan hukum: many shapes in sixty years, normalised and classed, never refused."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from marketplace.registry import days
from marketplace.registry.cells import Unreadable, clean, is_scientific

AHU, KUKM, OLD, UNKNOWN = "ahu", "kukm", "lama", "tak dikenal"
AMENDMENT_SERIES = frozenset(("27", "30"))
LONGEST = 160
LONGEST_WRITTEN = 500  # with its day and what stands around it; looking takes the square of it
_AHU = re.compile(r"AHU(\d{7})AH01(\d{2})TAHUN(\d{4})")
_KUKM = re.compile(r"(\d{6})BHMKUKM2([IVX]+)(\d{4})")
_FIRST = re.compile(r"[\d.]*\d[A-Z]?\.?")
_BH = re.compile(r"(?:^|[/\s.])B\.?H\.?(?:[/\s.]|$)|BH/")
_ROMAN = r"(?:XI{0,2}|IX|IV|V?I{1,3}|V)"
_DATED = re.compile(
    r"[\s,/(]*\b(?:TANGGAL|TGL)\b[\s.:]*([^()]+)\)?$"
    r"|\s*\(([^()]+)\)$"
    r"|(?<=/\d{4})/(\d{1,2}[-.]\d{1,2}[-.]\d{4}|\d{1,2} [A-Z]{3,9} \d{4})$"
    r"|(?<=\d)[\s,;]+(\d{1,2}[-/. ](?:\d{1,2}|(?![IVX]+[-/. ])[A-Z]{3,9})[-/. ]\d{4})$"
)
_MONTH = re.compile(r"[A-Z]{3,9}[- ]\d{2,4}|\d{1,2}[- ][A-Z]{3}")  # what a spreadsheet leaves
_SLASH = re.compile(r"\s*[/\\]\s*")
_BEFORE_AHU = re.compile(r"^.*?\b(?=AHU[- .]?\d{7}\b)")
_NO_KEY = re.compile(r"[^A-Z0-9]")
_TWO_DIGITS = re.compile(rf"(/{_ROMAN}[/-]|\bTAHUN )(\d\d)$")
_PREFIX = re.compile(
    r"^(?:(?:NOMOR|NOMER|NO|BADAN\s+HUKUM|B\.?H(?=[\s.:]+(?:NO|NOMOR)?[\s.:]*\d)|SK)\b[\s.:]*)+"
)


@dataclass(frozen=True)
class LegalNumber:
    """A number as written, tidied; `key` is what two spellings of one number share."""

    text: str
    key: str
    kind: str
    on: date | None = None
    series: str | None = None

    @property
    def is_amendment(self) -> bool:
        """Whether its series is one of amendments of the articles, not of foundation."""
        return self.series in AMENDMENT_SERIES


def read(cell: str) -> LegalNumber | None:
    """The number in a cell; None when empty, Unreadable when there is no number in it."""
    written = clean(cell)
    if not written or not written.strip("0 ./-"):
        return None
    if len(written) > LONGEST_WRITTEN:
        raise Unreadable("nomor badan hukum terlalu panjang")
    text = _tidy(written)
    text, on = _without_day(text)
    if not re.search(r"[0-9]", text):
        raise Unreadable(f"nomor badan hukum “{written[:40]}” tidak berisi angka")
    is_day = days.looks_like_a_day(text) and not text.isdigit()
    if is_day or _MONTH.fullmatch(text):
        raise Unreadable(f"“{written[:40]}” tanggal, bukan nomor badan hukum")
    if is_scientific(text):
        raise Unreadable(f"nomor badan hukum “{written[:40]}” ditulis dalam notasi ilmiah")
    if len(text) > LONGEST:
        raise Unreadable("nomor badan hukum terlalu panjang")
    text = _with_full_year(text)
    key = _NO_KEY.sub("", text)
    if match := _AHU.fullmatch(key):
        text = f"AHU-{match[1]}.AH.01.{match[2]}.TAHUN {match[3]}"
        return LegalNumber(text, key, AHU, on, match[2])
    if match := _KUKM.fullmatch(key):
        return LegalNumber(f"{match[1]}/BH/M.KUKM.2/{match[2]}/{match[3]}", key, KUKM, on)
    return LegalNumber(text, key, OLD if _is_old(text) else UNKNOWN, on)


def key_of(text: str) -> str | None:
    """The key of a number that somebody typed, or None when it holds none."""
    try:
        number = read(text)
    except Unreadable:
        return None
    return number.key if number else None


def looks_like_one(cell: str) -> bool:
    """Whether a cell has one of the known shapes of a nomor badan hukum."""
    try:
        number = read(cell)
    except Unreadable:
        return False
    return number is not None and number.kind != UNKNOWN


def _tidy(written: str) -> str:
    text = (
        unicodedata.normalize("NFKC", written)
        .upper()
        .translate(dict.fromkeys(map(ord, "–—‐‑"), "-"))
    )
    text = _SLASH.sub("/", " ".join(text.split()))
    text = _BEFORE_AHU.sub("", text) if "AHU" in text else text
    return _PREFIX.sub("", text).strip(" ,;:")


def _without_day(text: str) -> tuple[str, date | None]:
    """A number that carries its date behind it, taken apart."""
    match = _DATED.search(text)
    if match is None:
        return text, None
    try:
        on = days.day(next(part for part in match.groups() if part))
    except Unreadable:
        return text, None
    return text[: match.start()].strip(" ,;/"), on


def _with_full_year(text: str) -> str:
    """`…/IV/97` is `…/IV/1997`; figures without a month before them may be no year at all."""
    match = _TWO_DIGITS.search(text)
    if match is None:
        return text
    return f"{text[: match.start(2)]}{days.full_year(int(match[2]))}"


def _is_old(text: str) -> bool:
    parts = text.split("/")
    return (
        len(parts) > 1
        and parts[-1] != "BH"
        and bool(_FIRST.fullmatch(parts[0]))
        and bool(_BH.search(text))
    )
