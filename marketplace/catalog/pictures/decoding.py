"""Turning an original into files that are safe to show; the one door to the imaging library.

Everything but the pixels stays behind: EXIF with its place, profiles, comments, hidden pictures.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from marketplace.catalog.models import WIDTHS
from marketplace.catalog.pictures.inspection import MOST_PIXELS, inspect
from marketplace.errors import RuleBroken

QUALITY = 78
WHITE = (255, 255, 255)
FORMATS = ("JPEG", "PNG", "WEBP")

# Beyond twice this number the library raises by itself; inspect() has refused long before.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Unreadable(Exception):
    """The pixels cannot be decoded."""


@dataclass(frozen=True)
class Renditions:
    """The files of one picture by width; width and height are those of the largest."""

    width: int
    height: int
    files: dict[int, bytes]


def render(original: bytes) -> Renditions:
    """Decode, turn upright, flatten on white, and write every width; Unreadable when it cannot."""
    try:
        inspect(original)
        picture = _upright(original)
    except RuleBroken as refused:
        raise Unreadable(refused.message) from None
    except Exception as error:  # the library raises many kinds on broken files
        raise Unreadable(type(error).__name__) from error
    sizes = {width: _scaled(picture, width) for width in WIDTHS}
    largest = sizes[WIDTHS[-1]]
    return Renditions(*largest.size, {width: _webp(one) for width, one in sizes.items()})


def _upright(original: bytes) -> Image.Image:
    with Image.open(BytesIO(original), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unreadable("size")
        # A JPEG is decoded no larger than needed: a quarter of the memory or less.
        opened.draft(None, (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
        opened.load()
        return _flat(ImageOps.exif_transpose(opened))


def _flat(picture: Image.Image) -> Image.Image:
    """Eight bits RGB, whatever it was; what is see-through lies on white."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda value: value / 257).convert("L")
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    if see_through:
        picture = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, WHITE)
        ground.paste(picture, mask=picture.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(picture: Image.Image) -> bytes:
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    file = BytesIO()
    clean.save(file, "WEBP", quality=QUALITY, method=4)
    return file.getvalue()
