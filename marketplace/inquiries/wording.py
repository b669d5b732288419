"""What a wish may say: officers and every owner of a category read it, so it reaches nobody."""

import re
import unicodedata

from marketplace.errors import RuleBroken
from marketplace.texts import clean_text, one_line

SHORTEST, LONGEST, LONGEST_NOTE = 3, 120, 300
# Digits with no more between them than people put into a telephone number.
_DIGITS = re.compile(r"\d(?:[\s().+/_-]{0,3}\d){7,}")
# One that begins as those do, whatever marks part it; sizes stand behind commas and dashes, too.
_PHONE = re.compile(
    r"(?<!\d)(?:0(?=[^\w.,]{0,3}[1-9])|\+\W{0,3}6[\W_]{0,3}2|6[\W_]{0,3}2(?=[\W_]{0,3}8))"
    r"(?:[\W_]{0,3}\d){8,}"
)
_MONEY = re.compile(r"\brp\.?\s*\d{1,3}(?:[.,]\d{3})+(?!\d)", re.IGNORECASE)
_ADDRESS = re.compile(r"\w@\w|@\s*[^\W\d]")
_LINK = re.compile(
    r"https?:|www\.|\b(?:wa|t)\s?\.\s?me\b|"
    r"[^\W_]\.(?:com|net|org|co|id|me|ly|link|shop|store|info|biz|xyz|io|app|my|site|online)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
# More marks than any script puts on one letter would cover the lines above and below.
_MARKS = "[\\u0300-\\u036f\\u1ab0-\\u1aff\\u20d0-\\u20ff]"
_HEAP = re.compile(f"({_MARKS}{{2}}){_MARKS}+")


def wanted(typed: str) -> str:
    """The product that is wished for, on one line; RuleBroken with words about `text`."""
    text = _cleaned(one_line(typed))
    letters = sum(1 for c in text if c.isalpha())
    if len(text) < SHORTEST or letters < 2:
        raise RuleBroken("Tulis nama produknya, paling sedikit 3 huruf.", "text")
    if len(text) > LONGEST:
        raise RuleBroken("Nama produk paling panjang 120 huruf.", "text")
    _refuse_contacts(text, "text")
    return text


def note(typed: str | None) -> str:
    """What is said beside it; empty for nothing, RuleBroken with words about `note`."""
    text = _cleaned(clean_text(typed))
    if len(text) > LONGEST_NOTE:
        raise RuleBroken("Keterangan paling panjang 300 huruf.", "note")
    _refuse_contacts(text, "note")
    return text


def key_of(text: str) -> str:
    """What makes two wishes the same: their words and numbers, however they are written."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in bare if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(_WORD.findall(bare))


def _cleaned(text: str | None) -> str:
    """Without what cannot be seen; a joiner, too: it would hide a number from us."""
    return _HEAP.sub(r"\1", (text or "").replace("\u200d", ""))


def _refuse_contacts(text: str, field: str) -> None:
    """RuleBroken where a text holds a number, an e-mail address or a link."""
    plain = unicodedata.normalize("NFKC", text)
    if _LINK.search(plain) or _ADDRESS.search(plain):
        raise RuleBroken("Tulis tanpa tautan, alamat e-mail, atau nama akun.", field)
    if _DIGITS.search(_MONEY.sub("Rp", plain)) or _PHONE.search(plain):
        raise RuleBroken("Tulis tanpa nomor telepon atau deretan angka yang panjang.", field)
