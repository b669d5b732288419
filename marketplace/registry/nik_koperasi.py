"""NIK koperasi: the thirteen digits of a cooperative, never the sixteen of a person."""

import re

from marketplace.registry.cells import Unreadable, clean, is_scientific

BANTEN_PREFIXES = frozenset(("3601", "3602", "3603", "3604", "3671", "3672", "3673", "3674"))
ROUNDED = "00000"  # Excel shows 3.60301E+12 and so keeps seven figures at most
_NEARLY = re.compile(r"[\d\s.,\-/]+")


def read(cell: str) -> str | None:
    """The NIK koperasi in a cell as 13 digits; None when empty, Unreadable when it is not one."""
    text = clean(cell)
    if not text or not text.strip("0"):
        return None
    if is_scientific(text):
        raise Unreadable(
            f"NIK koperasi “{text}” ditulis dalam notasi ilmiah sehingga angkanya hilang;"
            " simpan kolom ini sebagai teks"
        )
    text = re.sub(r"^(?:nik|no|nomor)[\s.:]*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"[.,]0+$", "", text) if re.fullmatch(r"\d{13}[.,]0+", text) else text
    digits = re.sub(r"\D", "", text)
    if len(digits) == 16:
        # A person's number: never repeated in a message.
        raise Unreadable("NIK berisi 16 angka: itu NIK KTP orang, bukan NIK koperasi")
    if not digits:
        raise Unreadable(f"“{text[:40]}” bukan NIK koperasi; tulis 13 angka")
    if not _NEARLY.fullmatch(text) or not digits.isascii():
        raise Unreadable("NIK koperasi berisi tanda selain angka; tulis 13 angka saja")
    if len(digits) != 13:
        raise Unreadable(f"NIK koperasi harus 13 angka, di sini {len(digits)} angka")
    if digits[0] == "0":
        raise Unreadable("NIK koperasi 13 angka tidak berawal 0; periksa angka yang hilang")
    if digits.endswith(ROUNDED):
        raise Unreadable(
            f"NIK koperasi “{text}” tampak dibulatkan: angka belakangnya tinggal nol;"
            " simpan kolom ini sebagai teks dan ambil lagi dari berkas aslinya"
        )
    return digits


def regency_code(number: str) -> str | None:
    """The kab/kota that issued the number, if it is one of Banten: `36.03`."""
    return f"{number[:2]}.{number[2:4]}" if number[:4] in BANTEN_PREFIXES else None


def looks_like_one(cell: str) -> bool:
    """Whether a cell is thirteen digits, however padded."""
    try:
        return read(cell) is not None
    except Unreadable:
        return False


def is_nik_ktp(cell: str) -> bool:
    """Whether a cell is a person's sixteen digits."""
    return bool(re.fullmatch(r"[1-9]\d{15}(?:[.,]0)?", clean(cell).replace(" ", "")))
