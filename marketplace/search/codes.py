"""Slugs, places and days as the numbers that columns hold."""

import zlib
from datetime import date


def category_code(slug: str | None) -> int:
    """Give a number for a category's slug, the same in every process."""
    return zlib.crc32(slug.encode()) if slug else 0


def place_code(code: str) -> int:
    """Read a Kemendagri code as a number (36.01 → 3601), or -1 when it is none."""
    digits = code.replace(".", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) in (4, 6) else -1


def place_text(code: int) -> str | None:
    """Write a place's number as its Kemendagri code again; None where it is none."""
    if code <= 0:
        return None
    digits = str(code)
    return ".".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def day_number(day: date | None) -> int:
    """Number a day; 0 for none, which is before all days."""
    return day.toordinal() if day else 0
