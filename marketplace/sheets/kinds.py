"""What kind of file somebody brought, by its first bytes; other kinds are refused by name."""

import re

from marketplace.errors import RuleBroken

AS_SHEET = "Buka berkasnya, pilih Simpan sebagai “Excel (XLSX)” atau “CSV UTF-8”, lalu unggah."
NO_SHEET = "bukan CSV atau Excel (XLSX)"
MAGIC = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "dokumen RTF"),
    (b"\x1f\x8b", "arsip GZIP"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "gambar"),
    (b"GIF8", "gambar"),
    (b"RIFF", "gambar atau rekaman"),
    (b"SQLite format 3", "basis data"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_WEB = re.compile(r"\s*<(?:!--|!doctype|html|head|body|div|meta|table|\?xml)", re.IGNORECASE)
_JSON = re.compile(r"\s*[\[{]\s*[\"{\[]")


def is_zip(head: bytes) -> bool:
    """Whether a file may be XLSX."""
    return head.startswith(ZIP)


def refuse_others(head: bytes, whole_names_a_lock: bool) -> None:
    """RuleBroken when the first bytes are those of a file that holds no rows.

    `whole_names_a_lock`: the file says somewhere that it is an encrypted package.
    """
    if head.startswith(OLD_OFFICE) and whole_names_a_lock:
        raise RuleBroken(
            "Berkas Excel ini terkunci kata sandi. Buka kuncinya, simpan lagi, lalu unggah."
        )
    if head.startswith(OLD_OFFICE):
        raise RuleBroken(
            f"Berkas ini lembar kerja Excel lama (XLS) atau dokumen Office lama. {AS_SHEET}"
        )
    for start, what in MAGIC:
        if head.startswith(start):
            raise RuleBroken(f"Berkas ini {what}, {NO_SHEET}. Mintalah berkas aslinya.")


def refuse_markup(text: str) -> None:
    """RuleBroken when a text is a web page or JSON; `text` is its beginning."""
    if _WEB.match(text):
        raise RuleBroken(f"Berkas ini halaman web (HTML/XML), {NO_SHEET}. {AS_SHEET}")
    if _JSON.match(text):
        raise RuleBroken(f"Berkas ini JSON, {NO_SHEET}. {AS_SHEET}")
