"""Records that look like one: shown together, with what tells them apart."""

from collections.abc import Iterator, Sequence
from typing import Any

from marketplace.registry import tables
from marketplace.registry.days import in_words
from marketplace.registry.matching import naming

_TELLING = {
    "koperasi": ("legal_number", "nik_koperasi", "regency_name", "district_name", "kind",
                 "certificate_status", "activity"),
    "umkm": ("nib", "id_umkm", "regency_name", "district_name", "kbli", "business_status"),
}  # fmt: skip
TWINS = 94.0


def warnings_of(records: Sequence[Any]) -> Iterator[str]:
    """A sentence for each set of records whose names are the same, saying what differs."""
    seen: set[int] = set()
    for place, one in enumerate(records):
        if one.id in seen:
            continue
        alike = [other for other in records[place + 1 :] if _are_twins(one, other)]
        if alike:
            seen |= {other.id for other in alike}
            told = ", ".join(what_differs([one, *alike])) or "tidak satu pun fakta"
            yield (
                f"{len(alike) + 1} catatan bernama hampir sama (“{one.name}”). "
                f"Yang membedakan: {told}. Nama saja tidak cukup untuk memilih."
            )


def _are_twins(one: Any, other: Any) -> bool:
    return naming.alike(naming.read(one.name), naming.read(other.name)) >= TWINS


def what_differs(records: Sequence[Any]) -> list[str]:
    """The labels of the facts by which these records can be told apart."""
    of = tables.of(records[0])
    return [
        of.fields.label(name).lower().replace("nik", "NIK").replace("nib", "NIB")
        for name in _TELLING[of.kind]
        if len({getattr(record, name) for record in records}) > 1
    ]


def told_apart(record: Any) -> list[tuple[str, str]]:
    """The facts by which a record is told from its twins, with their labels."""
    of = tables.of(record)
    told = [(name, getattr(record, name)) for name in _TELLING[of.kind]]
    return [
        (of.fields.label(name), in_words(value) if hasattr(value, "year") else str(value))
        for name, value in told
        if value is not None
    ]
