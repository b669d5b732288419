"""The fields of a register file: names, kinds, labels and the headers they are known by."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
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


@cache
def raw() -> dict[str, Any]:
    """The versioned table of fields, aliases and abbreviations."""
    return dict(json.loads((DATA / "fields.json").read_text("utf-8")))


@cache
def all_fields() -> dict[str, Field]:
    """Every field by its name."""
    listed = [Field(**{**entry, "aliases": tuple(entry["aliases"])}) for entry in raw()["fields"]]
    return {field.name: field for field in listed}


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


def label(name: str) -> str:
    """How a page calls a field."""
    return all_fields()[name].label if name in all_fields() else DERIVED.get(name, name)


def find(term: str) -> Field | None:
    """The field that somebody names: by its name, its term or its label."""
    wanted = words_of(term)
    for field in all_fields().values():
        if wanted in (words_of(field.name), words_of(field.term), words_of(field.label)):
            return field
    return None


def words_of(text: str) -> str:
    """A header or word reduced to lower-case words with single spaces; separators are spaces."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2,})", " ", text)
    text = re.sub(r"[^\w]|_", " ", text.lower())
    return " ".join(text.split())
