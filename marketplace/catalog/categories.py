"""The tree of categories, read once from the shipped data: asking it costs no SQL."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "categories.toml"
COMMON_UNITS = ("bungkus", "buah", "kemasan", "kg")


@dataclass(frozen=True)
class Category:
    """A group (level one) or a kind of goods in it (level two)."""

    slug: str
    name: str
    parent: str | None
    tint: str
    description: str
    units: tuple[str, ...]
    children: tuple["Category", ...] = ()

    @property
    def url(self) -> str:
        """Its page on the street."""
        return f"/kategori/{self.slug}"

    @property
    def picture_url(self) -> str:
        """The drawing on the tile of its group."""
        return f"/static/tiles/{self.tint}.webp"

    @property
    def slugs(self) -> tuple[str, ...]:
        """Its own slug and those below it: what a listing in it may carry."""
        return (self.slug, *(child.slug for child in self.children))


@dataclass(frozen=True)
class Tree:
    """All categories of one version of the data."""

    version: str
    groups: tuple[Category, ...]
    by_slug: dict[str, Category]


@cache
def tree() -> Tree:
    """Read the shipped tree; cached for the life of the process."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    rows = sorted(data["category"], key=lambda row: row["position"])
    groups = tuple(_group(row, rows) for row in rows if "parent" not in row)
    by_slug = {one.slug: one for group in groups for one in (group, *group.children)}
    return Tree(data["version"], groups, by_slug)


def _group(row: dict[str, Any], rows: list[dict[str, Any]]) -> Category:
    kinds = [_category(kind) for kind in rows if kind.get("parent") == row["slug"]]
    return _category(row, children=tuple(kinds))


def _category(row: dict[str, Any], children: tuple[Category, ...] = ()) -> Category:
    parent = row.get("parent")
    return Category(
        slug=row["slug"],
        name=row["name"],
        parent=parent,
        tint=parent or row["slug"],
        description=row.get("description", ""),
        units=tuple(row.get("units", ())),
        children=children,
    )


def category(slug: str) -> Category | None:
    """One category."""
    return tree().by_slug.get(slug)


def level_one() -> tuple[Category, ...]:
    """The groups, in their order, each with its kinds."""
    return tree().groups


def parent_of(one: Category) -> Category | None:
    """The group of a kind; None for a group."""
    return category(one.parent) if one.parent else None


def kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Group names with the (slug, name) of their kinds, for a select with groups."""
    return [(group.name, [(k.slug, k.name) for k in group.children]) for group in level_one()]


@cache
def units() -> tuple[str, ...]:
    """Every unit of sale that some category suggests, the commonest first."""
    named = {unit for one in tree().by_slug.values() for unit in one.units}
    return (*COMMON_UNITS, *sorted(named - set(COMMON_UNITS)))
