"""Photos that prove a membership: checked, redrawn without metadata, kept out of public reach."""

import io
import secrets
import threading

from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace import storage
from marketplace.errors import RuleBroken

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP")
CONTENT_TYPE = "image/webp"

NOT_A_PICTURE = "Berkas ini bukan foto JPEG, PNG atau WebP yang utuh. Foto ulang kartu Anda."
_BEGINNINGS = {
    b"%PDF": "PDF belum diterima. Foto kartu atau surat Anda dengan HP.",
    b"PK\x03\x04": "Dokumen kantor belum diterima. Foto kartu atau surat Anda dengan HP.",
}
# A decoded photo takes up to 160 MB: one at a time, so that several at once cannot starve us.
_one_at_a_time = threading.Lock()


def redrawn(data: bytes) -> bytes:
    """A photo as WebP, upright, without EXIF or place, its long side ≤ 2400 px.

    RuleBroken when it is no JPEG, PNG or WebP, above 15 MB or above 40 megapixels; the size is
    read from the header, before anything is decoded.
    """
    if not data:
        raise RuleBroken("Pilih foto kartu anggota atau surat keterangan.", "evidence")
    if len(data) > MOST_BYTES:
        raise RuleBroken("Foto terlalu besar. Paling besar 15 MB.", "evidence")
    for beginning, words in _BEGINNINGS.items():
        if data.startswith(beginning):
            raise RuleBroken(words, "evidence")
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        raise RuleBroken("Foto HEIC belum diterima. Kirim sebagai JPEG.", "evidence")
    try:
        with _one_at_a_time:
            return _redraw(data)
    except RuleBroken:
        raise
    except Image.DecompressionBombError:
        raise RuleBroken(_too_many_pixels(), "evidence") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise RuleBroken(NOT_A_PICTURE, "evidence") from None


def _redraw(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise RuleBroken(_too_many_pixels(), "evidence")
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        flat = Image.new("RGB", upright.size, "white")
        shown = upright.convert("RGBA")
        flat.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "WEBP", quality=82, method=3)
    return out.getvalue()


def _too_many_pixels() -> str:
    return "Ukuran foto terlalu besar. Paling besar 40 megapiksel."


def keep(picture: bytes) -> str:
    """Put a redrawn photo into the private store; its key cannot be guessed."""
    key = f"evidence/{secrets.token_hex(24)}"
    storage.private().put(key, picture)
    return key


def forget(key: str) -> None:
    """Delete a photo; harmless when it is gone already."""
    storage.private().delete(key)


def photo(key: str) -> bytes:
    """The photo under a key, for an officer's eyes; NotFound when it was deleted."""
    return storage.private().get(key)
