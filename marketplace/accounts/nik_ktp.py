"""The number of a person's identity card: what it must be, and how it is shown.

Sixteen digits: province, kab/kota, kecamatan (two each), day of birth (a woman's plus 40), month,
year, and a serial from 0001. There is no check digit. Old cards carry places of before Banten was
a province, so that a place which does not fit is a doubt and never a refusal.
"""

from datetime import date

from marketplace.errors import RuleBroken
from marketplace.sentences import Sentence

LENGTH = 16
WOMAN = 40
HIDDEN = "*" * 8

WRONG_LENGTH = Sentence("NIK pada KTP terdiri atas 16 angka. Periksa lagi.")
WRONG_DATE = Sentence("Angka tanggal lahir di dalam NIK ini tidak mungkin. Periksa lagi.")
WRONG_SERIAL = Sentence("Empat angka terakhir NIK tidak boleh 0000. Periksa lagi.")


def checked(typed: str, field: str = "nik_ktp") -> str:
    """The sixteen digits of a number as people write it; RuleBroken beside `field`."""
    digits = "".join(letter for letter in typed if not letter.isspace() and letter not in ".-")
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise RuleBroken(WRONG_LENGTH, field)
    if not _is_a_day(digits[6:12]):
        raise RuleBroken(WRONG_DATE, field)
    if digits[12:] == "0000":
        raise RuleBroken(WRONG_SERIAL, field)
    return digits


def _is_a_day(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    day -= WOMAN if day > WOMAN else 0
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def masked(number: str) -> str:
    """How it is shown everywhere: `3604********0001`."""
    return number[:4] + HIDDEN + number[-4:]


def doubts(number: str, regency_code: str) -> list[str]:
    """What an officer should look at twice; `regency_code` is where the person says she lives."""
    if f"{number[:2]}.{number[2:4]}" == regency_code:
        return []
    return ["Awalan NIK bukan kab/kota lapak ini: mungkin KTP lama, atau pindahan."]
