"""KBLI: the five digits of a kind of business in Indonesia's standard classification."""

import json
import re
from functools import cache
from typing import Any

from marketplace.registry.cells import Unreadable, clean, is_scientific
from marketplace.registry.fields import DATA

SHAPE = re.compile(r"(?<!\d)\d{5}(?!\d)")


@cache
def raw() -> dict[str, Any]:
    """The versioned table of divisions, the first two digits."""
    return dict(json.loads((DATA / "kbli.json").read_text("utf-8")))


def read(cell: str) -> tuple[str, ...]:
    """The codes in a cell, in its order: OSS lists several. Unreadable when there is none."""
    text = clean(cell)
    if not text:
        return ()
    if is_scientific(text):
        raise Unreadable(f"KBLI “{text}” ditulis dalam notasi ilmiah sehingga angkanya hilang")
    codes = tuple(dict.fromkeys(SHAPE.findall(re.sub(r"(?<=\d{5})[.,]0$", "", text))))
    if codes:
        return codes
    if re.fullmatch(r"\d{4}(?:[.,]0)?", text):
        raise Unreadable(
            f"KBLI “{text}” 4 angka; mungkin angka 0 di depan hilang di lembar kerja."
            " Simpan kolom ini sebagai teks"
        )
    raise Unreadable(f"“{text[:40]}” bukan KBLI; tulis 5 angka")


def is_known(code: str) -> bool:
    """Whether its division is one of the classification; the full list of codes is not kept."""
    return any(first <= int(code[:2]) <= last for first, last in raw()["divisions"])
