"""Runs of three characters of a title, hashed small: how alike two texts look, slips or not."""

import zlib

import numpy as np
from numpy.typing import NDArray

Shingles = NDArray[np.uint16]


def of(words: list[str]) -> Shingles:
    """Give the different runs of a text's words, a space at each end, as sorted 16-bit hashes."""
    text = f" {' '.join(words)} ".encode()
    runs = {text[at : at + 3] for at in range(len(text) - 2)}
    hashed: Shingles = np.unique(np.array([zlib.crc32(run) & 0xFFFF for run in runs], np.uint16))
    return hashed
