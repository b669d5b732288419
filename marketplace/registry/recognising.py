"""Which kind of register a file is, by titles that only one kind knows as its fields."""

from collections.abc import Sequence

from marketplace.registry import headers
from marketplace.registry.cells import clean
from marketplace.registry.fields import Fields

OF_ITS_NAME = 3  # `Nama koperasi` against `Nama usaha` says more than any other title


def fitting(rows: Sequence[Sequence[str]], known: Sequence[Fields]) -> Fields:
    """The table of fields that the first rows of a file speak of; the first where none does."""
    if len(known) == 1:
        return known[0]
    cells = {text for row in rows for cell in row if (text := clean(cell)) and len(text) <= 60}
    scores = [0] * len(known)
    for text in cells:
        meant = [headers.by_alias(text, fields) for fields in known]
        told = [index for index, name in enumerate(meant) if name is not None]
        if len(told) == 1:
            scores[told[0]] += OF_ITS_NAME if meant[told[0]] == "name" else 1
    return known[scores.index(max(scores))]
