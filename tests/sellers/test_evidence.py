"""Photos are drawn anew: nothing but pixels is kept, and what is no photo is refused in words."""

import io
import struct
import zlib

import pytest
from PIL import Image

from marketplace import imaging
from marketplace.errors import RuleBroken
from marketplace.sellers import evidence
from tests.builders.photos import photo


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def png_header(width: int, height: int) -> bytes:
    """A PNG that only says how large it is."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + sum_

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def with_place() -> bytes:
    """A photo that says where it was taken, by which camera, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "KAMERA RAHASIA"
    exif.get_ifd(0x8825)[1] = "S"
    return photo((600, 400), exif=exif, comment=b"catatan rahasia")


def test_exif_and_place_are_gone_and_the_photo_stands_upright():
    original = with_place()
    assert b"KAMERA RAHASIA" in original
    kept = evidence.redrawn(original)
    picture = opened(kept)
    assert picture.format == "WEBP" and picture.size == (400, 600)
    assert not dict(picture.getexif()) and not ({"exif", "xmp", "icc_profile"} & set(picture.info))
    assert b"RAHASIA" not in kept.upper()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_three_kinds_are_taken(kind):
    size = (640, 400)
    assert opened(evidence.redrawn(photo(size, kind=kind))).size == size


def test_what_is_see_through_lies_on_white():
    out = io.BytesIO()
    Image.new("LA", (20, 20), (0, 0)).save(out, "PNG")
    assert opened(evidence.redrawn(out.getvalue())).convert("RGB").getpixel((5, 5)) == (255,) * 3


def test_a_large_photo_is_made_smaller():
    assert max(opened(evidence.redrawn(photo((4000, 3000)))).size) == evidence.LONGEST_SIDE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Pilih foto"),
        (b"%PDF-1.7 ...", "PDF belum diterima"),
        (b"PK\x03\x04 docx", "Dokumen kantor"),
        (b"\x00\x00\x00\x18ftypheic0000", "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan foto"),
        (b"GIF89a" + b"\x00" * 60, "bukan foto"),
        (b"hanya teks", "bukan foto"),
        (photo()[:900], "bukan foto"),
        (b"x" * (imaging.MOST_BYTES + 1), "15 MB"),
        (png_header(50_000, 50_000), "40 megapiksel"),
        (png_header(8_000, 5_001), "40 megapiksel"),
    ],
    ids=["none", "pdf", "office", "heic", "svg", "gif", "text", "torn", "bytes", "bomb", "pixels"],
)
def test_what_is_no_photo_is_refused_in_words(data, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        evidence.redrawn(data)
    assert refused.value.field == "evidence"


def test_a_photo_with_a_page_hidden_behind_it_loses_the_page():
    kept = evidence.redrawn(photo() + b"<html><script>alert(1)</script></html>")
    assert b"script" not in kept
