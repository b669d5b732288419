"""Runs of three characters of a title, hashed small: how alike two texts look, slips or not."""

import zlib

import numpy as np
from numpy.typing import NDArray

from marketplace.catalog.queries import PublicListing
from marketplace.search import understanding

Shingles = NDArray[np.uint16]
Rows = NDArray[np.int64]


def of(words: list[str]) -> Shingles:
    """Give the different runs of a text's words, a space at each end, as sorted 16-bit hashes."""
    text = f" {' '.join(words)} ".encode()
    runs = {text[at : at + 3] for at in range(len(text) - 2)}
    hashed: Shingles = np.unique(np.array([zlib.crc32(run) & 0xFFFF for run in runs], np.uint16))
    return hashed


def of_title(document: PublicListing) -> Shingles:
    """Give those of a document's title as it is written."""
    return of(understanding.pieces(document.title))


def of_rows(values: Shingles, ends: Rows, rows: Rows) -> tuple[Shingles, Rows]:
    """Pick the shingles of some rows: their values in one run, and where each row's end.

    `values` and `ends` hold all rows in the same way.
    """
    starts = np.where(rows > 0, ends[rows - 1], 0)
    sizes = ends[rows] - starts
    picked_ends: Rows = np.cumsum(sizes)
    places = np.arange(picked_ends[-1] if len(rows) else 0) + np.repeat(
        starts - picked_ends + sizes, sizes
    )
    return values[places], picked_ends


def alike(values: Shingles, ends: Rows, asked: Shingles) -> NDArray[np.float64]:
    """How alike rows and a text look, 0…1: the cosine of their shingles."""
    common = np.concatenate(([0], np.cumsum(np.isin(values, asked))))
    starts = np.concatenate(([0], ends[:-1]))
    sizes = np.maximum(ends - starts, 1)
    cosine: NDArray[np.float64] = (common[ends] - common[starts]) / np.sqrt(
        sizes * max(len(asked), 1)
    )
    return cosine
