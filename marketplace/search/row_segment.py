"""A segment made of rows of the database: sorted terms, and for each the rows that have it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marketplace.search import shingles
from marketplace.search.columns import COLUMNS, Mask
from marketplace.search.scoring import FIELDS, NO_POSTINGS, Floats, Ids
from marketplace.search.shingles import Shingles

NUMBERS = (*COLUMNS, *(f"{name}_length" for name in FIELDS))

# What the index holds of a listing: its properties, and how often each field has each term.
Row = tuple[dict[str, Any], dict[str, dict[str, int]]]


@dataclass(frozen=True, slots=True)
class Postings:
    """Who has which term of one field; the rows of `terms[n]` end at `ends[n]`."""

    terms: list[str]
    ends: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.float32]

    def of(self, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term, and how often."""
        place = bisect_left(self.terms, term)
        if place == len(self.terms) or self.terms[place] != term:
            return NO_POSTINGS
        span = slice(self.ends[place - 1] if place else 0, self.ends[place])
        return self.rows[span].astype(np.int64), self.counts[span].astype(np.float64)


class RowSegment:
    """Some listings as arrays; which of them still count is known outside."""

    def __init__(
        self,
        columns: dict[str, NDArray[np.int64]],
        slugs: Iterable[str],
        fields: dict[str, Postings],
        titles: tuple[Shingles, Ids],
    ) -> None:
        self.columns = columns
        self.slugs = sorted(slugs)
        self.size = len(columns["listing"])
        self.fields = fields
        self.shingles, self.shingle_ends = titles

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term in the field, and how often."""
        return self.fields[field].of(term)

    def column(self, name: str) -> NDArray[np.int64]:
        """One property of all rows."""
        return self.columns[name]

    def lengths(self, field: str) -> NDArray[np.int64]:
        """How many terms each row has in a field."""
        return self.columns[f"{field}_length"]

    @cached_property
    def _all_terms(self) -> list[str]:
        return sorted({term for postings in self.fields.values() for term in postings.terms})

    def terms(self) -> list[str]:
        """All terms, sorted."""
        return self._all_terms

    def counts(self, field: str, live: Mask) -> Ids:
        """How many live rows have each of the terms in a field."""
        return np.array([live[self.postings(field, term)[0]].sum() for term in self.terms()])

    def having(self, term: str) -> Ids:
        """Rows that have the term in any field."""
        return np.unique(np.concatenate([self.postings(field, term)[0] for field in FIELDS]))


def made_of(rows: Sequence[Row]) -> RowSegment:
    """Turn rows of the database into arrays."""
    columns = {
        name: np.array([properties[name] for properties, _ in rows], np.int64) for name in NUMBERS
    }
    slugs = {slug for properties, _ in rows for slug in properties["slugs"]}
    fields = {name: _postings([terms[name] for _, terms in rows]) for name in FIELDS}
    each = [properties["shingles"] for properties, _ in rows]
    ends = np.cumsum([len(one) for one in each], dtype=np.int64)
    values = np.array([one for row in each for one in row], np.uint16)
    return RowSegment(columns, slugs, fields, (values, ends))


def _postings(documents: Iterable[dict[str, int]]) -> Postings:
    found: dict[str, tuple[list[int], list[int]]] = {}
    for row, document in enumerate(documents):
        for term, count in document.items():
            rows, counts = found.setdefault(term, ([], []))
            rows.append(row)
            counts.append(count)
    terms = sorted(found)
    return Postings(
        terms,
        np.cumsum([len(found[term][0]) for term in terms], dtype=np.int64),
        np.array([row for term in terms for row in found[term][0]], np.int32),
        np.array([count for term in terms for count in found[term][1]], np.float32),
    )


def merged(parts: Sequence[tuple[RowSegment, Mask]]) -> RowSegment:
    """Make one segment of several, without the rows that no longer count."""
    columns = {
        name: np.concatenate([segment.columns[name][live] for segment, live in parts])
        for name in NUMBERS
    }
    slugs = {slug for segment, _ in parts for slug in segment.slugs}
    fields = {name: _merged([(s.fields[name], live) for s, live in parts]) for name in FIELDS}
    return RowSegment(columns, slugs, fields, _merged_titles(parts))


def _merged_titles(parts: Sequence[tuple[RowSegment, Mask]]) -> tuple[Shingles, Ids]:
    kept = [
        shingles.of_rows(segment.shingles, segment.shingle_ends, np.flatnonzero(live))
        for segment, live in parts
    ]
    values = np.concatenate([values for values, _ in kept])
    ends = np.cumsum(np.concatenate([np.diff(ends, prepend=0) for _, ends in kept]))
    return values, ends


def _merged(parts: Sequence[tuple[Postings, Mask]]) -> Postings:
    terms = sorted({term for postings, _ in parts for term in postings.terms})
    code_of = {term: code for code, term in enumerate(terms)}
    codes, rows, counts = [], [], []
    start = 0
    for postings, live in parts:
        own = np.array([code_of[term] for term in postings.terms], np.int64)
        kept = live[postings.rows]
        codes.append(np.repeat(own, np.diff(postings.ends, prepend=0))[kept])
        rows.append((np.cumsum(live) - 1 + start)[postings.rows[kept]])
        counts.append(postings.counts[kept])
        start += int(live.sum())
    code = np.concatenate(codes)
    order = np.argsort(code, kind="stable")
    often = np.bincount(code, minlength=len(terms))
    held = np.flatnonzero(often)  # terms that only removed rows had are forgotten
    return Postings(
        [terms[place] for place in held],
        np.cumsum(often[held], dtype=np.int64),
        np.concatenate(rows)[order].astype(np.int32),
        np.concatenate(counts)[order],
    )
