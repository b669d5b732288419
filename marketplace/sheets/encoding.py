"""In which encoding a text file was saved: UTF-8, UTF-16 with or without a mark, or cp1252."""

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO

from marketplace.errors import RuleBroken
from marketplace.sheets.kinds import AS_SHEET

Opener = Callable[[], BinaryIO]
PART = 1 << 20
NAMES = {
    "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}  # fmt: skip
_LETTERS = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_NO_TEXT = re.compile(r"[\x01-\x08\x0e-\x1f]")


def encoding_of(open_: Opener) -> str:
    """The encoding in which a whole file reads as text; RuleBroken when it does in none."""
    with open_() as stream:
        head = stream.read(4096)
    if guess := _sixteen_bits(head):
        _walk(open_, guess)
        return guess
    try:
        _walk(open_, "utf-8-sig")
    except UnicodeDecodeError:
        _doubt(open_)
        _walk(open_, "cp1252")
        return "cp1252"
    return "utf-8-sig"


def _sixteen_bits(head: bytes) -> str | None:
    """UTF-16 by its mark, or because every other byte of mostly Latin letters is zero."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else None


def _walk(open_: Opener, encoding: str) -> None:
    """Read a file once; RuleBroken for signs that no text holds.

    UnicodeDecodeError tells that a file is not in UTF-8.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    with open_() as stream:
        while part := stream.read(PART):
            try:
                text = decoder.decode(part)
            except UnicodeDecodeError:
                if encoding == "utf-8-sig":
                    raise
                raise _broken() from None
            _refuse_signs(text)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if encoding == "utf-8-sig":
            raise
        raise _broken() from None


def _refuse_signs(text: str) -> None:
    if "\x00" in text:
        raise RuleBroken(f"Berkas berisi byte kosong (NUL), jadi bukan teks yang utuh. {AS_SHEET}")
    if _NO_TEXT.search(text):
        raise RuleBroken(f"Berkas berisi tanda yang bukan teks, jadi bukan CSV. {AS_SHEET}")


def _doubt(open_: Opener) -> None:
    """RuleBroken when a file is UTF-8 with a few broken letters: cp1252 would garble the rest."""
    whole = high = 0
    with open_() as stream:
        while part := stream.read(PART):
            whole += sum(len(found) for found in _LETTERS.findall(part))
            high += len(_HIGH.findall(part))
    if whole * 2 > high:
        raise _broken()


def _broken() -> RuleBroken:
    return RuleBroken(f"Ada huruf yang rusak di berkas ini, mungkin terpotong. {AS_SHEET}")
