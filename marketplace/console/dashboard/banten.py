"""Banten as a schematic map: each kab/kota as a shape, where its words stand, and its colour step.

Neighbours touch as they do on the ground; areas and coasts are simplified. A town inside a
kabupaten is drawn after it, on top.
"""

from collections.abc import Callable
from dataclasses import dataclass

from marketplace.insights.queries import Values

WIDTH, HEIGHT = 400, 330
STEPS = 5


@dataclass(frozen=True)
class Shape:
    """An outline in the map's own units, and the middle of its words."""

    code: str
    points: str
    middle: tuple[int, int]


SHAPES = (
    Shape(
        "36.01",
        "58,128 100,146 158,142 162,196 150,262 104,300 44,318 12,288 52,264 76,222 52,176",
        (106, 212),
    ),
    Shape(
        "36.02",
        "158,142 216,118 258,150 300,164 284,214 262,276 204,302 150,282 150,262 162,196",
        (220, 206),
    ),
    Shape(
        "36.04",
        "86,44 140,22 214,38 216,118 158,142 100,146 58,128 46,96 74,102 104,78",
        (156, 124),
    ),
    Shape("36.73", "118,54 172,48 184,88 142,102 112,84", (148, 74)),
    Shape("36.72", "36,58 62,30 86,44 104,78 74,102 46,96", (70, 66)),
    Shape("36.03", "214,38 262,20 318,40 332,62 300,84 282,120 284,142 258,150 216,118", (257, 66)),
    Shape("36.71", "300,84 332,62 384,72 382,112 282,120", (343, 95)),
    Shape("36.74", "282,120 382,112 378,152 340,176 300,164 258,150 284,142", (330, 142)),
)


@dataclass(frozen=True)
class Area:
    """A kab/kota as it is drawn: name, figure, how strong its colour is, and where it leads."""

    shape: Shape
    name: str
    value: int | None
    step: int
    href: str | None


def areas(values: Values, names: dict[str, str], href: Callable[[str], str | None]) -> list[Area]:
    """Every kab/kota with its step: 0 for nothing, then 1 for the lowest to 5 for the highest."""
    some = [value for shape in SHAPES if (value := values.get(shape.code))]
    drawn = []
    for shape in SHAPES:
        value = values.get(shape.code)
        leads = href(shape.code) if value else None
        drawn.append(Area(shape, names[shape.code], value, _step(value, some), leads))
    return drawn


def _step(value: int | None, some: list[int]) -> int:
    if not value:
        return 0
    least, most = min(some), max(some)
    return 1 + (value - least) * (STEPS - 1) // (most - least) if most > least else STEPS
