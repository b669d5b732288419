"""One Whoosh segment read into numpy arrays."""

import threading
from collections import OrderedDict
from itertools import chain, islice, takewhile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marketplace.search.columns import COLUMNS
from marketplace.search.scoring import FIELDS, NO_POSTINGS, Floats, Ids
from marketplace.search.shingles import Shingles

MOST_POSTINGS_KEPT = 20_000


class Segment:
    """One Whoosh segment as arrays; segments never change, so its arrays are kept."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[Ids, Floats]] = OrderedDict()
        self.size: int = reader.doc_count_all()
        lengths = (f"{name}_length" for name in FIELDS)
        self.columns = {name: self._column(name) for name in chain(COLUMNS, lengths)}
        self.shingles, self.shingle_ends = self._shingles()
        self.slugs = [slug.decode() for slug in reader.lexicon("slug")]

    def _column(self, name: str) -> NDArray[np.int64]:
        values = np.zeros(self.size, np.int64)
        stored = self._reader.column_reader(name, translate=False)
        content = stored._dbfile.get(stored._basepos, stored._count * 8)
        values[: stored._count] = np.frombuffer(content, ">i8")
        return values

    def _shingles(self) -> tuple[Shingles, Ids]:
        stored = self._reader.column_reader("shingles")
        each = [stored[row] for row in range(self.size)]
        ends = np.cumsum([len(one) // 2 for one in each], dtype=np.int64)
        return np.frombuffer(b"".join(each), "<u2"), ends

    def postings(self, field: str, term: str) -> tuple[Ids, Floats]:
        key = field, term
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            self._kept[key] = found = self._decoded(field, term.encode())
            if len(self._kept) > MOST_POSTINGS_KEPT:
                self._kept.popitem(last=False)
            return found

    def _decoded(self, field: str, term: bytes) -> tuple[Ids, Floats]:
        """Read a posting list block by block, deleted rows included."""
        from whoosh.reading import TermNotFound

        try:
            matcher = self._reader._terms.matcher(field, term, self._reader.schema[field].format)
        except TermNotFound:
            return NO_POSTINGS
        if not hasattr(matcher, "_next_block"):  # a lone posting is kept inside the vocabulary
            return np.array(matcher._ids, np.int64), np.array(matcher._weights, np.float64)
        ids: list[int] = []
        counts: list[float] = []
        while matcher.is_active():
            matcher._read_ids()
            matcher._read_weights()
            ids.extend(matcher._ids)
            counts.extend(matcher._weights)
            matcher._next_block()
        return np.array(ids, np.int64), np.array(counts, np.float64)

    def beginning_with(self, field: str, prefix: str, at_most: int) -> list[str]:
        start = prefix.encode()
        with self._lock:
            terms = self._reader._terms.terms_from(field, start)
            ours = takewhile(lambda pair: pair[0] == field and pair[1].startswith(start), terms)
            return [term.decode() for _, term in islice(ours, at_most)]
