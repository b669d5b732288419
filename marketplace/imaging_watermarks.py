"""Who looks at a photo, written across all of it: a copy that gets about says whose it was.

The words stand in rows from edge to edge, so that none can be cut off without the photo, dark on
light and light on dark, and let what lies below be read.
"""

from PIL import Image, ImageDraw, ImageFont

from marketplace.imaging import opened, packed

LONGEST_SIDE = 1800
TILT = 28  # degrees
INK, HALO = 120, 90  # of 255: how dark the words are, and the light rim around them
GAP = "     ·     "


def watermarked(photo: bytes, words: str) -> bytes:
    """A photo of our own as WebP, at most 1800 pixels long, with words across it."""
    picture = opened(photo, LONGEST_SIDE)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    for fill, stroke, strength in (("white", 2, HALO), ("black", 0, INK)):
        picture.paste(fill, mask=_mask(picture.size, words, stroke, strength))
    return packed(picture)


def _mask(size: tuple[int, int], words: str, stroke: int, strength: int) -> Image.Image:
    """Rows of words, tilted, as large as the picture; each row begins elsewhere."""
    height = max(14, min(size) // 26)
    font = ImageFont.load_default(height)
    side = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + 4 * height
    rows = Image.new("L", (side, side))
    pen = ImageDraw.Draw(rows)
    width = max(1, int(pen.textlength(words + GAP, font=font)))
    line = GAP.join([words] * (side // width + 3))
    for number, top in enumerate(range(0, side, height * 4)):
        left = -(number * width * 2 // 5) % width - width
        pen.text((left, top), line, fill=strength, font=font, stroke_width=stroke)
    tilted = rows.rotate(TILT, Image.Resampling.BILINEAR)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return tilted.crop((left, top, left + size[0], top + size[1]))
