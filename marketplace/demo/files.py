"""The demo world's data files, read into plain records."""

import csv
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
REGISTER = HERE / "register"
MEMBER_CARD = HERE / "kartu-anggota.webp"
PARAGRAPH = " // "


@dataclass(frozen=True)
class ShopOfFile:
    """A shop as its file tells it; `number` is confirmed, unconfirmed or none."""

    key: str
    name: str
    village: str
    address: str
    hours: str
    cover: str
    opened_days_ago: int
    story: str
    owner: str = ""
    owner_name: str = ""
    number: str = "confirmed"
    holiday_days: int = 0
    closed_days_ago: int = 0
    suspended_days_ago: int = 0
    suspension_reason: str = ""


@dataclass(frozen=True)
class VariantOfFile:
    """One way in which a listing comes; no stock means made to order."""

    option_one: str
    option_two: str
    price: int
    stock: int | None


@dataclass(frozen=True)
class ListingOfFile:
    """A listing as its line tells it."""

    shop: str
    category: str
    title: str
    unit: str
    grams: int | None
    pictures: tuple[str, ...]
    description: tuple[str, ...]
    variants: tuple[VariantOfFile, ...]
    axes: tuple[str, ...] = ()
    minimum: int = 1
    lead_days: int | None = None
    state: str = "published"

    @property
    def made_to_order(self) -> bool:
        """Whether nothing is counted: it is made when somebody asks."""
        return self.lead_days is not None


@dataclass(frozen=True)
class ClaimOfFile:
    """What a shop claims to be, or to belong to, and what became of it."""

    shop: str
    kind: str
    number: str
    role: str
    member_number: str
    outcome: str
    days_ago: int
    reason: str


@dataclass(frozen=True)
class PictureOfFile:
    """A drawn picture, shipped in its four widths."""

    key: str
    alt: str
    width: int
    height: int
    files: dict[int, Path] = field(default_factory=dict)


@cache
def shops() -> tuple[ShopOfFile, ...]:
    """Every shop, by file and then in the order of its file."""
    found: list[ShopOfFile] = []
    for path in sorted((HERE / "shops").glob("*.toml")):
        found += [ShopOfFile(**row) for row in tomllib.loads(path.read_text("utf-8"))["shop"]]
    return tuple(found)


@cache
def listings() -> tuple[ListingOfFile, ...]:
    """Every listing, by file and then in the order of its file."""
    return tuple(
        _listing(row) for path in sorted((HERE / "listings").glob("*.csv")) for row in _rows(path)
    )


@cache
def claims() -> tuple[ClaimOfFile, ...]:
    """Every claim."""
    return tuple(
        ClaimOfFile(**{**row, "days_ago": int(row["days_ago"])})  # type: ignore[arg-type]
        for row in _rows(HERE / "claims.csv")
    )


@cache
def pictures() -> dict[str, PictureOfFile]:
    """The drawn pictures by key."""
    told = json.loads((PICTURES / "pictures.json").read_text("utf-8"))
    return {
        key: PictureOfFile(
            key,
            one["alt"],
            one["width"],
            one["height"],
            {width: PICTURES / f"{key}-{width}.webp" for width in (160, 320, 640, 960)},
        )
        for key, one in told.items()
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE)


def _listing(row: dict[str, str]) -> ListingOfFile:
    more = dict(part.split("=", 1) for part in row["more"].split())
    lead = int(more["lead"]) if "lead" in more else None
    axes, variants = _variants(row["variants"], made_to_order=lead is not None)
    if not variants:
        stock = int(row["stock"]) if row["stock"] and lead is None else None
        variants = (VariantOfFile("", "", int(row["price"]), stock),)
        # Neither stock nor a number of days is told: it is made on the day.
        lead = lead if stock is not None or lead is not None else 1
    return ListingOfFile(
        shop=row["shop"],
        category=row["category"],
        title=row["title"],
        unit=row["unit"],
        grams=int(row["grams"]) if row["grams"] else None,
        pictures=tuple(row["pictures"].split(",")),
        description=tuple(row["description"].split(PARAGRAPH)),
        variants=variants,
        axes=axes,
        minimum=int(more.get("min", 1)),
        lead_days=lead,
        state=more.get("state", "published"),
    )


def _variants(
    text: str, *, made_to_order: bool
) -> tuple[tuple[str, ...], tuple[VariantOfFile, ...]]:
    """`Rasa/Berat: Manis/250 g=38000/40; …`: axes, then options, price and stock of each."""
    if not text:
        return (), ()
    axes, _, told = text.partition(": ")
    found = []
    for one in told.split("; "):
        options, _, figures = one.partition("=")
        first, _, second = options.partition("/") if "/" in axes else (options, "", "")
        price, _, stock = figures.partition("/")
        counted = None if made_to_order else int(stock)
        found.append(VariantOfFile(first.strip(), second.strip(), int(price), counted))
    return tuple(axes.split("/")), tuple(found)
