"""A claim beside the record it names: what the owner says, what the register says."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from marketplace.accounts import phones
from marketplace.places import queries as places
from marketplace.registry import queries as registry
from marketplace.registry.models import Cooperative
from marketplace.sellers import register
from marketplace.sellers.models import Claim, Shop
from marketplace.web.filters import tanggal

Row = tuple[str, str | None, str | None, bool]


@dataclass(frozen=True)
class Comparison:
    """Rows of both sides with differences marked, the conditions of a badge, and the verdict."""

    rows: list[Row]
    # What is asked, what the register says, the day its data speak of; None: not a condition.
    conditions: list[tuple[str, str, str, bool | None]]
    verdict: register.Verdict
    badge_ends: date | None

    @classmethod
    def of(cls, claim: Claim, on: date) -> Self:
        """Compare a claim with its record as both stand on a day."""
        cooperative = claim.cooperative
        if cooperative is None:
            raise ValueError("a claim without a record is not shown beside one")
        verdict = register.verdict(cooperative, claim.kind, on)
        return cls(
            rows=[*_of_numbers(claim, cooperative), *_of_places(claim.shop, cooperative)],
            conditions=_conditions(cooperative, verdict),
            verdict=verdict,
            badge_ends=None if verdict.reasons else verdict.badge_ends(on),
        )


def _of_numbers(claim: Claim, cooperative: Cooperative) -> list[Row]:
    matches = registry.by_number(claim.number)
    other = matches is None or matches.id != cooperative.id
    of_record = " · ".join(
        number for number in (cooperative.nik_koperasi, cooperative.legal_number) if number
    )
    said = f"{(claim.role or '').capitalize()}, nomor anggota {claim.member_number}"
    return [
        ("Keanggotaan", said, cooperative.name, False),
        ("Nomor koperasi", claim.number, of_record, other),
        ("Bentuk", None, cooperative.form or "Belum tercatat", False),
    ]


def _of_places(shop: Shop, cooperative: Cooperative) -> list[Row]:
    district = shop.place.district
    regency = places.regency(cooperative.regency_code) if cooperative.regency_code else None
    name = regency.name if regency else cooperative.regency_name
    of_record = (cooperative.district_name or "").removeprefix("Kecamatan ").strip()
    elsewhere = bool(of_record) and of_record.casefold() != district.name.casefold()
    if cooperative.district_code:
        elsewhere = cooperative.district_code != district.code
    return [
        ("Kabupaten/kota", district.regency.name, name, regency != district.regency),
        ("Kecamatan", district.name, of_record or None, elsewhere),
        ("Alamat", shop.address, cooperative.address, False),
    ]


def _conditions(
    cooperative: Cooperative, verdict: register.Verdict
) -> list[tuple[str, str, str, bool | None]]:
    """Each fact that the rule looks at, the day that its data speak of, and whether it fits."""
    dates = register.data_dates(cooperative)
    ends, rat = cooperative.certificate_expires_on, cooperative.last_rat_on
    facts: list[tuple[str, str | None, str]] = [
        ("Sertifikat NIK", cooperative.certificate_status, "certificate_status"),
        ("Berlaku sampai", tanggal(ends) if ends else None, "certificate_expires_on"),
        ("Grade", cooperative.grade, "grade"),
        ("Keadaan", cooperative.activity, "activity"),
        ("RAT terakhir", tanggal(rat) if rat else None, "last_rat_on"),
    ]
    # An activity that nobody stated is no obstacle, and a late RAT alone is none either.
    silent = {"last_rat_on"} if cooperative.activity is not None else {"last_rat_on", "activity"}
    return [
        (
            label,
            value or "Belum tercatat",
            tanggal(dates.get(field)),
            None if field in silent else field not in verdict.failing,
        )
        for label, value, field in facts
    ]


def number_words(shop: Shop) -> str:
    """The shop's number as an officer may read it, and whether it was shown to be the owner's."""
    if not shop.whatsapp:
        return "Belum diisi"
    known = "terkonfirmasi" if shop.whatsapp_confirmed_at else "belum terkonfirmasi"
    return f"{phones.masked(shop.whatsapp)}, {known}"
