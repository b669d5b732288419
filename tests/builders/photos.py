"""Photos for tests, as bytes."""

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
