"""Rows held against their register: what each of them would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from marketplace.places import queries as places
from marketplace.registry.cooperatives import name_key
from marketplace.registry.kinds import RegisterKind
from marketplace.registry.reading import ReadRow
from marketplace.registry.tables import BY_KIND
from marketplace.registry.within import UNSHOWN

PLACES = ("regency_code", "district_code", "village_code")
NAMES_DIFFER = 55


@dataclass(frozen=True)
class Known:
    """A record as far as the comparison needs it: its facts, and the day each speaks of."""

    id: int
    facts: Mapping[str, Any]
    dates: Mapping[str, date]


@dataclass
class Staged:
    """What one row would do to the register."""

    row: ReadRow
    outcome: str = "refused"
    record_id: int | None = None
    writes: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)


def match(
    row: ReadRow, found: Sequence[Known], jurisdiction: str | None, kind: RegisterKind
) -> None:
    """Refuse or doubt a row by the records that its numbers point at: none, one, or two."""
    values, reasons = row.values, row.reasons
    regency = values.get("regency_code")
    if jurisdiction and regency and regency != jurisdiction:
        reasons.append(f"berada di {_place(regency)}, di luar wilayah tugas Anda")
    if len(found) > 1:
        reasons.append(_of_several(row, found, kind))
    if len(found) != 1:
        return
    record = found[0]
    kept = record.facts.get("regency_code")
    if jurisdiction and kept and kept != jurisdiction:
        reasons.append(f"tercatat di {_place(kept)}, di luar wilayah tugas Anda")
    _warn_of_identity(row, record, kind)


def _of_several(row: ReadRow, found: Sequence[Known], kind: RegisterKind) -> str:
    """Whose the numbers of a row are, when they are not of one record."""
    owners = {
        number.words: record.facts["name"]
        for number in kind.numbers
        for record in found
        if number.name in row.values and record.facts.get(number.name) == row.values[number.name]
    }
    told = ", ".join(f"{words} milik “{name}”" for words, name in owners.items())
    return told.replace(", Nomor", ", nomor")


def _warn_of_identity(row: ReadRow, record: Known, kind: RegisterKind) -> None:
    values, warnings = row.values, row.warnings
    for number in kind.numbers:
        before, after = record.facts.get(number.name), values.get(number.name)
        if before and after and before != after:
            warnings.append(
                f"{number.words} berbeda dari catatan; periksa bahwa ini {kind.noun} yang sama"
            )
    before = str(record.facts["name"]).lower()
    if fuzz.token_set_ratio(before, values["name"].lower()) < NAMES_DIFFER:
        told = f"nama berbeda jauh dari catatan “{record.facts['name']}”"
        if _is_weak(values, record):
            row.reasons.append(f"{told}, padahal hanya angka “{values['legal_number']}” yang sama")
        else:
            warnings.append(told)


def _is_weak(values: Mapping[str, Any], record: Known) -> bool:
    """Whether the two share no more than bare figures: many cooperatives have a number 12."""
    same_nik = values.get("nik_koperasi") and values["nik_koperasi"] == record.facts["nik_koperasi"]
    return not same_nik and str(values.get("legal_number_key", "")).isdigit()


def decide(
    row: ReadRow, record: Known | None, data_on: date, kind: RegisterKind, *, repeats: bool
) -> Staged:
    """What a row would do to its record; a row without one adds it."""
    item = Staged(row, record_id=record.id if record else None)
    values = row.values
    if row.is_refused:
        return item
    if repeats:
        item.outcome = "unchanged"
        return item
    if record is None:
        item.outcome = "added"
        item.writes = {n: values[n] for n in BY_KIND[kind.name].facts if n in values}
        return item
    older = _diff(item, record, data_on, kind)
    if older:
        row.warnings.append(f"data lebih lama dari catatan, tidak dipakai: {', '.join(older)}")
    item.outcome = "changed" if item.changes else "unchanged"
    return item


def _diff(item: Staged, record: Known, data_on: date, kind: RegisterKind) -> list[str]:
    """Fill what would be written and shown; returns the labels of facts that come too late."""
    older: list[str] = []
    values, label = item.row.values, kind.fields.label
    alike = _alike(values, record)
    for name in BY_KIND[kind.name].facts:
        if name not in values:
            continue
        before, after, since = record.facts.get(name), values[name], record.dates.get(name)
        if before == after or name in alike:
            if since is None or since < data_on:
                item.writes[name] = before
        elif (since is not None and data_on < since) or _is_past_rat(name, after, record, data_on):
            if name not in UNSHOWN:
                older.append(label(name))
        else:
            item.writes[name] = after
            item.changes.append({"field": name, "label": label(name), "old": before, "new": after})
    _warn_of_place(item, record, kind)
    return older


def _is_past_rat(name: str, after: Any, record: Known, data_on: date) -> bool:
    """Whether a newer file already told of a later RAT, though only by its year."""
    since = record.dates.get("last_rat_year")
    later = (record.facts.get("last_rat_year") or 0) > getattr(after, "year", 9999)
    return name == "last_rat_on" and later and since is not None and data_on < since


def _warn_of_place(item: Staged, record: Known, kind: RegisterKind) -> None:
    """A new kab/kota or kecamatan beside an older, finer place that does not lie in it."""
    label = kind.fields.label
    codes = {name: item.writes.get(name, record.facts.get(name)) for name in PLACES}
    for wide, fine in pairwise(PLACES):
        above, below = codes[wide], codes[fine]
        if wide in item.writes and above and below and not below.startswith(above):
            told = f"{label(fine)} pada catatan tidak terletak di {label(wide)} yang baru; periksa"
            item.row.warnings.append(told.replace("Kode ", ""))


def _alike(values: Mapping[str, Any], record: Known) -> set[str]:
    """Facts that differ only in capitals, punctuation or spaces: they stay as they are written."""
    facts = record.facts
    alike = set()
    if values.get("legal_number_key") == facts.get("legal_number_key"):
        alike.add("legal_number")
    if name_key(values["name"]) == name_key(facts["name"]):
        alike.add("name")
    return alike


def _place(code: str) -> str:
    regency = places.regency(code)
    return regency.name if regency else code
