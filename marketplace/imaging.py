"""The door to the imaging library: a stranger's photo is drawn anew, or refused in words."""

import io
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.errors import RuleBroken

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 80

NOT_A_PICTURE = "Berkas ini bukan foto JPEG, PNG atau WebP yang utuh. Pilih foto lain."
TOO_MANY_PIXELS = "Ukuran foto terlalu besar. Paling besar 40 megapiksel."
TOO_MANY_BYTES = "Foto terlalu besar. Paling besar 15 MB."
_BEGINNINGS = {
    b"%PDF": "PDF belum diterima. Foto kartu atau surat Anda dengan HP.",
    b"PK\x03\x04": "Dokumen kantor belum diterima. Foto kartu atau surat Anda dengan HP.",
}
_HEIC = frozenset((b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1"))
# A decoded photo takes up to 160 MB: one at a time, so that several at once cannot starve us.
_one_at_a_time = threading.Lock()


def redrawn(data: bytes, *, longest_side: int, field: str | None = None) -> bytes:
    """A photo as WebP: upright, on white, its long side bounded, nothing left but its pixels.

    RuleBroken when it is no JPEG, PNG or WebP, above 15 MB or above 40 megapixels; the size is
    read from the header, before anything is decoded.
    """
    refusal = _refusal(data)
    if refusal:
        raise RuleBroken(refusal, field)
    with _refusing(field), _one_at_a_time:
        return _redraw(data, longest_side)


def _refusal(data: bytes) -> str | None:
    """Why a file is not looked into at all."""
    if len(data) > MOST_BYTES:
        return TOO_MANY_BYTES
    for beginning, words in _BEGINNINGS.items():
        if data.startswith(beginning):
            return words
    return "Foto HEIC belum diterima. Kirim sebagai JPEG." if data[4:12] in _HEIC else None


@dataclass(frozen=True)
class Renditions:
    """One picture in several widths; width and height are those of the largest."""

    width: int
    height: int
    files: dict[int, bytes]


def renditions(data: bytes, widths: Sequence[int]) -> Renditions:
    """A photo as WebP in every width, never made larger than it is; RuleBroken like `redrawn`.

    The caller has looked at the header: here a size above the limit is only refused once more.
    """
    with _refusing(None), _one_at_a_time:
        picture = _opened(data, max(widths) * 2)
        sizes = {width: _scaled(picture, width) for width in widths}
        largest = sizes[max(widths)]
        return Renditions(*largest.size, {width: _webp(one) for width, one in sizes.items()})


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a picture of our own, from its header."""
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


@contextmanager
def _refusing(field: str | None) -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OverflowError):
        raise RuleBroken(TOO_MANY_PIXELS, field) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise RuleBroken(NOT_A_PICTURE, field) from None
    except (struct.error, TypeError, IndexError, KeyError, ZeroDivisionError):
        # What the library's readers let through on files made to hurt.
        raise RuleBroken(NOT_A_PICTURE, field) from None


def opened(data: bytes, side: int) -> Image.Image:
    """The pixels of a photo, upright and flat, for whoever draws with them; RuleBroken like
    `redrawn`. `side` is the largest that is needed.
    """
    with _refusing(None), _one_at_a_time:
        return _opened(data, side)


def packed(picture: Image.Image) -> bytes:
    """Pixels that were drawn on as WebP, with nothing but them."""
    return _webp(picture)


def _redraw(data: bytes, longest_side: int) -> bytes:
    picture = _opened(data, longest_side)
    picture.thumbnail((longest_side, longest_side))
    return _webp(picture)


def _opened(data: bytes, side: int) -> Image.Image:
    """The pixels upright and flat; `side` is the largest that anybody needs."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise OverflowError
        # A JPEG is decoded no larger than needed: a quarter of the memory or less.
        opened.draft(None, (side, side))
        opened.load()
        return _flat(ImageOps.exif_transpose(opened))


def _flat(picture: Image.Image) -> Image.Image:
    """Eight bits RGB, whatever it was; what is see-through lies on white."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda value: value / 257).convert("L")
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(picture: Image.Image) -> bytes:
    """The pixels alone: a new picture knows no EXIF, no profile and no comment."""
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
