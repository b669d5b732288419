"""A sheet of paper in millimetres: words that fit, squares of a code, the site's colours.

fpdf2 is imported when the first sheet is asked for: nobody else needs its weight.
"""

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from marketplace.web import qr

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Jakarta"
SEA, SEA_MIST, INK, SOFT, LINE, KUNYIT_MIST, WHITE = (
    (15, 107, 95), (227, 241, 238), (29, 39, 51), (74, 85, 98), (200, 194, 184), (253, 243, 220),
    (255, 255, 255),
)  # fmt: skip
Colour = tuple[int, int, int]
POINT = 0.3528  # millimetres
QUIET = 4  # squares of white around a code


@cache
def _glyphs() -> frozenset[int]:
    """The letters that the font can write."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "plus-jakarta-sans-regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def printable(text: str) -> str:
    """A text with what the font cannot write left out, or written plainly: `ṅ` is `n`."""
    letters = []
    for letter in " ".join(text.split()):
        plain = [letter] if ord(letter) in _glyphs() else unicodedata.normalize("NFKD", letter)
        letters += [one for one in plain if ord(one) in _glyphs() and one.isprintable()]
    return " ".join("".join(letters).split())


@lru_cache(maxsize=8)
def _squares(text: str) -> tuple[str, int]:
    """A code's dark squares as a path of PDF, one unit each, and how many go into its side."""
    rows = qr.modules(text)
    path = []
    for down, row in enumerate(rows, start=QUIET):
        across = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                path.append(f"{across} {-down - 1} {length} 1.01 re")
            across += length
    return " ".join(path), len(rows) + 2 * QUIET


class Paper:
    """One document; lengths in millimetres from the upper left corner, letters in points."""

    def __init__(self, width: float, height: float, title: str) -> None:
        from fpdf import FPDF

        self._pdf: Any = FPDF(unit="mm", format=(width, height))
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        for style, name in (("", "regular"), ("B", "bold")):
            self._pdf.add_font(FAMILY, style, FONTS / f"plus-jakarta-sans-{name}.ttf")
        self._fits: dict[tuple[object, ...], tuple[float, list[str]]] = {}
        self._pdf.set_title(printable(title))
        self._pdf.set_lang("id")
        self._pdf.add_page()

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, round_: float = 0
    ) -> None:
        """A filled rectangle."""
        self._pdf.set_fill_color(*colour)
        corners = {"round_corners": True, "corner_radius": round_} if round_ else {}
        self._pdf.rect(x, y, width, height, style="F", **corners)

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: Colour = LINE) -> None:
        """A hairline to cut along."""
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(0.15)
        self._pdf.line(x, y, to_x, to_y)

    def tick(self, x: float, y: float, size: float) -> None:
        """The mark of what was verified: a disc with a tick."""
        self._pdf.set_fill_color(*SEA)
        self._pdf.ellipse(x, y, size, size, style="F")
        self._pdf.set_draw_color(*WHITE)
        self._pdf.set_line_width(size * 0.11)
        points = [(0.28, 0.52), (0.44, 0.68), (0.73, 0.36)]
        self._pdf.polyline([(x + a * size, y + b * size) for a, b in points])

    def words(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        lines: int = 1,
        least: float = 5,
        centred: bool = False,
        leading: float = 1.25,
    ) -> float:
        """Write a text into a width, smaller where it must be; returns where the next may begin."""
        self._pdf.set_text_color(*colour)
        size, parts = self._fitted(printable(text), width, size, bold, lines, least)
        height = size * POINT * leading
        for part in parts:
            self._pdf.set_xy(x, y)
            self._pdf.cell(width, height, part, align="C" if centred else "L")
            y += height
        return y

    def _fitted(
        self, text: str, width: float, size: float, bold: bool, lines: int, least: float
    ) -> tuple[float, list[str]]:
        asked = text, width, size, bold, lines
        if asked not in self._fits:
            self._fits[asked] = self._fit(text, width, size, bold, lines, least)
        size, parts = self._fits[asked]
        self._pdf.set_font(FAMILY, "B" if bold else "", size)
        return size, parts

    def _fit(
        self, text: str, width: float, size: float, bold: bool, lines: int, least: float
    ) -> tuple[float, list[str]]:
        while True:
            self._pdf.set_font(FAMILY, "B" if bold else "", size)
            parts = self._broken(text, width)
            if len(parts) <= lines:
                return size, parts
            if size <= least:
                return size, [*parts[: lines - 1], self._cut(" ".join(parts[lines - 1 :]), width)]
            size = max(least, size - 0.5)

    def _broken(self, text: str, width: float) -> list[str]:
        """Lines of whole words; a word that is wider than a line is broken where it must be."""
        lines, line = [], ""
        for word in text.split(" "):
            longer = f"{line} {word}".strip()
            if self._pdf.get_string_width(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while self._pdf.get_string_width(line) > width:
                fits = next(
                    n for n in range(len(line) - 1, 0, -1)
                    if n == 1 or self._pdf.get_string_width(line[:n]) <= width
                )  # fmt: skip
                lines.append(line[:fits])
                line = line[fits:]
        return [*lines, line] if line or not lines else lines

    def _cut(self, text: str, width: float) -> str:
        while text and self._pdf.get_string_width(f"{text}…") > width:
            text = text[:-1].rstrip()
        return f"{text}…"

    def code(self, text: str, x: float, y: float, size: float) -> None:
        """A QR code with its quiet border, dark on white."""
        self.box(x, y, size, size, WHITE)
        points = self._pdf.k  # of a millimetre; the page's own measure counts from below
        squares, count = _squares(text)
        one = size / count * points
        left, top = x * points, (self._pdf.h - y) * points
        # Drawn as one path: 24 codes of 450 rectangles each would take a second.
        self._pdf._out(f"q 0 0 0 rg {one:.4f} 0 0 {one:.4f} {left:.3f} {top:.3f} cm {squares} f Q")

    def bytes(self) -> bytes:
        """The document."""
        return bytes(self._pdf.output())
