"""The door to the imaging library: a stranger's photo is drawn anew, or refused in words."""

import io
import threading

from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.errors import RuleBroken

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")

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
    try:
        with _one_at_a_time:
            return _redraw(data, longest_side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OverflowError):
        raise RuleBroken(TOO_MANY_PIXELS, field) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise RuleBroken(NOT_A_PICTURE, field) from None


def _refusal(data: bytes) -> str | None:
    """Why a file is not looked into at all."""
    if len(data) > MOST_BYTES:
        return TOO_MANY_BYTES
    for beginning, words in _BEGINNINGS.items():
        if data.startswith(beginning):
            return words
    return "Foto HEIC belum diterima. Kirim sebagai JPEG." if data[4:12] in _HEIC else None


def _redraw(data: bytes, longest_side: int) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise OverflowError
        # A JPEG is decoded no larger than needed.
        opened.draft("RGB", (longest_side, longest_side))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((longest_side, longest_side))
        shown = upright.convert("RGBA")
    flat = Image.new("RGB", shown.size, "white")
    flat.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "WEBP", quality=82, method=3)
    return out.getvalue()
