"""How the register's facts read on a page."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from marketplace.money import rupiah
from marketplace.places import queries as places
from marketplace.registry.businesses import npwp
from marketplace.registry.fields import BUSINESSES, COOPERATIVES
from marketplace.registry.queries import Fact
from marketplace.web.filters import angka, tanggal

HIDDEN = frozenset(("legal_number_key", "outside_banten"))
# A record's facts as an officer reads them: which belong together, in this order.
Sections = tuple[tuple[str, frozenset[str]], ...]
SECTIONS: Sections = (
    ("Badan hukum", frozenset((
        "nik_koperasi", "name", "legal_number", "legal_number_class", "legal_on",
        "amendment_number", "amendment_on", "form", "kind", "group_name", "sector", "management",
    ))),
    ("Kedudukan", frozenset((
        "address", "village_name", "district_name", "regency_name", "province_name",
        "village_code", "district_code", "regency_code",
    ))),
    ("Keadaan dan sertifikat", frozenset((
        "activity", "certificate_status", "certificate_expires_on", "certificate_issued_on",
        "certificate_printed_on", "certificate_edition", "grade", "kuk", "last_rat_on",
        "last_rat_year", "rat_held",
    ))),
    ("Anggota dan pegawai", frozenset((
        "members_male", "members_female", "members_total", "employees", "managers",
    ))),
    ("Keuangan", frozenset((
        "own_capital", "outside_capital", "assets", "turnover", "surplus", "book_year",
    ))),
)  # fmt: skip
BUSINESS_SECTIONS: Sections = (
    ("Usaha", frozenset((
        "nib", "nib_on", "id_umkm", "name", "npwp", "permit_number", "business_form", "started_on",
        "business_status", "kbli", "sector", "trade", "scale", "scale_basis", "grade",
    ))),
    ("Kedudukan", frozenset((
        "address", "village_name", "district_name", "regency_name", "province_name",
        "village_code", "district_code", "regency_code", "postal_code",
    ))),
    ("Tenaga kerja", frozenset((
        "workers_male", "workers_female", "workers_total",
        "employees_male", "employees_female", "employees_total",
    ))),
)  # fmt: skip
MEMBERSHIPS = {
    "valid": ("Berlencana", "good"),
    "paused": ("Lencana ditangguhkan", "warn"),
    "expired": ("Lencana berakhir", "soft"),
    "revoked": ("Lencana dicabut", "bad"),
    "lapsed": ("Tidak memenuhi syarat lagi", "bad"),
    "returned": ("Perlu dilengkapi", "warn"),
    "checked": ("Menunggu persetujuan", "warn"),
    "replaced": ("Lencana diganti", "soft"),
    "waiting": ("Klaim menunggu", "info"),
    "approved": ("Klaim disetujui", "soft"),
    "rejected": ("Klaim ditolak", "soft"),
    "withdrawn": ("Klaim ditarik", "soft"),
}
KINDS = {"koperasi": "Register koperasi", "umkm": "Register UMKM"}
STATES = {
    "unclear": ("Kolom belum jelas", "warn"),
    "staged": ("Pratinjau", "info"),
    "applied": ("Diterapkan", "good"),
    "discarded": ("Dibatalkan", "soft"),
    "refused": ("Ditolak", "bad"),
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
    if field == "npwp":
        return npwp.written(str(value))
    known = COOPERATIVES.all.get(field) or BUSINESSES.all.get(field)
    kind = known.kind if known else ""
    if kind == "money":
        return rupiah(value)
    return angka(value) if kind == "count" else str(value)


def in_sections(facts: Sequence[Fact], sections: Sections) -> list[tuple[str, list[Fact]]]:
    """The facts that a page shows, under their titles; an empty section is left out."""
    parts = [(title, [f for f in facts if f.field in fields]) for title, fields in sections]
    return [(title, part) for title, part in parts if part]


def _place(code: str) -> str:
    finders = {5: places.regency, 8: places.district, 13: places.village}
    place = finders[len(code)](code) if len(code) in finders else None
    return place.name if place else code


def regency_choices(none: str) -> list[tuple[str, str]]:
    """The kab/kota of Banten for a select, with what an empty choice means."""
    return [("", none), *((regency.code, regency.name) for regency in places.regencies())]
