"""What in a row does not agree with itself: warnings for the officer, never a refusal."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from marketplace.registry import nik_koperasi
from marketplace.registry.badge_rules import raw, rule_on
from marketplace.registry.days import in_words
from marketplace.registry.legal_number import UNKNOWN

FIRST_CERTIFICATES = 2010  # generous: the NIK came with Permenkop 10/2015
Values = Mapping[str, Any]


def warnings_of(values: Values, on: date) -> list[str]:
    """Everything about these values that an officer should look at on a day."""
    return [warning for check in _CHECKS for warning in check(values, on)]


def _members(values: Values, _on: date) -> Iterator[str]:
    men, women, total = (values.get(f"members_{who}") for who in ("male", "female", "total"))
    if men is not None and women is not None and total not in (None, men + women):
        yield f"anggota pria {men} + wanita {women} tidak sama dengan total {total}"
    limits = raw()["consistency"]
    form = values.get("form") or ""
    for begins, least in (
        ("Primer", limits["primer_members"]),
        ("Sekunder", limits["sekunder_members"]),
    ):
        if form.startswith(begins) and total is not None and total < least:
            yield f"koperasi {begins.lower()} beranggota {total}, kurang dari {least}"


def _certificate(values: Values, on: date) -> Iterator[str]:
    status, expires = values.get("certificate_status"), values.get("certificate_expires_on")
    holds = status in rule_on(on).statuses
    if expires and holds and expires < on:
        yield f"status “{status}” tetapi sertifikat berakhir {in_words(expires)}"
    if expires and status == "Sertifikat - Expired" and expires >= on:
        yield f"status “{status}” tetapi sertifikat berlaku sampai {in_words(expires)}"
    issued = values.get("certificate_issued_on")
    if issued and expires and issued > expires:
        yield "sertifikat berakhir sebelum diterbitkan"
    if values.get("grade") == "D" and holds:
        yield "grade D berarti sertifikat gugur, tetapi statusnya masih bersertifikat"


def _rat(values: Values, on: date) -> Iterator[str]:
    held, founded = values.get("last_rat_on"), values.get("legal_on")
    if held and founded and held < founded:
        yield "RAT terakhir lebih dulu daripada tanggal badan hukum"
    year = values.get("last_rat_year") or (held.year if held else None)
    years = raw()["consistency"]["grade_a_years"]
    if values.get("grade") == "A" and year and year < on.year - years:
        yield f"grade A tetapi RAT terakhir tahun {year}"


def _future(values: Values, on: date) -> Iterator[str]:
    for field, what in (
        ("legal_on", "tanggal badan hukum"),
        ("amendment_on", "tanggal perubahan anggaran dasar"),
        ("last_rat_on", "tanggal RAT"),
        ("certificate_issued_on", "tanggal terbit sertifikat"),
    ):
        if (day := values.get(field)) and day > on:
            yield f"{what} {in_words(day)} belum terjadi"
    if (year := values.get("last_rat_year")) and year > on.year and not values.get("last_rat_on"):
        yield f"RAT terakhir tahun {year} belum terjadi"
    if (day := values.get("certificate_expires_on")) and day.year < FIRST_CERTIFICATES:
        yield f"sertifikat berakhir {in_words(day)}, sebelum ada sertifikat NIK; periksa tahunnya"


def _numbers(values: Values, _on: date) -> Iterator[str]:
    number = values.get("nik_koperasi")
    if number:
        issued_in = nik_koperasi.regency_code(number)
        lies_in = values.get("regency_code")
        if issued_in is None and not values.get("outside_banten"):
            yield "empat angka awal NIK koperasi bukan kode Banten"
        elif issued_in and lies_in and issued_in != lies_in:
            yield f"NIK koperasi diterbitkan untuk {issued_in}, alamatnya di {lies_in}"
    if values.get("legal_number_class") == UNKNOWN:
        yield f"bentuk nomor badan hukum “{values['legal_number']}” tidak dikenal"


def _activity(values: Values, on: date) -> Iterator[str]:
    activity = values.get("activity")
    if activity in rule_on(on).barred_activities and values.get("rat_held"):
        yield f"koperasi {activity.lower()} tetapi tercatat melaksanakan RAT"


_CHECKS: tuple[Callable[[Values, date], Iterator[str]], ...] = (
    _members,
    _certificate,
    _rat,
    _future,
    _numbers,
    _activity,
)
