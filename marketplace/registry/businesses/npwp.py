"""NPWP of a business: 15 digits, or 16 that begin with 0; a person's 16 are her NIK KTP."""

import re

from marketplace.registry.cells import Unreadable, clean, is_scientific

OLD, NEW, BRANCH = 15, 16, 22
CHECKED = 9  # the digits that the check digit, the last of them, speaks for


def read(cell: str) -> str | None:
    """The NPWP in a cell as its old 15 digits; None when empty, Unreadable otherwise.

    Sixteen digits that do not begin with 0 are a person's NIK KTP (umkm.md 3.1): they are
    refused and repeated nowhere.
    """
    text = re.sub(r"^npwp[\s.:]*", "", clean(cell), flags=re.IGNORECASE)
    if not text or not text.strip("0 .-"):
        return None
    if is_scientific(text):
        raise Unreadable("NPWP ditulis dalam notasi ilmiah sehingga angkanya hilang")
    if not re.fullmatch(r"[\d\s.\-]+", text) or not text.isascii():
        raise Unreadable("NPWP berisi tanda selain angka, titik dan garis")
    digits = re.sub(r"\D", "", re.sub(r"(?<=\d{15})\.0+$", "", text))
    if len(digits) == NEW and digits[0] != "0":
        raise Unreadable("NPWP 16 angka ini sama dengan NIK KTP orang, tidak disimpan")
    if len(digits) == BRANCH:
        raise Unreadable("22 angka adalah nomor cabang (NITKU), bukan NPWP")
    if len(digits) not in (OLD, NEW):
        raise Unreadable(f"NPWP harus 15 atau 16 angka, di sini {len(digits)} angka")
    return digits[-OLD:]


def has_check_digit(number: str) -> bool:
    """Whether the ninth digit fits the eight before it (Luhn): a typing error seldom does."""
    total = 0
    for place, digit in enumerate(reversed(number[:CHECKED])):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def written(number: str) -> str:
    """The old way to write it: `01.234.567.8-901.000`."""
    n = number
    return f"{n[:2]}.{n[2:5]}.{n[5:8]}.{n[8]}-{n[9:12]}.{n[12:]}"
