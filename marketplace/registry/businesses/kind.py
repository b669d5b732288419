"""The register of businesses as a kind: what its files need, and when one of its rows stands."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from marketplace.registry import holding, vocabulary, whereabouts
from marketplace.registry.businesses import size_class
from marketplace.registry.businesses.consistency import warnings_of
from marketplace.registry.businesses.takes import OF_BUSINESSES, PURE
from marketplace.registry.cells import clean
from marketplace.registry.cooperatives import name_key
from marketplace.registry.fields import BUSINESSES
from marketplace.registry.kinds import IsPlace, Need, Number, RegisterKind

if TYPE_CHECKING:
    from marketplace.registry.reading import ReadRow

STATED = "menurut berkas"


def guess(column: Sequence[str], is_place: IsPlace) -> str | None:
    """The field of a column of unknown header; never by the length of its numbers."""
    if holding.share(column, holding.is_address) >= holding.MANY:
        return "address"
    for field in ("scale", "business_form", "business_status"):
        if holding.share(column, partial(_is_listed, field)) >= holding.MOST:
            return field
    for field in ("regency_name", "district_name"):
        if holding.share(column, partial(is_place, field)) >= holding.MOST:
            return field
    return None


def _is_listed(field: str, cell: str) -> bool:
    return vocabulary.known(field, clean(cell)) is not None


def finish(row: "ReadRow", on: date, stated: str | None) -> None:
    """Place it, class it, look for contradictions, and refuse it when it cannot be known again."""
    row.warnings.extend(whereabouts.place(row.values, stated))
    _class(row)
    row.warnings.extend(warnings_of(row.values, on))
    row.values = {name: value for name, value in row.values.items() if value is not None}
    if not row.values.get("name"):
        row.reasons.append("nama usaha kosong atau tidak terbaca")
    if not row.reasons and not row.values.get("nib") and not row.values.get("id_umkm"):
        row.reasons.append("NIB dan ID UMKM kosong atau tidak terbaca")


def _class(row: "ReadRow") -> None:
    """The class that the file states, else the one that its figures give; they are not kept."""
    values = row.values
    capital, turnover = values.pop("capital", None), values.pop("turnover", None)
    reckoned = size_class.of(capital, turnover, values.get("started_on"))
    said = values.get("scale")
    if said:
        values["scale_basis"] = STATED
        if reckoned and reckoned.name != said:
            row.warnings.append(f"skala {said}, padahal {reckoned.name} menurut {reckoned.basis}")
    elif reckoned:
        values.update(scale=reckoned.name, scale_basis=reckoned.basis)


def _bare_name(values: Mapping[str, Any]) -> str:
    return name_key(values.get("name") or "")


BUSINESS = RegisterKind(
    name="umkm",
    noun="usaha",
    fields=BUSINESSES,
    needs=(
        Need(("name",), "nama usaha (nama)"),
        Need(("nib", "id_umkm"), "NIB (nib) atau ID UMKM (id_umkm)"),
    ),
    numbers=(Number("nib", "NIB"), Number("id_umkm", "ID UMKM")),
    of_identity=frozenset(("nib", "id_umkm", "name")),
    takes=OF_BUSINESSES,
    pure=PURE,
    guess=guess,
    finish=finish,
    unkept=frozenset(("capital", "turnover")),
    name_key=_bare_name,
)
