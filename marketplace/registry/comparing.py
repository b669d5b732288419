"""Rows held against each other and against the register: what each of them would do."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from marketplace.places import queries as places
from marketplace.registry.fields import label
from marketplace.registry.models import FACTS
from marketplace.registry.reading import ReadRow, name_key

UNSHOWN = frozenset(
    ("legal_number_key", "legal_number_class", "regency_code", "district_code", "village_code")
)
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
    cooperative_id: int | None = None
    writes: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    repeats: int | None = None


def stage(
    rows: Iterable[ReadRow],
    *,
    by_nik: Mapping[str, Known],
    by_legal_number: Mapping[str, Known],
    data_on: date,
    jurisdiction: str | None,
) -> list[Staged]:
    """Decide every row; the register is not touched."""
    staged = [Staged(row) for row in rows]
    for name, what in (("nik_koperasi", "NIK koperasi"), ("legal_number_key", "Nomor badan hukum")):
        _compare_within(staged, partial(_value, name), what)
    for item in staged:
        if not item.row.is_refused and item.repeats is None:
            _match(item, by_nik, by_legal_number, jurisdiction)
    _compare_within(staged, lambda s: s.cooperative_id, "Catatan yang sama")
    known = {record.id: record for record in (*by_nik.values(), *by_legal_number.values())}
    for item in staged:
        _decide(item, known.get(item.cooperative_id or 0), data_on)
        if item.row.is_refused:
            # Refused, but named by the file: its record is not missing from it.
            named = _records_of(item, by_nik, by_legal_number)
            item.cooperative_id = named[0].id if len(named) == 1 else None
    return staged


def _value(name: str, item: Staged) -> Any:
    return item.row.values.get(name)


def _compare_within(staged: list[Staged], number: Callable[[Staged], Any], what: str) -> None:
    """Rows that share a number: the same again, or a contradiction that refuses them all."""
    groups: dict[Any, list[Staged]] = defaultdict(list)
    for item in staged:
        if (value := number(item)) is not None:
            groups[value].append(item)
    for group in groups.values():
        if len(group) > 1:
            _judge_group(group, what)


def _judge_group(group: list[Staged], what: str) -> None:
    same_name = len({_bare_name(item.row.name_key) for item in group}) == 1
    other_numbers = any(
        len({item.row.values[name] for item in group if name in item.row.values}) > 1
        for name in ("nik_koperasi", "legal_number_key")
    )
    if same_name and not other_numbers:
        _note_repetition(group)
        return
    for item in group:
        others = [other for other in group if other is not item]
        lines = ", ".join(
            f"baris {other.row.line} (“{other.row.values.get('name', '')}”)" for other in others
        )
        differs = "dengan nomor lain yang berbeda" if same_name else "dengan nama lain"
        reason = f"{what} juga dipakai {lines} {differs}"
        if reason not in item.row.reasons:
            item.row.reasons.append(reason)


def _bare_name(name: str) -> str:
    """A name for telling two apart: `Kop.` and `Koperasi` are one word."""
    return re.sub(r"\bkop\b", "koperasi", name)


def _note_repetition(group: list[Staged]) -> None:
    first, *rest = group
    for item in rest:
        if item.repeats is not None or item.row.is_refused:
            continue
        item.repeats = first.row.line
        differing = [
            label(name)
            for name, value in item.row.values.items()
            if name not in UNSHOWN and first.row.values.get(name) not in (None, value)
            if name != "name" or item.row.name_key != first.row.name_key
        ]
        only_here = [
            label(name)
            for name in item.row.values
            if name not in UNSHOWN and name not in first.row.values
        ]
        told = f"sama dengan baris {first.row.line}, tidak dipakai"
        if differing:
            told += f"; isinya berbeda pada: {', '.join(differing)}"
        if only_here:
            told += f"; hanya tertulis di baris ini: {', '.join(only_here)}"
        item.row.warnings.append(told)


def _records_of(
    item: Staged, by_nik: Mapping[str, Known], by_legal_number: Mapping[str, Known]
) -> list[Known]:
    """The records that a row's numbers point at: none, one, or two that contradict."""
    values = item.row.values
    found = (
        by_nik.get(values.get("nik_koperasi", "")),
        by_legal_number.get(values.get("legal_number_key", "")),
    )
    return list({record.id: record for record in found if record}.values())


def _match(
    item: Staged,
    by_nik: Mapping[str, Known],
    by_legal_number: Mapping[str, Known],
    jurisdiction: str | None,
) -> None:
    values, reasons = item.row.values, item.row.reasons
    regency = values.get("regency_code")
    if jurisdiction and regency and regency != jurisdiction:
        reasons.append(f"berada di {_place(regency)}, di luar wilayah tugas Anda")
    found = _records_of(item, by_nik, by_legal_number)
    if len(found) > 1:
        one, other = (record.facts["name"] for record in found)
        reasons.append(f"NIK koperasi milik “{one}”, nomor badan hukum milik “{other}”")
    if len(found) != 1:
        return
    record = found[0]
    kept = record.facts.get("regency_code")
    if jurisdiction and kept and kept != jurisdiction:
        reasons.append(f"tercatat di {_place(kept)}, di luar wilayah tugas Anda")
    item.cooperative_id = record.id
    _warn_of_identity(item, record)


def _warn_of_identity(item: Staged, record: Known) -> None:
    values, warnings = item.row.values, item.row.warnings
    for name, what in (("nik_koperasi", "NIK koperasi"), ("legal_number_key", "nomor badan hukum")):
        before, after = record.facts.get(name), values.get(name)
        if before and after and before != after:
            warnings.append(f"{what} berbeda dari catatan; periksa bahwa ini koperasi yang sama")
    before = str(record.facts["name"]).lower()
    if fuzz.token_set_ratio(before, values["name"].lower()) < NAMES_DIFFER:
        told = f"nama berbeda jauh dari catatan “{record.facts['name']}”"
        if _is_weak(values, record):
            item.row.reasons.append(
                f"{told}, padahal hanya angka “{values['legal_number']}” yang sama"
            )
        else:
            warnings.append(told)


def _is_weak(values: Mapping[str, Any], record: Known) -> bool:
    """Whether the two share no more than bare figures: many cooperatives have a number 12."""
    same_nik = values.get("nik_koperasi") and values["nik_koperasi"] == record.facts["nik_koperasi"]
    return not same_nik and str(values.get("legal_number_key", "")).isdigit()


def _decide(item: Staged, record: Known | None, data_on: date) -> None:
    values = item.row.values
    if item.row.is_refused:
        return
    if item.repeats is not None:
        item.outcome = "unchanged"
        return
    if record is None:
        item.outcome = "added"
        item.writes = {name: values[name] for name in FACTS if name in values}
        return
    older = _diff(item, record, data_on)
    if older:
        item.row.warnings.append(f"data lebih lama dari catatan, tidak dipakai: {', '.join(older)}")
    item.outcome = "changed" if item.changes else "unchanged"


def _diff(item: Staged, record: Known, data_on: date) -> list[str]:
    """Fill what would be written and shown; returns the labels of facts that come too late."""
    older: list[str] = []
    values = item.row.values
    alike = _alike(values, record)
    for name in FACTS:
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
    _warn_of_place(item, record)
    return older


def _is_past_rat(name: str, after: Any, record: Known, data_on: date) -> bool:
    """Whether a newer file already told of a later RAT, though only by its year."""
    since = record.dates.get("last_rat_year")
    later = (record.facts.get("last_rat_year") or 0) > getattr(after, "year", 9999)
    return name == "last_rat_on" and later and since is not None and data_on < since


def _warn_of_place(item: Staged, record: Known) -> None:
    """A new kab/kota or kecamatan beside an older, finer place that does not lie in it."""
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
