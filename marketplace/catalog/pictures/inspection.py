"""Reading a picture's header: its kind, its size, and where it ends, before any pixel is decoded.

What is refused here never reaches the decoder: other kinds of file, files that are something
else besides a picture, moving pictures, cut-off files, and sizes that would fill the memory.
"""

import re
import struct
from dataclasses import dataclass

from marketplace.errors import RuleBroken

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_SIDE = 80
MOST_OBLONG = 6
MOST_SEGMENTS = 5_000

TRUNCATED = "Foto ini terpotong. Kirim ulang foto aslinya."
MOVING = "Gambar bergerak belum bisa dipasang. Pilih foto biasa."
SUSPECT = "Berkas ini bukan foto biasa. Ambil foto baru, lalu unggah lagi."

_DISGUISE = re.compile(rb"<script|<html|<!doctype|<svg[\s>]|<\?php|%pdf-|javascript:", re.I)
_OTHER_FILES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x7fELF")
# A ZIP is read from its end: this record stands within the last 64 kB.
_END_OF_ZIP, _LAST = b"PK\x05\x06", 65_557
# One fill byte, not `+`: a file of nothing but fill bytes would be searched from each of them.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.S)
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


@dataclass(frozen=True)
class Header:
    """What a picture says of itself."""

    kind: str
    width: int
    height: int


def inspect(data: bytes) -> Header:
    """The header of a JPEG, PNG or WebP that may be kept; RuleBroken with words otherwise."""
    if not data:
        raise RuleBroken("Berkas ini kosong. Pilih foto lain.")
    if len(data) > MOST_BYTES:
        raise RuleBroken("Foto ini lebih dari 15 MB. Kecilkan dulu, lalu unggah lagi.")
    try:
        header = _header(data)
    except (IndexError, struct.error):
        raise RuleBroken(TRUNCATED) from None
    _check_size(header)
    return header


def _header(data: bytes) -> Header:
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:8] == b"ftyp":
        raise RuleBroken(
            "Foto HEIC belum bisa dibaca. Di pengaturan kamera pilih JPEG, lalu ambil lagi."
        )
    if data[:4] == b"GIF8":
        raise RuleBroken(MOVING)
    raise RuleBroken("Berkas ini bukan foto JPEG, PNG, atau WebP.")


def _check_size(header: Header) -> None:
    short, long = sorted((header.width, header.height))
    if short == 0:
        raise RuleBroken(TRUNCATED)
    if short * long > MOST_PIXELS:
        raise RuleBroken("Ukuran foto ini lebih dari 40 megapiksel. Kecilkan dulu.")
    if short < LEAST_SIDE:
        raise RuleBroken(f"Foto ini terlalu kecil. Paling sedikit {LEAST_SIDE} piksel tiap sisi.")
    if long > short * MOST_OBLONG:
        raise RuleBroken("Foto ini terlalu panjang. Potong dulu mendekati persegi.")


def _refuse_disguise(part: bytes) -> None:
    if _DISGUISE.search(part):
        raise RuleBroken(SUSPECT)


def _jpeg(data: bytes) -> Header:
    """Walk the segments to the end marker; phones may hang a film or a second picture behind it."""
    size: tuple[int, int] | None = None
    place = 2
    segments = 0
    while match := _MARKER.search(data, place):
        segments += 1
        if segments > MOST_SEGMENTS:
            raise RuleBroken(SUSPECT)
        marker, place = match[1][0], match.end()
        if marker == 0xD9:
            break
        if marker in (0x01, 0xD8):
            continue
        length = struct.unpack_from(">H", data, place)[0]
        segment = data[place + 2 : place + length]
        if len(segment) < length - 2:
            raise RuleBroken(TRUNCATED)
        if marker in _FRAMES and size is None:
            height, width = struct.unpack_from(">HH", segment, 1)
            size = width, height
        elif marker >= 0xE0:
            _refuse_disguise(segment)
        place += length
    else:
        raise RuleBroken(TRUNCATED)
    _check_tail(data[place:])
    if size is None:
        raise RuleBroken(TRUNCATED)
    return Header("jpeg", *size)


def _check_tail(tail: bytes) -> None:
    if tail.lstrip(b"\0").startswith(_OTHER_FILES) or _END_OF_ZIP in tail[-_LAST:]:
        raise RuleBroken(SUSPECT)
    _refuse_disguise(tail)


def _png(data: bytes) -> Header:
    """Walk the chunks to IEND, which must be the end of the file."""
    place = 8
    size: tuple[int, int] | None = None
    while True:
        length, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + length]
        place += 12 + length
        if place > len(data):
            raise RuleBroken(TRUNCATED)
        if size is None:
            if kind != b"IHDR":
                raise RuleBroken(SUSPECT)
            size = struct.unpack_from(">II", body)
        if kind == b"acTL":
            raise RuleBroken(MOVING)
        if kind == b"IEND":
            break
        if kind != b"IDAT":
            _refuse_disguise(body)
    if data[place:].strip(b"\0"):
        raise RuleBroken(SUSPECT)
    return Header("png", *size)


def _webp(data: bytes) -> Header:
    """Walk the chunks; the file must be exactly as long as it says."""
    said = struct.unpack_from("<I", data, 4)[0] + 8
    if said > len(data):
        raise RuleBroken(TRUNCATED)
    if data[said:].strip(b"\0"):
        raise RuleBroken(SUSPECT)
    size: tuple[int, int] | None = None
    place = 12
    while place + 8 <= said:
        kind, length = struct.unpack_from("<4sI", data, place)
        body = data[place + 8 : place + 8 + length]
        place += 8 + length + (length & 1)
        if len(body) < length:
            raise RuleBroken(TRUNCATED)
        if kind in (b"ANIM", b"ANMF"):
            raise RuleBroken(MOVING)
        if kind in _WEBP_SIZES:
            size = size or _WEBP_SIZES[kind](body)
        elif kind != b"ALPH":
            _refuse_disguise(body)
    if size is None:
        raise RuleBroken(TRUNCATED)
    return Header("webp", *size)


def _size_vp8x(body: bytes) -> tuple[int, int]:
    return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")


def _size_vp8(body: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


def _size_vp8l(body: bytes) -> tuple[int, int]:
    bits = struct.unpack_from("<I", body, 1)[0]
    return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1


_WEBP_SIZES = {b"VP8X": _size_vp8x, b"VP8 ": _size_vp8, b"VP8L": _size_vp8l}
