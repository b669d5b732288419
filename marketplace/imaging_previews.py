"""How a photo looks where a link to it is shared: 1200 × 630, on batik, as a JPEG for every chat.

Nothing is written on it: a name, a price or a badge would stay in people's chats after it had
changed. Those stand in the words beside the picture, which are asked for anew.
"""

import io
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from marketplace.imaging import opened

SIZE = (1200, 630)
MOST_BYTES = 300_000  # above that WhatsApp shows no picture
NARROWEST, WIDEST = 504, 860
BORDER = 12
QUALITIES = (84, 72, 60, 48)
MIST, SEA, KUNYIT, CARD = "#e3f1ee", "#0f6b5f", "#f0b23e", "#ffffff"
LINE, FAINT = "#bfd9d4", "#d3e6e2"
STEP, FINE = 96, 2  # a square of the pattern; drawn twice as large, so that lines are smooth


def preview(data: bytes) -> bytes:
    """The JPEG of a photo that was looked at before, at most 300 kB; RuleBroken like `redrawn`."""
    photo = opened(data, SIZE[0])
    width = round(SIZE[1] * photo.width / photo.height)
    photo = ImageOps.fit(photo, (max(NARROWEST, min(width, WIDEST)), SIZE[1]))
    drawn = _ground().copy()
    left = (SIZE[0] - photo.width) // 2
    drawn.paste(CARD, (left - BORDER, 0, left + photo.width + BORDER, SIZE[1]))
    drawn.paste(photo, (left, 0))
    return _jpeg(drawn)


def _jpeg(picture: Image.Image) -> bytes:
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


@cache
def _ground() -> Image.Image:
    """Batik lines on mist, and the mark of the market in the corner."""
    ground = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), MIST)
    pen = ImageDraw.Draw(ground)
    step = STEP * FINE
    for x in range(0, ground.width + step, step):
        for y in range(0, ground.height + step, step):
            _rhombus(pen, x, y, step // 2 - 6, LINE)
            _rhombus(pen, x, y, step // 2 - 30, FAINT)
            _circle(pen, x, y, 26, outline=LINE, width=3)
            _circle(pen, x + step // 2, y + step // 2, 18, outline=LINE, width=3)
            _circle(pen, x + step // 2, y + step // 2, 5, fill=LINE)
    _mark(pen, ground.width - 130 * FINE, ground.height - 130 * FINE, 90 * FINE)
    return ground.resize(SIZE, Image.Resampling.LANCZOS)


def _circle(pen: ImageDraw.ImageDraw, x: int, y: int, radius: int, **look: Any) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), **look)


def _rhombus(pen: ImageDraw.ImageDraw, x: int, y: int, reach: int, colour: str) -> None:
    corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y), (x, y - reach)]
    pen.line(corners, fill=colour, width=3, joint="curve")


def _mark(pen: ImageDraw.ImageDraw, left: int, top: int, side: int) -> None:
    pen.rounded_rectangle((left, top, left + side, top + side), radius=side * 9 // 32, fill=SEA)
    x, y, reach = left + side // 2, top + side // 2, side * 9 // 32
    corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    pen.line([*corners, corners[0], corners[1]], fill=CARD, width=side * 5 // 64, joint="curve")
    _circle(pen, x, y, side * 3 // 32, fill=KUNYIT)
