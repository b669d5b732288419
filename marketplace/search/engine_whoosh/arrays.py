"""One segment of an index as arrays: a file written once, of which a process only takes views."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marketplace.search.ranking.scoring import FIELDS, NO_POSTINGS, Floats, Ids

MARK = b"arrays 1"
ALIGNED = 16
MOST_KNOWN = 20_000

Array = NDArray[Any]


def narrowed(values: Array) -> Array:
    """The same whole numbers in the smallest signed type that holds them all."""
    if not len(values):
        return values.astype(np.int8)
    low, high = int(values.min()), int(values.max())
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.int64)


def packed(size: int, slugs: Iterable[str], arrays: Mapping[str, Array]) -> bytes:
    """Lay arrays one behind the other, after a head that says where each stands."""
    places, parts, at = {}, [], 0
    for name, array in arrays.items():
        content = np.ascontiguousarray(array).tobytes()
        places[name] = (array.dtype.str, len(array), at)
        padding = -len(content) % ALIGNED
        parts += [content, bytes(padding)]
        at += len(content) + padding
    head = json.dumps({"size": size, "slugs": list(slugs), "arrays": places}).encode()
    head += b" " * (-(len(head) + len(MARK) + 8) % ALIGNED)
    return b"".join([MARK, len(head).to_bytes(8, "little"), head, *parts])


class ArraySegment:
    """A segment read from its file; nothing in it ever changes.

    Arrays: `column.<name>`; `length.<field>`; `shingles` and `shingle_ends`; `text`, all terms
    each with a line's end, sorted, and `text_ends`; for each field `<field>.rows`, `.counts`
    and `.ends`, where the postings of the n-th term end; and as `any.rows` and `any.ends` the
    rows that have it in whatever field.
    """

    def __init__(self, content: bytes) -> None:
        if content[: len(MARK)] != MARK:
            raise ValueError("not a segment")
        start = len(MARK) + 8
        end = start + int.from_bytes(content[len(MARK) : start], "little")
        head = json.loads(content[start:end])
        self._arrays: dict[str, Array] = {
            name: np.frombuffer(content, kind, count, end + at)
            for name, (kind, count, at) in head["arrays"].items()
        }
        self.size: int = head["size"]
        self.slugs: list[str] = head["slugs"]
        self.shingles = self._arrays["shingles"]
        self.shingle_ends = self._arrays["shingle_ends"]
        self._text = self._arrays["text"].tobytes()
        self._ends = self._arrays["text_ends"]
        self._known: dict[str, int] = {}

    def column(self, name: str) -> Array:
        """One property of all rows."""
        return self._arrays[f"column.{name}"]

    def lengths(self, field: str) -> Array:
        """How many terms each row has in a field."""
        return self._arrays[f"length.{field}"]

    def terms(self) -> list[str]:
        """All terms, sorted."""
        return self._text.decode().split("\n")[:-1]

    def counts(self, field: str, live: NDArray[np.bool_]) -> Ids:
        """How many live rows have each of the terms in a field."""
        ends = self._arrays[f"{field}.ends"]
        counts = np.diff(ends, prepend=0).astype(np.int64)
        if not live.all():
            dead = np.flatnonzero(~live[self._arrays[f"{field}.rows"]])
            counts -= np.bincount(np.searchsorted(ends, dead, "right"), minlength=len(ends))
        return counts

    def having(self, term: str) -> Array:
        """Rows that have the term in any field."""
        return self._arrays["any.rows"][self._span("any", term)]

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term in the field, deleted ones included, and how often."""
        span = self._span(field, term)
        if span.start == span.stop:
            return NO_POSTINGS
        rows = self._arrays[f"{field}.rows"][span].astype(np.int64)
        return rows, self._arrays[f"{field}.counts"][span].astype(np.float64)

    def _span(self, field: str, term: str) -> slice:
        place = self._place(term)
        if place < 0:
            return slice(0, 0)
        ends = self._arrays[f"{field}.ends"]
        return slice(int(ends[place - 1]) if place else 0, int(ends[place]))

    def _place(self, term: str) -> int:
        """Which of the terms it is; -1 for none."""
        known = self._known.get(term)
        if known is not None:
            return known
        wanted = term.encode()
        place = bisect_left(range(len(self._ends)), wanted, key=self._term)
        if place == len(self._ends) or self._term(place) != wanted:
            place = -1
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[term] = place
        return place

    def _term(self, place: int) -> bytes:
        start = int(self._ends[place - 1]) if place else 0
        return self._text[start : int(self._ends[place]) - 1]


def with_postings(found: Mapping[str, Mapping[str, tuple[Array, Array]]]) -> dict[str, Array]:
    """Arrays of all terms, from the rows and counts of each term of each field."""
    terms = sorted({term for each in found.values() for term in each})
    arrays: dict[str, Array] = {
        "text": np.frombuffer("".join(f"{term}\n" for term in terms).encode(), np.uint8),
        "text_ends": np.cumsum([len(term.encode()) + 1 for term in terms], dtype=np.int32),
    }
    for field in FIELDS:
        each = [found[field].get(term) for term in terms]
        held = [one for one in each if one is not None]
        ends = np.cumsum([0 if one is None else len(one[0]) for one in each], dtype=np.int32)
        arrays[f"{field}.ends"] = ends
        arrays[f"{field}.rows"] = _joined([rows for rows, _ in held])
        arrays[f"{field}.counts"] = _joined([counts for _, counts in held])
    return arrays | _in_any_field(len(terms), arrays)


def _in_any_field(terms: int, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """The rows of each term, each once, whatever field they have it in."""
    pairs = []
    for field in FIELDS:
        often = np.diff(arrays[f"{field}.ends"], prepend=0)
        place = np.repeat(np.arange(terms, dtype=np.int64), often)
        pairs.append(place << 32 | arrays[f"{field}.rows"].astype(np.int64))
    once = np.unique(np.concatenate(pairs))
    often = np.bincount(once >> 32, minlength=terms) if terms else np.zeros(0, np.int64)
    rows = narrowed(once & 0xFFFFFFFF)
    return {"any.rows": rows, "any.ends": np.cumsum(often, dtype=np.int32)}


def _joined(parts: list[Array]) -> Array:
    return narrowed(np.concatenate([np.zeros(0, np.int64), *parts]).astype(np.int64))
