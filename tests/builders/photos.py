"""Photos for tests, as bytes."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def photo(size: tuple[int, int] = (640, 480), kind: str = "JPEG", **options: Any) -> bytes:
    """A photo of nothing in particular."""
    file = BytesIO()
    Image.new(options.pop("mode", "RGB"), size, options.pop("color", 128)).save(
        file, kind, **options
    )
    return file.getvalue()


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of these chunks, whatever they hold."""
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in chunks:
        crc = struct.pack(">I", zlib.crc32(kind + body))
        parts.append(struct.pack(">I", len(body)) + kind + body + crc)
    return b"".join(parts)


def png_size(width: int, height: int, depth: int = 8, colour: int = 2) -> tuple[bytes, bytes]:
    """The chunk in which a PNG says how large it is."""
    return b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
