"""A claim beside the record it names: what the owner says, what the register says."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from marketplace.accounts import phones
from marketplace.places import queries as places
from marketplace.registry import queries as registry
from marketplace.registry.businesses import queries as businesses
from marketplace.registry.matching import naming
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers import claim_kinds, register
from marketplace.sellers.models import Claim, Evidence, Shop
from marketplace.web.filters import tanggal

Row = tuple[str, str | None, str | None, bool]
Record = Cooperative | Business
# From here on two names are one, written differently.
SAME_NAME = 92
_FACTS = {
    "certificate_status": "Sertifikat NIK",
    "certificate_expires_on": "Berlaku sampai",
    "grade": "Grade",
    "activity": "Keadaan",
    "last_rat_on": "RAT terakhir",
}
_FACTS_OF_BUSINESS = {"nib": "NIB", "business_status": "Status usaha", "scale": "Skala usaha"}
# What refuses nothing: the rule does not look at it, or only where somebody stated it.
_SILENT = {"last_rat_on"}
_IF_STATED = {"activity", "business_status", "scale"}


@dataclass(frozen=True)
class Comparison:
    """Rows of both sides with differences marked, and the conditions of a badge."""

    rows: list[Row]
    # What is asked, what the register says, the day its data speak of; None: not a condition.
    conditions: list[tuple[str, str, str, bool | None]]

    @classmethod
    def of(cls, claim: Claim, record: Record, verdict: register.Verdict) -> Self:
        """Compare a claim with the record that it rests on."""
        return cls(
            rows=[
                *_of_numbers(claim, record),
                *_of_evidence(claim, record),
                *_of_places(claim.shop, record),
            ],
            conditions=_conditions(record, verdict),
        )


def _of_numbers(claim: Claim, record: Record) -> list[Row]:
    if isinstance(record, Business):
        found = businesses.by_number(claim.number)
        differs = found is None or found.id != record.id
        return [
            _named("Nama usaha", claim.shop.name, record),
            ("NIB", claim.number, record.nib or record.id_umkm, differs),
            ("KBLI", None, " · ".join(filter(None, (record.kbli, record.trade))), False),
            ("Skala", None, record.scale or "Belum tercatat", False),
        ]
    matches = registry.by_number(claim.number)
    other = matches is None or matches.id != record.id
    of_record = " · ".join(
        number for number in (record.nik_koperasi, record.legal_number) if number
    )
    return [
        _who(claim, record),
        ("Nomor koperasi", claim.number, of_record, other),
        ("Bentuk", None, record.form or "Belum tercatat", False),
    ]


def _who(claim: Claim, record: Cooperative) -> Row:
    """The shop is the cooperative, or its owner belongs to one."""
    if claim.kind == "cooperative":
        return _named(f"Nama koperasi ({claim.role or 'pengurus'})", claim.shop.name, record)
    said = f"{(claim.role or '').capitalize()}, nomor anggota {claim.member_number}"
    return "Keanggotaan", said, record.name, False


def _named(label: str, said: str, record: Record) -> Row:
    likeness = naming.alike(naming.read(said), naming.read(record.name))
    return label, said, record.name, likeness < SAME_NAME


def _of_evidence(claim: Claim, record: Record) -> list[Row]:
    """What stands on the documents, where the register says the same thing."""
    rows: list[Row] = []
    for one in claim.evidence:
        label = claim_kinds.documents()[one.kind].label if one.kind in _DOCUMENTS else ""
        rows += [
            (f"{label}: {what}", said, told, said != told)
            for what, said, told in _told_twice(one, record)
            if said
        ]
    if claim.kind == "member":
        # A claim on a known record took its name over; only what she wrote herself tells more.
        sources = {one.source for one in claim.evidence if one.kind == "member_card"}
        told = sorted(sources - {"", record.name})
        rows += [_named("Penerbit kartu", source, record) for source in told]
    return rows


_DOCUMENTS = ("certificate", "nib")


def _told_twice(one: Evidence, record: Record) -> list[tuple[str, str, str]]:
    if one.kind == "certificate" and isinstance(record, Cooperative):
        known = registry.by_number(one.number) if one.number else None
        same = known is not None and known.id == record.id
        number = record.nik_koperasi or record.legal_number or ""
        return [
            ("nomor", one.number and (number if same else one.number), number),
            ("berlaku sampai", tanggal(one.expires_on), tanggal(record.certificate_expires_on)),
        ]
    if one.kind == "nib" and isinstance(record, Business):
        same_nib = one.number and businesses.by_number(one.number) is record
        return [
            ("nomor", (record.nib or "") if same_nib else one.number, record.nib or ""),
            ("tanggal", tanggal(one.issued_on), tanggal(record.nib_on)) if record.nib_on
            else ("tanggal", "", ""),
        ]  # fmt: skip
    return []


def _of_places(shop: Shop, record: Record) -> list[Row]:
    district = shop.place.district
    regency = places.regency(record.regency_code) if record.regency_code else None
    name = regency.name if regency else record.regency_name
    of_record = (record.district_name or "").removeprefix("Kecamatan ").strip()
    elsewhere = bool(of_record) and of_record.casefold() != district.name.casefold()
    if record.district_code:
        elsewhere = record.district_code != district.code
    return [
        ("Kabupaten/kota", district.regency.name, name, regency != district.regency),
        ("Kecamatan", district.name, of_record or None, elsewhere),
        ("Alamat", shop.address, record.address, False),
    ]


def _conditions(
    record: Record, verdict: register.Verdict
) -> list[tuple[str, str, str, bool | None]]:
    """Each fact that the rule looks at, the day that its data speak of, and whether it fits."""
    dates = register.data_dates(record)
    labels = _FACTS_OF_BUSINESS if isinstance(record, Business) else _FACTS
    told = {name: getattr(record, name) for name in labels}
    return [
        (
            label,
            _written(told[name]),
            tanggal(dates.get(name)),
            None if _is_silent(name, told[name]) else name not in verdict.failing,
        )
        for name, label in labels.items()
    ]


def _is_silent(name: str, value: object) -> bool:
    """A late RAT alone is no obstacle, and neither is an activity that nobody stated."""
    return name in _SILENT or (value is None and name in _IF_STATED)


def _written(value: object) -> str:
    if value is None:
        return "Belum tercatat"
    return tanggal(value) if isinstance(value, date) else str(value)


def number_words(shop: Shop) -> str:
    """The shop's number as an officer may read it, and whether it was shown to be the owner's."""
    if not shop.whatsapp:
        return "Belum diisi"
    known = "terkonfirmasi" if shop.whatsapp_confirmed_at else "belum terkonfirmasi"
    return f"{phones.masked(shop.whatsapp)}, {known}"
