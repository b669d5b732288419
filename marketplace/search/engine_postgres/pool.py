"""The rows that came back for a query, as the shared scorer and the shared filters see rows."""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from marketplace.search.columns import COLUMNS, Columns
from marketplace.search.engine_postgres.packing import (
    ENTRY,
    PART_BITS,
    PLACES,
    POSTING,
    RECORD,
    hashed,
)
from marketplace.search.ranking.scoring import FIELDS, NO_POSTINGS, Floats, Ids
from marketplace.search.ranking.shingles import Shingles

Counts = NDArray[np.uint16]
Fetch = Callable[[list[int]], dict[int, bytes]]
NONE: tuple[Ids, Counts] = np.zeros(0, np.int64), np.zeros(0, np.uint16)


class Pool:
    """Some listings as rows: those of the shelf first, then the fresh.

    `entries` are the terms of the fresh ones; who has a term on the shelf says `learn`. `fetch`
    gets the shingles of listings by their ids.
    """

    def __init__(
        self, shelf: bytes, fresh: bytes, entries: bytes, slugs: Iterable[str], fetch: Fetch
    ) -> None:
        rows = np.frombuffer(shelf + fresh, RECORD)
        self.live = np.ones(len(rows), np.bool_)
        self.lengths = {name: rows[f"{name}_length"].astype(np.float64) for name in FIELDS}
        self.columns = Columns({n: rows[n].astype(np.int64) for n in COLUMNS}, self.live, slugs)
        self._fetch = fetch
        self._on_shelf = len(shelf) // RECORD.itemsize
        positions = rows["position"][: self._on_shelf].astype(np.int64)
        self._in_order = np.argsort(positions, kind="stable")
        self._positions = positions[self._in_order]
        self._ends = np.cumsum(rows["entries"][self._on_shelf :], dtype=np.int64)
        self._entries = np.frombuffer(entries, ENTRY)
        self._postings: dict[str, list[tuple[Ids, Counts]]] = {}
        self._found: dict[str, tuple[Ids, Counts]] = {}

    @property
    def parts(self) -> list[int]:
        """The parts of the shelf in which its rows stand."""
        return np.unique(self._positions >> PART_BITS).tolist()

    def learn(self, postings: Iterable[tuple[str, int, bytes]]) -> None:
        """Take in who has which term in a part of the shelf."""
        for term, part, packed in postings:
            entries = np.frombuffer(packed, POSTING)
            having = entries["position"].astype(np.int64) + (part << PART_BITS)
            self._postings.setdefault(term, []).append((having, entries["counts"]))

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        """Rows that have the term in the field, and how often."""
        if term not in self._found:
            self._found[term] = self._having(term)
        rows, counts = self._found[term]
        start, most = PLACES[field]
        often = counts >> start & most
        having = np.flatnonzero(often)
        if not len(having):
            return NO_POSTINGS
        return rows[having], often[having].astype(np.float64)

    def _having(self, term: str) -> tuple[Ids, Counts]:
        found = [self._among(*posting) for posting in self._postings.get(term, ())]
        fresh = np.flatnonzero(self._entries["term"] == hashed(term))
        rows = np.searchsorted(self._ends, fresh, side="right") + self._on_shelf
        found.append((rows, self._entries["counts"][fresh]))
        return np.concatenate([r for r, _ in found]), np.concatenate([c for _, c in found])

    def _among(self, positions: Ids, counts: Counts) -> tuple[Ids, Counts]:
        """Give those of a posting that are rows here: the fewer are looked for in the more."""
        here = self._positions
        if not len(here):
            return NONE
        if len(positions) < len(here):
            places = np.minimum(np.searchsorted(here, positions), len(here) - 1)
            hits = np.flatnonzero(here[places] == positions)
            return self._in_order[places[hits]], counts[hits]
        places = np.minimum(np.searchsorted(positions, here), len(positions) - 1)
        hits = np.flatnonzero(positions[places] == here)
        return self._in_order[hits], counts[places[hits]]

    def shingles(self, rows: Ids) -> tuple[Shingles, Ids]:
        """The shingles of the rows' titles in one run, and where each row's end in it."""
        listings = self.columns.listing[rows].tolist()
        kept = self._fetch(listings)
        each = [kept.get(listing, b"") for listing in listings]
        ends = np.cumsum([len(one) // 2 for one in each], dtype=np.int64)
        return np.frombuffer(b"".join(each), "<u2"), ends
