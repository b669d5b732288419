"""The register of cooperatives as a kind: what its files need, and when one of its rows stands."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from marketplace.registry import holding, whereabouts
from marketplace.registry.consistency import warnings_of
from marketplace.registry.fields import COOPERATIVES, words_of
from marketplace.registry.kinds import Need, Number, RegisterKind
from marketplace.registry.takes import LONGEST, OF_COOPERATIVES, PURE

if TYPE_CHECKING:
    from marketplace.registry.reading import ReadRow


def name_key(name: str) -> str:
    """What two spellings of one name share: words in lower case."""
    return words_of(name.upper())[: LONGEST["name"]]


def bare_name(values: Mapping[str, Any]) -> str:
    """A name for telling two apart: `Kop.` and `Koperasi` are one word."""
    return re.sub(r"\bkop\b", "koperasi", name_key(values.get("name") or ""))


def finish(row: "ReadRow", on: date, stated: str | None) -> None:
    """Place it, look for contradictions within it, and refuse it when it cannot be known again."""
    values = row.values
    row.warnings.extend(whereabouts.place(values, stated))
    row.warnings.extend(warnings_of(values, on))
    row.values = {name: value for name, value in values.items() if value is not None}
    if not values.get("name"):
        row.reasons.append("nama koperasi kosong atau tidak terbaca")
    if not values.get("nik_koperasi") and not values.get("legal_number_key"):
        row.reasons.append("NIK koperasi dan nomor badan hukum kosong atau tidak terbaca")


COOPERATIVE = RegisterKind(
    name="koperasi",
    noun="koperasi",
    fields=COOPERATIVES,
    needs=(
        Need(("name",), "nama koperasi (nama)"),
        Need(
            ("nik_koperasi", "legal_number"),
            "NIK koperasi (nik_koperasi) atau nomor badan hukum (no_badan_hukum)",
        ),
    ),
    numbers=(
        Number("nik_koperasi", "NIK koperasi"),
        Number("legal_number_key", "Nomor badan hukum", written="legal_number"),
    ),
    of_identity=frozenset(("nik_koperasi", "name", "legal_number")),
    takes=OF_COOPERATIVES,
    pure=PURE,
    guess=holding.guess,
    finish=finish,
    unkept=frozenset(),
    name_key=bare_name,
)
