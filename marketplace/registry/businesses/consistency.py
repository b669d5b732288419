"""What in a business's row does not agree with itself: warnings for the officer."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from marketplace.registry.businesses import kbli, npwp
from marketplace.registry.days import in_words

FIRST_NIB = date(2018, 7, 1)  # OSS began to give them; weakly known, so it only warns
Values = Mapping[str, Any]


def warnings_of(values: Values, on: date) -> list[str]:
    """Everything about these values that an officer should look at on a day."""
    return [warning for check in _CHECKS for warning in check(values, on)]


def _people(values: Values, _on: date) -> Iterator[str]:
    for who, what in (("workers", "tenaga kerja"), ("employees", "karyawan")):
        men, women, total = (values.get(f"{who}_{part}") for part in ("male", "female", "total"))
        if men is not None and women is not None and total not in (None, men + women):
            yield f"{what} pria {men} + wanita {women} tidak sama dengan total {total}"
    workers, employees = values.get("workers_total"), values.get("employees_total")
    if workers is not None and employees is not None and employees > workers:
        yield f"karyawan {employees} lebih banyak daripada tenaga kerja {workers}"


def _numbers(values: Values, _on: date) -> Iterator[str]:
    number, code = values.get("npwp"), values.get("kbli")
    if number and not npwp.has_check_digit(number):
        yield f"angka periksa NPWP {npwp.written(number)} tidak cocok; periksa salah ketik"
    if code and not kbli.is_known(code):
        yield f"KBLI {code} tidak ada di {kbli.raw()['version']}"


def _days(values: Values, on: date) -> Iterator[str]:
    for field, what in (("nib_on", "tanggal NIB"), ("started_on", "mulai usaha")):
        if (day := values.get(field)) and day > on:
            yield f"{what} {in_words(day)} belum terjadi"
    if (day := values.get("nib_on")) and day < FIRST_NIB:
        yield f"tanggal NIB {in_words(day)}, sebelum ada NIB; periksa tahunnya"


_CHECKS: tuple[Callable[[Values, date], Iterator[str]], ...] = (_people, _numbers, _days)
