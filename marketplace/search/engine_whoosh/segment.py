"""One Whoosh segment decoded into arrays, by whoever wrote it and once for everybody."""

from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marketplace.search.columns import COLUMNS
from marketplace.search.engine_whoosh.arrays import Array, narrowed, packed, with_postings
from marketplace.search.ranking.scoring import FIELDS


def decoded(reader: Any) -> bytes:
    """Give the content of a segment's file of arrays; deleted rows are in it too."""
    arrays: dict[str, Array] = {}
    for name in COLUMNS:
        arrays[f"column.{name}"] = narrowed(_column(reader, name))
    for name in FIELDS:
        arrays[f"length.{name}"] = narrowed(_column(reader, f"{name}_length"))
    slugs = [slug.decode() for slug in reader.lexicon("slug")]
    arrays |= _shingles(reader) | with_postings(_postings(reader))
    return packed(reader.doc_count_all(), slugs, arrays)


def _column(reader: Any, name: str) -> NDArray[np.int64]:
    values = np.zeros(reader.doc_count_all(), np.int64)
    stored = reader.column_reader(name, translate=False)
    content = stored._dbfile.get(stored._basepos, stored._count * 8)
    values[: stored._count] = np.frombuffer(content, ">i8")
    return values


def _shingles(reader: Any) -> dict[str, Array]:
    stored = reader.column_reader("shingles")
    each = [stored[row] for row in range(reader.doc_count_all())]
    ends = np.cumsum([len(one) // 2 for one in each], dtype=np.int64)
    return {"shingles": np.frombuffer(b"".join(each), "<u2"), "shingle_ends": ends}


def _postings(reader: Any) -> dict[str, dict[str, tuple[Array, Array]]]:
    """Read every posting list of the searchable fields."""
    found: dict[str, dict[str, tuple[Array, Array]]] = defaultdict(dict)
    terms = reader._terms
    for field, term in terms.terms():
        if field in FIELDS:
            matcher = terms.matcher(field, term, reader.schema[field].format)
            found[field][term.decode()] = _listed(matcher)
    return found


def _listed(matcher: Any) -> tuple[Array, Array]:
    """Read one posting list block by block."""
    if not hasattr(matcher, "_next_block"):  # a lone posting is kept inside the vocabulary
        return np.array(matcher._ids), np.array(matcher._weights)
    ids: list[int] = []
    counts: list[float] = []
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        ids.extend(matcher._ids)
        counts.extend(matcher._weights)
        matcher._next_block()
    return np.array(ids), np.array(counts)
