"""From listings and their terms to terms and their listings, for the rows of one shelf."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from marketplace.search.engine_postgres.packing import PART_BITS, Packed

# One number for each term of each listing, from above: the term, the listing, its counts.
TERM_BITS, ROW_BITS, COUNT_BITS = 24, 24, 16
_ROWS = np.uint64((1 << ROW_BITS) - 1)
_BY_COUNTS = np.uint64(COUNT_BITS)
_PART = np.uint64(COUNT_BITS + PART_BITS)
BATCH = 1_000_000

Keys = NDArray[np.uint64]


class Inverted:
    """Takes in listings in any order; eight bytes for each of their terms."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._waiting: list[int] = []
        self._keys: list[Keys] = []
        self._order: list[tuple[int, int, int]] = []

    def add(self, listing: Packed) -> None:
        """Take in a listing."""
        row = len(self._order) << COUNT_BITS
        codes = self._codes
        for term, counts in zip(listing.terms, listing.counts, strict=True):
            code = codes.setdefault(term, len(codes))
            self._waiting.append(code << (ROW_BITS + COUNT_BITS) | row | counts)
        values = listing.values
        self._order.append((values["standing"], values["published"], values["listing_id"]))
        if len(self._waiting) > BATCH:
            self._store()

    def _store(self) -> None:
        self._keys.append(np.array(self._waiting, np.uint64))
        self._waiting.clear()
        if len(self._order) >= 1 << ROW_BITS or len(self._codes) >= 1 << TERM_BITS:
            raise OverflowError("more listings or terms than a posting can name")

    def postings(self) -> Iterator[tuple[str, int, bytes]]:
        """Each term, each part of the shelf, and the rows there that have it, by position.

        The shelf is sorted by the same three numbers, the greatest first.
        """
        self._store()
        keys = np.concatenate(self._keys)
        self._keys.clear()
        if not len(keys):
            return
        best_first = np.lexsort(-np.array(self._order, np.int64).reshape(-1, 3).T[::-1])
        position = np.empty(len(best_first), np.uint64)
        position[best_first] = np.arange(len(best_first), dtype=np.uint64)
        for start in range(0, len(keys), BATCH):
            some = keys[start : start + BATCH]
            rows = some >> _BY_COUNTS & _ROWS
            some ^= (rows ^ position[rows]) << _BY_COUNTS
        keys.sort()
        parts = keys >> _PART
        begins = np.flatnonzero(np.diff(parts, prepend=parts[:1] + np.uint64(1)))
        packed = (keys & np.uint64(0xFFFFFFFF)).astype("<u4")
        terms = list(self._codes)
        ends = [*begins[1:].tolist(), len(keys)]
        bits = ROW_BITS - PART_BITS
        for begin, end, part in zip(begins.tolist(), ends, parts[begins].tolist(), strict=True):
            yield terms[part >> bits], part & ((1 << bits) - 1), packed[begin:end].tobytes()
