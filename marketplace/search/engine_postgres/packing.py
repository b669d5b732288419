"""How a listing is packed: its numbers in one record, its terms as hashes with their counts.

Thousands of rows come back for a query. As two runs of bytes they are arrays without a step in
Python for each; as rows of the database they would take longer than everything else together.
"""

import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from marketplace.catalog.queries import PublicListing
from marketplace.search import understanding
from marketplace.search.columns import COLUMNS, column_values, written_version
from marketplace.search.engine_postgres.narrowing import lexemes_of, signed
from marketplace.search.interface import PERMITS
from marketplace.search.ranking import quality, shingles
from marketplace.search.ranking.scoring import FIELDS

# Narrower than eight bytes where every value fits: a fifth of what a query reads are numbers.
_NARROW = {
    **dict.fromkeys(("kind", "parent"), "<u4"),
    **dict.fromkeys(("regency", "district"), "<i4"),
    **dict.fromkeys(("sale_from", "sale_until", "verified", *PERMITS), "<u4"),
    **dict.fromkeys(("stock", "made_to_order"), "u1"),
    "quality": "<u2",
}
# Where a row stands on its shelf is put in front when the shelf is sorted; nowhere, while fresh.
NOWHERE = -1
RECORD = np.dtype(
    [("position", ">i4")]
    + [(name, _NARROW.get(name, "<i8")) for name in COLUMNS]
    + [(f"{name}_length", "<u2") for name in FIELDS]
    + [("entries", "<u2")]
)
# How often each field has a term, in so many bits; more than fit count as the most that do,
# which a score that saturates hardly tells apart.
_BITS = {"title": 3, "category": 2, "shop": 3, "place": 3}
_REST = 5
# The terms of a fresh listing, by name; those of a shelf are named by whose posting it is.
ENTRY = np.dtype([("term", "<u4"), ("counts", "<u2")])
# In a posting: the last two bytes of a row's position, and above them the counts. One part of a
# shelf are the rows whose positions differ in no other byte.
PART_BITS = 16
POSTING = np.dtype([("counts", "<u2"), ("position", "<u2")])
MOST_TERMS = 60_000
SHAPE = zlib.crc32(f"2 {RECORD.descr} {ENTRY.descr} {POSTING.descr} {_BITS}".encode())

_NULLABLE = ("sale_min", "sale_max", "sale_from", "sale_until", "cooperative")
_AS_THEY_ARE = ("published", "price_min", "price_max", "regency", "district")


def _places() -> dict[str, tuple[int, int]]:
    """Where the bits of each field begin, and the most that they can say."""
    places, start = {}, 0
    for name in FIELDS:
        bits = _BITS.get(name, _REST)
        places[name] = start, (1 << bits) - 1
        start += bits
    assert start <= 16, "more fields than the counts have bits for"
    return places


PLACES = _places()


@lru_cache(maxsize=200_000)
def hashed(term: str) -> int:
    """Name a term in four bytes. Two terms of one name only ever blur a score, never a match."""
    return zlib.crc32(term.encode())


def written() -> str:
    """Name the way rows are written; one of another shape cannot be read, of other words can."""
    return f"{SHAPE}/{written_version()}"


def has_another_shape(name: str) -> bool:
    """Whether what was so written lies in rows that the code here cannot read."""
    return not name.startswith(f"{SHAPE}/")


@dataclass(frozen=True, slots=True)
class Packed:
    """A listing as it is written: the values of its row, and what it adds to what is known."""

    listing_id: int
    values: dict[str, Any]
    terms: dict[str, str]  # each with the weight of its lexeme: A title, B other names, D elsewhere
    counts: list[int]  # of the same terms, how often each field has it
    lengths: dict[str, int]
    slugs: tuple[str, ...]


def packed(document: PublicListing) -> Packed:
    """Analyse a document and pack it."""
    analysed = {
        name: terms[:MOST_TERMS] for name, terms in understanding.analysed(document).items()
    }
    lengths = {name: len(terms) for name, terms in analysed.items()}
    numbers = column_values(document)
    terms, counts = _weighted(analysed), _counts(analysed)
    values = {
        "listing_id": document.listing_id,
        "standing": _standing(document),
        **_numbers(numbers),
        "record": _record(numbers, lengths, len(terms)),
        "words": _vector(terms, lexemes_of(document)),
        "shingles": shingles.of_title(document).astype("<u2").tobytes(),
    }
    slugs = tuple(filter(None, (document.category_slug, document.category_parent)))
    in_order = [counts[term] for term in terms]
    return Packed(document.listing_id, values, terms, in_order, lengths, slugs)


def _standing(document: PublicListing) -> int:
    """Give a number by which listings lie in order: of too many, those in front are looked at."""
    has = {"verified": bool(document.verified_until), "stock": document.in_stock}
    return quality.of(document) + sum(quality.parts()[key].points for key in has if has[key])


def _numbers(numbers: dict[str, int]) -> dict[str, Any]:
    values: dict[str, Any] = {name: numbers[name] for name in _AS_THEY_ARE}
    for name in (*_NULLABLE, "verified", *PERMITS):
        values[name] = numbers[name] or None
    if not numbers["sale_from"]:  # prices of a sale that there is not: nothing to keep
        values |= {"sale_min": None, "sale_max": None, "sale_until": None}
    values["kind"] = signed(numbers["kind"])
    values["parent"] = signed(numbers["parent"])
    return values | {name: bool(numbers[name]) for name in ("stock", "made_to_order")}


def _record(numbers: dict[str, int], lengths: dict[str, int], entries: int) -> bytes:
    record = np.zeros((), RECORD)
    values = [numbers[name] for name in COLUMNS] + [lengths[name] for name in FIELDS]
    record[()] = (NOWHERE, *values, entries)
    return record.tobytes()


def _counts(analysed: dict[str, list[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name, terms in analysed.items():
        start, most = PLACES[name]
        for term, often in Counter(terms).items():
            counts[term] = counts.get(term, 0) | min(often, most) << start
    return counts


def entries_of(listing: Packed) -> bytes:
    """The terms of a fresh listing, by name, with their counts."""
    entries = np.empty(len(listing.terms), ENTRY)
    entries["term"] = [hashed(term) for term in listing.terms]
    entries["counts"] = listing.counts
    return entries.tobytes()


def _weighted(analysed: dict[str, list[str]]) -> dict[str, str]:
    weights: dict[str, str] = {}
    for name, weight in (("description", "D"), *((n, "B") for n in FIELDS[1:-1]), ("title", "A")):
        weights |= dict.fromkeys(analysed[name], weight)
    return weights


def _vector(terms: dict[str, str], others: Iterable[str]) -> str:
    """Write a tsvector; the weights stay in it for whoever counts terms, no query asks for them."""
    weighted = [f"{quoted(term)}:1{weight}" for term, weight in terms.items()]
    return " ".join([*weighted, *map(quoted, others)])


def quoted(lexeme: str) -> str:
    """Write a lexeme so that PostgreSQL reads it as it stands, whatever is in it."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
