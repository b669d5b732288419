"""Permits in a cell: `P-IRT = 2023604010123-28; Halal = ID36… sampai 31/12/2027`."""

import re
from collections.abc import Iterable
from datetime import date

from marketplace.catalog.listing_sheets.cells import day, shown
from marketplace.catalog.permits import kinds, numbers
from marketplace.catalog.services.permits import MOST
from marketplace.errors import RuleBroken
from marketplace.sheets.writing import Cell

Stated = tuple[str, str, date | None]  # kind, number, last day
_PERMIT = re.compile(r"([^=:]+)[=:](.+?)(?:\s+(?:sampai|s\.?d\.?)\s+(\S+))?", re.I)


def read(text: str) -> tuple[Stated, ...]:
    """The permits of a product, apart by semicolons or lines."""
    found = {_permit(part.strip()) for part in re.split(r"[;\n]", text) if part.strip()}
    if len(found) > MOST:
        raise RuleBroken(f"paling banyak {MOST} izin.")
    if len({permit[:2] for permit in found}) < len(found):
        raise RuleBroken("ada satu nomor dengan dua tanggal.")
    return ordered(found)


def ordered(permits: Iterable[Stated]) -> tuple[Stated, ...]:
    """Permits in an order that does not depend on when they were stated."""
    return tuple(sorted(permits, key=lambda permit: permit[:2]))


def written(permits: Iterable[Stated]) -> Cell:
    """Permits as a cell."""
    return "; ".join(
        f"{kinds.kind(kind).name} = {number}" + (f" sampai {last:%d/%m/%Y}" if last else "")
        for kind, number, last in permits
    )


def _permit(text: str) -> Stated:
    found = _PERMIT.fullmatch(text)
    if not found:
        raise RuleBroken(f"tulis seperti P-IRT = 2023604010123-28, bukan {shown(text)}.")
    wanted = found[1].strip().casefold()
    for key, kind in kinds.all_kinds().items():
        if wanted in (key, kind.name.casefold()):
            reading = numbers.read(key, found[2].strip(), day(found[3]) if found[3] else None)
            return key, reading.number, reading.expires_on
    known = ", ".join(kind.name for kind in kinds.all_kinds().values())
    raise RuleBroken(f"jenis izin {shown(found[1])} tidak dikenal. Yang dikenal: {known}.")
