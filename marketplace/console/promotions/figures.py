"""/dinas/promosi/angka: how often what is shown was seen, opened and asked about, with its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.clock import today
from marketplace.console import bp
from marketplace.places import queries as places
from marketplace.promotions.models import Collection
from marketplace.promotions.queries import collections, desk, figures
from marketplace.promotions.shelf_names import shelf_name
from marketplace.sheets.writing import WRITERS, Cell
from marketplace.web.access import officer
from marketplace.web.downloads import download

LONGEST = 366
HEADINGS = (
    "Hari", "Rak", "Tempat", "Produk", "Lapak", "Kabupaten/kota", "Tampil", "Dibuka", "Ditanyakan",
)  # fmt: skip
SHOWN_ROWS = 500


@dataclass(frozen=True)
class Asked:
    """What the address narrows the figures to; nonsense narrows nothing."""

    collection: Collection | None
    first: date
    last: date
    only: dict[str, Any]

    @property
    def shelves(self) -> tuple[str, ...] | None:
        """The shelves of the collection; None for all."""
        return figures.shelves_of(self.collection.id) if self.collection else None

    def address(self, endpoint: str, **more: Any) -> str:
        """Where the same figures are shown otherwise."""
        kept = {
            "koleksi": self.collection.id if self.collection else None,
            "dari": self.first, "sampai": self.last, "rak": self.only.get("shelf"),
            "tempat": self.only.get("slot"), "lapak": self.only.get("shop_id"),
            "hari": self.only.get("day"), "daerah": request.args.get("daerah") or None,
        }  # fmt: skip
        return url_for(f".{endpoint}", **{**kept, **more})


def _asked() -> Asked:
    args = request.args
    last = min(_day(args.get("sampai", "")) or today(), today())
    first = _day(args.get("dari", "")) or last - timedelta(days=figures.DAYS - 1)
    first = max(min(first, last), last - timedelta(days=LONGEST))
    own = current_user.officer.regency_code if current_user.officer else ""
    regency = places.regency(args.get("daerah", ""))
    only = {
        "regency_code": own or (regency.code if regency else None),
        "shelf": args.get("rak", "")[:40] or None,
        "slot": args.get("tempat", None, _number),
        "shop_id": args.get("lapak", None, _number),
        "day": _day(args.get("hari", "")),
    }
    number = args.get("koleksi", None, _number)
    return Asked(desk.collection(number) if number else None, first, last, only)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise ValueError
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@bp.get("/promosi/angka")
@officer("curate")
def promotion_figures() -> str:
    """Sums by day, shelf, slot, shop and kab/kota; each leads to its rows."""
    asked = _asked()

    def by(column: str) -> list[figures.Figures]:
        return figures.by(column, asked.shelves, asked.first, asked.last, **asked.only)

    return render_template(
        "console/promotions/figures.html",
        asked=asked,
        total=figures.total(asked.shelves, asked.first, asked.last, **asked.only),
        days=figures.every_day(by("day"), asked.first, asked.last),
        tables=_tables(by),
    )


def _tables(by: Any) -> list[tuple[str, str, list[tuple[Any, figures.Figures]]]]:
    """A heading, the address's word for it, and rows with their names."""
    titles = collections.titles()
    shelves = [(shelf_name(row.key, titles), row) for row in by("shelf")]
    slots = [(f"Tempat ke-{row.key}", row) for row in by("slot")]
    shops = sorted(by("shop_id"), key=lambda row: (-row.impressions, row.label))
    areas = [(_place(row.key), row) for row in by("regency_code")]
    return [
        ("Rak dan koleksi", "rak", shelves),
        ("Tempat", "tempat", slots),
        ("Lapak", "lapak", [(row.label, row) for row in shops]),
        ("Kabupaten/kota", "daerah", areas),
    ]


def _place(code: str) -> str:
    regency = places.regency(code)
    return regency.name if regency else code


@bp.get("/promosi/angka/baris")
@officer("curate")
def promotion_rows() -> str:
    """The rows behind a number."""
    asked = _asked()
    rows = figures.rows_of(asked.shelves, asked.first, asked.last, **asked.only)
    titles = collections.titles()
    named = [(shelf_name(row.shelf, titles), _place(row.regency_code), row) for row in rows]
    return render_template(
        "console/promotions/rows.html", asked=asked, rows=named[:SHOWN_ROWS], count=len(rows)
    )


@bp.get("/promosi/angka/unduh.<kind>")
@officer("curate")
def promotion_sheet(kind: str) -> Response:
    """The rows as a sheet."""
    rows = _rows(_asked())
    return download(
        f"promosi-{today()}", kind, lambda target: WRITERS[kind](rows, target, "Promosi")
    )


def _rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    yield HEADINGS
    titles = collections.titles()
    for row in figures.rows_of(asked.shelves, asked.first, asked.last, **asked.only):
        named = (row.day.isoformat(), shelf_name(row.shelf, titles), row.slot, row.title, row.name)
        counts = (int(row.impressions), int(row.visits), int(row.inquiries))
        yield (*named, _place(row.regency_code), *counts)
