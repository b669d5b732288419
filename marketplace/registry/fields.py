"""The fields of a register file: names, kinds, labels and the headers they are known by."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Field:
    """One field; `term` is its name on the command line, `label` its name on a page."""

    name: str
    term: str
    kind: str
    label: str
    aliases: tuple[str, ...]


class Fields:
    """The versioned table of fields, aliases and abbreviations of one kind of register.

    `derived` names columns that the importer works out from what a file says.
    """

    def __init__(self, file: str, derived: Mapping[str, str]) -> None:
        self.file = file
        self.derived = derived

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The table as it lies in the data folder."""
        return dict(json.loads((DATA / self.file).read_text("utf-8")))

    @cached_property
    def all(self) -> dict[str, Field]:
        """Every field by its name."""
        listed = [
            Field(**{**entry, "aliases": tuple(entry["aliases"])}) for entry in self.raw["fields"]
        ]
        return {field.name: field for field in listed}

    def label(self, name: str) -> str:
        """How a page calls a field."""
        return self.all[name].label if name in self.all else self.derived.get(name, name)

    def find(self, term: str) -> Field | None:
        """The field that somebody names: by its name, its term or its label."""
        wanted = words_of(term)
        for field in self.all.values():
            if wanted in (words_of(field.name), words_of(field.term), words_of(field.label)):
                return field
        return None


# Columns that the importer derives from what a file says.
DERIVED = {
    "rat_held": "RAT dilaksanakan",
    "last_rat_year": "Tahun RAT terakhir",
    "regency_code": "Kode kabupaten/kota",
    "district_code": "Kode kecamatan",
    "village_code": "Kode desa/kelurahan",
    "outside_banten": "Di luar Banten",
    "legal_number_class": "Bentuk nomor badan hukum",
    "legal_number_key": "Kunci nomor badan hukum",
}


BUSINESS_DERIVED = {
    **{name: DERIVED[name] for name in ("regency_code", "district_code", "village_code")},
    "outside_banten": DERIVED["outside_banten"],
    "scale_basis": "Dasar skala usaha",
}
COOPERATIVES = Fields("fields.json", DERIVED)
BUSINESSES = Fields("business_fields.json", BUSINESS_DERIVED)


def label(name: str) -> str:
    """How a page calls a field of any register; a cooperative's where two share its name."""
    known = name in COOPERATIVES.all or name in COOPERATIVES.derived
    return (COOPERATIVES if known else BUSINESSES).label(name)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> str:
    """A header or word reduced to lower-case words with single spaces; separators are spaces."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2,})", " ", text)
    text = re.sub(r"[^\w]|_", " ", text.lower())
    return " ".join(text.split())
