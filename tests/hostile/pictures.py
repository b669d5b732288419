"""Pictures made to hurt: every usual kind of photo, each spoiled in every usual way."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

from tests.builders.photos import png, png_size

GPS = "KANARI-LOKASI-RUMAH"
SIDE = (240, 180)


def _image(mode: str = "RGB") -> Image.Image:
    """Something with colours and edges, so that no encoder makes it trivially small."""
    ground = Image.linear_gradient("L").resize(SIDE)
    bands = [ground, ground.rotate(180), ground.transpose(Image.Transpose.ROTATE_90).resize(SIDE)]
    return Image.merge("RGB", bands).convert(mode)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, GPS
    place = {1: "S", 2: (6.0, 7.0, 8.25), 3: "E", 4: (106.0, 1.0, 2.5), 18: GPS, 28: GPS.encode()}
    exif.get_ifd(0x8825).update(place)
    return exif


XMP = f'<x:xmpmeta><rdf exif:GPSLatitude="6,7.1234S" note="{GPS}"/></x:xmpmeta>'.encode()


def _saved(kind: str, picture: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (picture or _image()).save(out, kind, **options)
    return out.getvalue()


def _moving(kind: str) -> bytes:
    frames = [Image.new("RGB", SIDE, colour) for colour in ("red", "green", "blue")]
    return _saved(kind, frames[0], save_all=True, append_images=frames[1:])


def _with_note() -> bytes:
    whole = _saved("PNG")
    note = png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP))[8:]
    return whole[:33] + note + whole[33:]


KINDS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: _saved("JPEG"),
    "progressive": lambda: _saved("JPEG", progressive=True),
    "grey": lambda: _saved("JPEG", _image("L")),
    "cmyk": lambda: _saved("JPEG", _image("CMYK")),
    "jpeg-gps": lambda: _saved("JPEG", exif=_exif(), xmp=XMP, comment=GPS.encode()),
    "jpeg-icc": lambda: _saved("JPEG", icc_profile=b"PROFIL" * 500),
    "png": lambda: _saved("PNG"),
    "png-alpha": lambda: _saved("PNG", _image("RGBA")),
    "png-palette": lambda: _saved("PNG", _image().quantize(16), transparency=0),
    "png-1bit": lambda: _saved("PNG", _image("1")),
    "png-16bit": lambda: _saved("PNG", Image.new("I;16", SIDE, 32_768)),
    "png-16bit-rgb": lambda: png(
        png_size(100, 100, depth=16),
        (b"IDAT", zlib.compress((b"\0" + b"\x80\0" * 300) * 100)),
        (b"IEND", b""),
    ),
    "png-gps": lambda: _saved("PNG", exif=_exif()),
    "png-xmp": _with_note,
    "webp": lambda: _saved("WEBP"),
    "webp-lossless": lambda: _saved("WEBP", lossless=True),
    "webp-alpha": lambda: _saved("WEBP", _image("RGBA")),
    "webp-gps": lambda: _saved("WEBP", exif=_exif(), xmp=XMP),
    "moving-png": lambda: _moving("PNG"),
    "moving-webp": lambda: _moving("WEBP"),
    "gif": lambda: _moving("GIF"),
    "tiff": lambda: _saved("TIFF"),
    "bmp": lambda: _saved("BMP"),
}


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("index.html", "<script>alert(1)</script>")
    return out.getvalue()


def _flipped(seed: int) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        chance, spoiled = random.Random(seed), bytearray(data)
        for _ in range(8):
            spoiled[chance.randrange(12, len(spoiled))] ^= 1 << chance.randrange(8)
        return bytes(spoiled)

    return spoil


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "whole": lambda data: data,
    "a-quarter": lambda data: data[: len(data) // 4],
    "half": lambda data: data[: len(data) // 2],
    "nearly-whole": lambda data: data[: -max(3, len(data) // 50)],
    "head-missing": lambda data: data[16:],
    "html-behind": lambda data: data + b"<html><script>alert(1)</script>",
    "php-behind": lambda data: data + b"<?php system($_GET['c']); ?>",
    "zip-behind": lambda data: data + _archive(),
    "html-before": lambda data: b"<!doctype html><!--" + data + b"-->",
    "pdf-before": lambda data: b"%PDF-1.7\n" + data,
    "twice": lambda data: data + data,
    "zeros-behind": lambda data: data + bytes(100_000),
    "bits-flipped-1": _flipped(1),
    "bits-flipped-2": _flipped(2),
    "bits-flipped-3": _flipped(3),
}
SPECIAL: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one-byte": lambda: b"\xff",
    "forty-megapixels-and-one": lambda: _saved("PNG", Image.new("1", (8001, 5000))),
    "169-megapixels": lambda: _saved("PNG", Image.new("1", (13_000, 13_000))),
    "flood": lambda: png(png_size(60_000, 60_000), (b"IDAT", b"x"), (b"IEND", b"")),
    "text-bomb": lambda: png(
        png_size(200, 200), (b"zTXt", b"x\0\0" + zlib.compress(bytes(100_000_000))), (b"IEND", b"")
    ),
    "fill-bytes": lambda: b"\xff\xd8\xff" + b"\xff" * 5_000_000,
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "heic": lambda: b"\0\0\0\x18ftypheic" + bytes(64),
    "zip": _archive,
    "sixteen-megabytes": lambda: _saved("JPEG") + bytes(16 * 1024 * 1024),
}


def corpus() -> dict[str, Callable[[], bytes]]:
    """Every file by name; each is made when it is asked for."""
    spoiled = {
        f"{kind}, {way}": lambda make=make, spoil=spoil: spoil(make())
        for kind, make in KINDS.items()
        for way, spoil in WAYS.items()
    }
    return spoiled | SPECIAL
