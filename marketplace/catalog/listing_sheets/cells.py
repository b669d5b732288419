"""What stands in a cell: read in the habits in which people type, written so that it reads back.

A reader gets a cleaned, non-empty text and raises RuleBroken with what should stand there.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from marketplace.catalog import categories, rich_text
from marketplace.errors import RuleBroken
from marketplace.money import parse_rupiah, rupiah
from marketplace.sheets.writing import Cell
from marketplace.texts import clean_text, one_line

Reader = Callable[[str], Any]
Writer = Callable[[Any], Cell]

YES = frozenset({"ya", "y", "yes", "true", "1", "benar", "x"})
NO = frozenset({"tidak", "tdk", "t", "n", "no", "false", "0", "bukan"})
STATES = {"published": "tayang", "draft": "draf", "archived": "arsip", "removed": "diturunkan"}
_STATES = {word: state for state, word in STATES.items()} | {state: state for state in STATES}
_COUNT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+")
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[/.-](\d\d?)[/.-](\d{4})", re.A)
_STEP = re.compile(r"(?:mulai\s+)?([\d.]+)\s*(?:=|:|@)\s*(.+)", re.I)
_DASH = re.compile(r"'*-")
_LONGEST_SHOWN = 40


def shown(text: str) -> str:
    """A typed text as a sentence quotes it: not all of a long one."""
    line = one_line(text) or ""
    return f"“{line[:_LONGEST_SHOWN]}{'…' if len(line) > _LONGEST_SHOWN else ''}”"


def line(longest: int) -> Reader:
    """One line of text."""

    def read(text: str) -> str:
        value = one_line(text) or ""
        if len(value) > longest:
            raise RuleBroken(f"paling panjang {longest} huruf, ini {len(value)}.")
        return value

    return read


def name(longest: int) -> Reader:
    """One line of text, in a column that a lone `-` empties."""
    return lambda text: line(longest)(named(text))


def name_as_typed(value: str) -> Cell:
    """A name that is read back as it is: one that is only `-` gets an apostrophe before it."""
    return f"'{value}" if _DASH.fullmatch(value) else value


def named(text: str) -> str:
    """The name that `name_as_typed` wrote."""
    return text[1:] if text[:1] == "'" and _DASH.fullmatch(text) else text


def story(longest: int) -> Reader:
    """The text of a description, with the few marks that an owner may type."""

    def read(text: str) -> str:
        value = clean_text(text) or ""
        if len(value) > longest:
            raise RuleBroken(f"paling panjang {longest} huruf, ini {len(value)}.")
        return rich_text.from_typed(value)

    return read


def story_as_typed(markup: str) -> Cell:
    """A description as its owner would type it; a lone `-` means emptying, so it is marked up."""
    typed = rich_text.to_typed(markup)
    return f"<p>{typed}</p>" if typed == "-" else typed


def count(least: int, most: int) -> Reader:
    """A whole number; `1.250` is 1250, the way it is written here."""

    def read(text: str) -> int:
        if not _COUNT.fullmatch(text):
            raise RuleBroken(f"tulis dengan angka bulat, bukan {shown(text)}.")
        value = int(text.replace(".", "")) if len(text) < 16 else most + 1
        if not least <= value <= most:
            raise RuleBroken(f"dari {least} sampai {most:,}.".replace(",", "."))
        return value

    return read


def price(text: str) -> int:
    """An amount of rupiah, however it is written here."""
    try:
        return parse_rupiah(text)
    except ValueError:
        raise RuleBroken(f"tulis harga seperti 12.500, bukan {shown(text)}.") from None


def yes_or_no(text: str) -> bool:
    """Ya or tidak."""
    word = text.casefold()
    if word not in YES | NO:
        raise RuleBroken(f"tulis ya atau tidak, bukan {shown(text)}.")
    return word in YES


def yes_or_no_written(value: bool) -> Cell:
    """Ya or tidak."""
    return "ya" if value else "tidak"


def state(text: str) -> str:
    """Tayang, draf or arsip."""
    try:
        return _STATES[text.casefold()]
    except KeyError:
        raise RuleBroken(f"tulis tayang, draf, atau arsip, bukan {shown(text)}.") from None


def category(text: str) -> str:
    """The slug of a kind of goods, by its name or its slug."""
    wanted = (one_line(text) or "").casefold()
    for _group, kinds in categories.kinds():
        for slug, name in kinds:
            if wanted in (name.casefold(), slug):
                return slug
    raise RuleBroken(f"{shown(text)} tidak ada dalam daftar. Salin dari lembar Daftar di templat.")


def category_written(slug: str) -> Cell:
    """The name of a kind of goods."""
    known = categories.category(slug)
    return known.name if known else slug


def unit(text: str) -> str:
    """One of the units of sale."""
    wanted = (one_line(text) or "").casefold()
    for one in categories.units():
        if one.casefold() == wanted:
            return one
    raise RuleBroken(f"{shown(text)} tidak ada dalam daftar, misalnya bungkus, buah, kg.")


def day(text: str) -> date:
    """A day, as 2026-12-31 or 31/12/2026."""
    found = _DAY.fullmatch(text.removesuffix(" 00:00:00"))
    try:
        if found and found[1]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found:
            return date(int(found[6]), int(found[5]), int(found[4]))
    except ValueError:
        pass
    raise RuleBroken(f"tulis tanggal seperti 31/12/2026, bukan {shown(text)}.")


def steps(text: str) -> tuple[tuple[int, int], ...]:
    """Wholesale prices: `10 = 9.000; 50 = 8.500`."""
    found = []
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        step = _STEP.fullmatch(part.strip())
        if not step:
            raise RuleBroken(f"tulis seperti 10 = 9.000; 50 = 8.500, bukan {shown(text)}.")
        found.append((count(1, 1_000_000)(step[1]), price(step[2].strip())))
    return tuple(sorted(found))


def steps_written(value: Sequence[Sequence[int]]) -> Cell:
    """Wholesale prices, the smallest quantity first."""
    return "; ".join(f"{least} = {rupiah(each).removeprefix('Rp')}" for least, each in value)


def names(text: str) -> tuple[str, ...]:
    """Names of picture files, apart by semicolons or lines."""
    parts = (one_line(part) or "" for part in re.split(r"[;\n]", text))
    return tuple(part for part in parts if part)


def alts(text: str) -> tuple[str, ...]:
    """What pictures show, in the order of their names: a line each, or apart by `|`."""
    parts = text.split("\n") if "\n" in text else text.split("|")
    return tuple(one_line(part) or "" for part in parts)
