"""Reading permit numbers: what a number says, what is odd about it, and what cannot be one.

What a published source states may refuse; what is only believed to hold warns.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from marketplace.catalog.permits import kinds
from marketplace.errors import RuleBroken
from marketplace.places import queries as places

LONGEST = 60
BPOM_FOOD, BPOM_OTHER = ("MD", "ML"), ("NA", "TR", "TI", "SD", "SI")
_BPOM_USUAL = {"MD": range(12, 16), "ML": range(12, 16), "NA": range(11, 12)}
_PIRT_DIGITS = 15
_SNI = re.compile(r"sni\s*(?:[0-9]{2}-)?[0-9]{3,6}(?:[.-][0-9]+)*[:-](?:19|20)[0-9]{2}", re.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it is kept, its last day where it tells one, and words about it."""

    number: str
    expires_on: date | None = None
    facts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read(kind: str, written: str, expires_on: date | None = None) -> Reading:
    """Read a number of a kind; RuleBroken with words for the owner when it cannot be one."""
    plain = " ".join(written.split())
    if not plain or not any(letter.isascii() and letter.isalnum() for letter in plain):
        raise RuleBroken("Tulis nomornya seperti di surat izin.", "number")
    if len(plain) > LONGEST:
        raise RuleBroken(f"Nomor izin paling panjang {LONGEST} huruf.", "number")
    reading = _READERS.get(kind, _any)(plain)
    if expires_on is None:
        return reading
    if reading.expires_on is not None and expires_on.year != reading.expires_on.year:
        year = reading.expires_on.year
        raise RuleBroken(
            f"Menurut dua angka terakhir nomornya, izin ini habis pada tahun {year}.", "expires_on"
        )
    return replace(reading, expires_on=expires_on)


def _pirt(plain: str) -> Reading:
    """P-IRT, `K JJ WWWW PP UUUU YY`: packaging, food, kab/kota, product, producer, last year."""
    digits = re.sub(r"(?i)^\W*p\W*irt\W*|no\b\.?|[\s.\-–]", "", plain)
    if not re.fullmatch(r"[0-9]+", digits):
        raise RuleBroken("Nomor P-IRT hanya angka, misalnya 2023604010123-28.", "number")
    if len(digits) != _PIRT_DIGITS:
        raise RuleBroken(
            f"Nomor P-IRT terdiri dari {_PIRT_DIGITS} angka, misalnya 2023604010123-28; "
            f"yang tertulis {len(digits)} angka.",
            "number",
        )
    packaging = kinds.pirt_packagings().get(digits[0])
    if packaging is None:
        raise RuleBroken(
            f"Angka pertama nomor P-IRT menyebut kemasan, dari 1 sampai 8; yang tertulis "
            f"{digits[0]}.",
            "number",
        )
    year = 2000 + int(digits[13:])
    regency, warnings = _pirt_regency(digits[3:7])
    facts = [f"Kemasan {packaging}", regency, f"berlaku sampai akhir {year}"]
    if food := kinds.pirt_foods().get(digits[1:3]):
        facts.insert(1, f"jenis {food} (daftar 2012)")
    number = f"{digits[:13]}-{digits[13:]}"
    return Reading(number, date(year, 12, 31), tuple(facts), warnings)


def _pirt_regency(code: str) -> tuple[str, tuple[str, ...]]:
    found = next((one for one in places.regencies() if one.code == f"{code[:2]}.{code[2:]}"), None)
    if found:
        return f"terdaftar di {found.name}", ()
    warning = f"Kode wilayah {code} bukan kabupaten/kota di Banten. Periksa angka ke-4 sampai ke-7."
    return f"terdaftar di wilayah {code}", (warning,)


def _bpom(plain: str) -> Reading:
    """BPOM: MD or ML for food; NA, TR, TI, SD, SI for cosmetics, remedies and supplements."""
    match = re.fullmatch(r"(?i)(?:bpom\W*)?(?:ri\W*)?([a-z]{2})\W*([0-9][0-9.\-\s]*)", plain)
    prefix = match[1].upper() if match else ""
    if match is None or prefix not in (*BPOM_FOOD, *BPOM_OTHER):
        raise RuleBroken(
            "Nomor BPOM diawali MD atau ML (makanan), NA, TR, TI, SD, atau SI, lalu angka; "
            "misalnya MD 235602169254.",
            "number",
        )
    digits = re.sub(r"\D", "", match[2])
    usual = _BPOM_USUAL.get(prefix)
    if usual is None or len(digits) in usual:
        return Reading(f"{prefix} {digits}")
    words = f"{usual[0]} angka" if len(usual) == 1 else f"{usual[0]} sampai {usual[-1]} angka"
    warning = f"Nomor {prefix} biasanya {words}; yang tertulis {len(digits)}. Periksa lagi."
    return Reading(f"{prefix} {digits}", warnings=(warning,))


def _halal(plain: str) -> Reading:
    """BPJPH: `ID` and 17 digits, as far as it is known."""
    number = re.sub(r"[\s.\-]", "", plain).upper()
    if re.fullmatch(r"ID[0-9]{17}", number):
        return Reading(number)
    if re.fullmatch(r"ID[0-9]{14,18}", number):
        return Reading(number, warnings=("Nomor halal biasanya ID dan 17 angka. Periksa lagi.",))
    return Reading(
        plain, warnings=("Nomor sertifikat halal biasanya diawali ID lalu 17 angka. Periksa lagi.",)
    )


def _merek(plain: str) -> Reading:
    """DJKI: `IDM` and 9 digits once registered; `JID`, `DID`, `IID` while it is asked for."""
    number = re.sub(r"[\s.\-]", "", plain).upper()
    if re.fullmatch(r"IDM[0-9]{9}", number):
        return Reading(number, facts=("Merek terdaftar",))
    if re.fullmatch(r"[JDI]ID(?:19|20)[0-9]{8}", number):
        return Reading(number, facts=("Permohonan merek, belum terdaftar",))
    return Reading(
        plain, warnings=("Nomor merek terdaftar biasanya IDM dan 9 angka. Periksa lagi.",)
    )


def _sni(plain: str) -> Reading:
    """BSN: `SNI 8896:2020` or `SNI 01-2346-2006`."""
    if re.fullmatch(
        r"(?i)sni\s*(?:[0-9]{2}-)?[0-9]{3,6}(?:[.-][0-9]+)*[:-](?:19|20)[0-9]{2}", plain
    ):
        return Reading(plain.upper())
    return Reading(plain, warnings=("Nomor SNI biasanya seperti SNI 8896:2020. Periksa lagi.",))


def _any(plain: str) -> Reading:
    return Reading(plain)


_READERS: dict[str, Callable[[str], Reading]] = {
    "pirt": _pirt,
    "bpom": _bpom,
    "halal": _halal,
    "merek": _merek,
    "sni": _sni,
}
