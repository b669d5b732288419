"""How the register's facts read on a page."""

import re
from datetime import date
from typing import Any

from marketplace.money import rupiah
from marketplace.places import queries as places
from marketplace.registry.fields import all_fields
from marketplace.web.filters import angka, tanggal

HIDDEN = frozenset(("legal_number_key", "outside_banten"))
STATES = {
    "staged": ("Pratinjau", "info"),
    "applied": ("Diterapkan", "good"),
    "discarded": ("Dibatalkan", "soft"),
}
OUTCOMES = {
    "added": ("Ditambah", "good"),
    "changed": ("Berubah", "info"),
    "unchanged": ("Tetap", "soft"),
    "refused": ("Ditolak", "bad"),
}


def shown(field: str, value: Any) -> str:
    """A fact in words: days, money, yes and no, names of places behind codes."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return tanggal(value)
    if field.endswith("_code"):
        return _place(str(value))
    kind = all_fields()[field].kind if field in all_fields() else ""
    if kind == "money":
        return rupiah(value)
    return angka(value) if kind == "count" else str(value)


def _place(code: str) -> str:
    finders = {5: places.regency, 8: places.district, 13: places.village}
    place = finders[len(code)](code) if len(code) in finders else None
    return place.name if place else code


def regency_choices(none: str) -> list[tuple[str, str]]:
    """The kab/kota of Banten for a select, with what an empty choice means."""
    return [("", none), *((regency.code, regency.name) for regency in places.regencies())]
