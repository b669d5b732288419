"""What is no plain photo is refused in words before any pixel is decoded; what passes is clean."""

import time
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from marketplace import imaging
from marketplace.catalog.models import WIDTHS
from marketplace.catalog.pictures.inspection import MOST_BYTES, inspect
from marketplace.errors import RuleBroken
from tests.builders.photos import photo, png, png_size


def render(data: bytes) -> imaging.Renditions:
    return imaging.renditions(data, WIDTHS)


def archive() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr("index.html", "<script>alert(1)</script>")
    return file.getvalue()


def moving(kind: str) -> bytes:
    file = BytesIO()
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue", "green")]
    frames[0].save(file, kind, save_all=True, append_images=frames[1:])
    return file.getvalue()


END = (b"IEND", b"")
JPEG = photo()
HOSTILE = {
    "empty": (b"", "kosong"),
    "text": (b"halo", "bukan foto"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "bukan foto"),
    "html": (b"<!doctype html><script>alert(1)</script>", "bukan foto"),
    "pdf": (b"%PDF-1.7 ...", "bukan foto"),
    "zip": (archive(), "bukan foto"),
    "gif": (moving("GIF"), "bergerak"),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 64, "HEIC"),
    "moving png": (moving("PNG"), "bergerak"),
    "moving webp": (moving("WEBP"), "bergerak"),
    "html in a comment": (
        JPEG[:2] + b"\xff\xfe\x00\x1e<script>alert(1)</script>xyz" + JPEG[2:],
        "bukan foto biasa",
    ),
    "html behind a jpeg": (JPEG + b"<html><body>", "bukan foto biasa"),
    "zip behind a jpeg": (JPEG + archive(), "bukan foto biasa"),
    "html in a png": (
        png(png_size(200, 200), (b"tEXt", b"Comment\0<SCRIPT>x</SCRIPT>"), END),
        "bukan foto biasa",
    ),
    "zip behind a png": (photo(kind="PNG") + archive(), "bukan foto biasa"),
    "zip behind a webp": (photo(kind="WEBP") + archive(), "bukan foto biasa"),
    "cut jpeg": (JPEG[: len(JPEG) // 2], "terpotong"),
    "cut png": (photo(kind="PNG")[:-20], "terpotong"),
    "cut webp": (photo(kind="WEBP")[:-20], "terpotong"),
    "only a beginning": (b"\xff\xd8\xff", "terpotong"),
    "only a png mark": (b"\x89PNG\r\n\x1a\n", "terpotong"),
    "41 megapixels": (png(png_size(8200, 5000), (b"IDAT", b"x"), END), "40 megapiksel"),
    "pixel flood": (png(png_size(60_000, 60_000), (b"IDAT", b"x"), END), "40 megapiksel"),
    "no size": (png(png_size(0, 100), END), "terpotong"),
    "tiny": (photo((20, 20)), "terlalu kecil"),
    "ribbon": (photo((3000, 100)), "terlalu panjang"),
    "16 MB": (JPEG + b"\0" * MOST_BYTES, "15 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_words_and_at_once(name) -> None:
    data, words = HOSTILE[name]
    began = time.thread_time()
    with pytest.raises(RuleBroken, match=words):
        inspect(data)
    assert time.thread_time() - began < 1


def test_every_cut_of_a_photo_is_refused_or_whole() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = photo((120, 90), kind)
        inspect(whole)
        for end in range(len(whole)):
            with pytest.raises(RuleBroken):
                inspect(whole[:end])


def test_a_phones_film_behind_a_photo_is_let_in_and_left_behind() -> None:
    film = JPEG + b"\0\0\0\x18ftypmp42" + b"\x01\x02\x03" * 1000
    assert inspect(film).kind == "jpeg"
    assert b"ftyp" not in b"".join(render(film).files.values())


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_sizes_are_read_from_the_header(kind, progressive) -> None:
    header = inspect(photo((321, 123), kind, progressive=progressive))
    assert (header.kind, header.width, header.height) == (kind.lower(), 321, 123)
    lossless = inspect(photo((321, 123), "WEBP", lossless=True))
    assert (lossless.width, lossless.height) == (321, 123)


def test_place_and_camera_stay_behind_and_the_picture_stands_upright() -> None:
    taken = Image.new("RGB", (400, 300), "red")
    taken.paste("blue", (0, 0, 400, 150))
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "KAMERA-RAHASIA"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 7.0, 8.0), 3: "E", 4: (106.0, 1.0, 2.0)})
    file = BytesIO()
    taken.save(file, "JPEG", exif=exif, icc_profile=b"PROFIL" * 50, comment=b"CATATAN")
    assert b"KAMERA-RAHASIA" in file.getvalue()
    made = render(file.getvalue())
    assert (made.width, made.height) == (300, 400)
    for data in made.files.values():
        shown = Image.open(BytesIO(data))
        assert shown.format == "WEBP" and not shown.getexif() and "icc_profile" not in shown.info
        for trace in (b"EXIF", b"Exif", b"KAMERA", b"PROFIL", b"CATATAN", b"ICCP", b"XMP"):
            assert trace not in data
    largest = Image.open(BytesIO(made.files[960])).convert("RGB")
    red, blue = largest.getpixel((20, 200)), largest.getpixel((280, 200))
    assert red[0] > 200 > red[2] and blue[2] > 200 > blue[0]


def test_unusual_pixels_become_plain_ones() -> None:
    cmyk = photo((200, 100), "JPEG", mode="CMYK", color=(0, 0, 0, 0))
    grey16 = BytesIO()
    Image.new("I;16", (200, 100), 32_768).save(grey16, "PNG")
    palette = BytesIO()
    Image.new("RGBA", (200, 100), (200, 10, 10, 0)).quantize(8).save(palette, "PNG")
    see_through = photo((200, 100), "PNG", mode="RGBA", color=(0, 0, 0, 0))
    deep = png(
        png_size(100, 100, depth=16),
        (b"IDAT", zlib.compress((b"\0" + b"\x80\x00" * 300) * 100)),
        END,
    )
    for data, expected in (
        (cmyk, 255),
        (grey16.getvalue(), 128),
        (palette.getvalue(), 255),
        (see_through, 255),
        (deep, 128),
        (photo((200, 100), "PNG", mode="1", color=1), 255),
        (photo((200, 100), "PNG", mode="LA", color=(0, 0)), 255),
    ):
        shown = Image.open(BytesIO(render(data).files[160])).convert("RGB")
        assert all(abs(band - expected) <= 3 for band in shown.getpixel((50, 50)))


def test_pixels_that_are_not_there_cannot_be_read() -> None:
    for data in (
        png(png_size(200, 200), (b"IDAT", zlib.compress(b"\0" * 50)), END),
        png(png_size(200, 200), (b"IDAT", b"rubbish"), END),
        JPEG[:300] + b"\xff\xd9",
    ):
        with pytest.raises(RuleBroken):
            render(data)
