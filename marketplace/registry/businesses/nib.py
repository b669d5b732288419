"""NIB: the thirteen digits that OSS gives a business (umkm.md 3.1); they hold no check digit."""

import re

from marketplace.registry.cells import Unreadable, clean, is_scientific

DIGITS = 13
_LED = re.compile(r"^(?:(?:nib|nomor|no)\b[\s.:]*)+", re.IGNORECASE)
_NEARLY = re.compile(r"[\d\s.,\-/]+")


def read(cell: str) -> str | None:
    """The NIB in a cell as 13 digits; None when empty, Unreadable with the reason otherwise."""
    text = _LED.sub("", clean(cell))
    if not text or not text.strip("0 .-"):
        return None
    if is_scientific(text):
        raise Unreadable(
            f"NIB “{text}” ditulis dalam notasi ilmiah sehingga angkanya hilang;"
            " simpan kolom ini sebagai teks"
        )
    text = re.sub(r"[.,]0+$", "", text) if re.fullmatch(r"\d+[.,]0+", text) else text
    digits = re.sub(r"\D", "", text)
    if len(digits) == 16:
        # A person's number: never repeated in a message.
        raise Unreadable("NIB berisi 16 angka: itu NIK KTP atau NPWP orang, bukan NIB")
    if not digits:
        raise Unreadable(f"“{text[:40]}” bukan NIB; tulis 13 angka")
    if not _NEARLY.fullmatch(text) or not digits.isascii():
        raise Unreadable("NIB berisi tanda selain angka; tulis 13 angka saja")
    if len(digits) == DIGITS - 1:
        # Many begin with 0, which a spreadsheet drops; which digit is lost is never guessed.
        raise Unreadable(
            "NIB harus 13 angka, di sini 12 angka; mungkin angka 0 di depan hilang di lembar"
            " kerja. Simpan kolom ini sebagai teks"
        )
    if len(digits) != DIGITS:
        raise Unreadable(f"NIB harus 13 angka, di sini {len(digits)} angka")
    return digits
