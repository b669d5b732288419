"""From a query understood to an answer, over whatever rows an engine has at hand."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from marketplace.search import explaining, order
from marketplace.search.columns import Columns, Mask
from marketplace.search.interface import Answer, Query
from marketplace.search.scoring import Scorer
from marketplace.search.tree import Tree

# With so many listings that have all the words, those that lack one are not looked for.
ENOUGH = 1


class Pool(Protocol):
    """Rows with their properties; every row that the answer may name or count is among them."""

    @property
    def live(self) -> Mask:
        """Which rows still count."""

    @property
    def columns(self) -> Columns:
        """Their properties."""


def answer(pool: Pool, scorer: Scorer, tree: Tree, query: Query, on: date) -> Answer:
    """Score, filter, count and order: all the words first, else most of them too."""
    if not tree and query.text.strip():
        return Answer()
    masks = pool.columns.masks(query, on)
    found, score = scorer.match(tree) if tree else (None, None)
    matched, rows = _matching(pool, found, len(tree.words), masks)
    whole = int(np.count_nonzero(rows))
    relaxed = False
    fewest = fewest_words(tree, query)
    if tree and whole < ENOUGH and fewest < len(tree.words):
        matched, rows = _matching(pool, found, fewest, masks)
        relaxed = bool(np.count_nonzero(rows) > whole)
    ids = order.ids(pool.columns, rows, score, query, on)
    facets = pool.columns.facets(matched, rows, masks, on)
    total = int(np.count_nonzero(rows))
    answer = Answer(tuple(ids), total, facets, relaxed=relaxed, whole=whole, tree=tree)
    if query.explained:
        why = explaining.explain(pool.columns, scorer, tree, rows, score, query, on)
        answer = replace(answer, explanation=why)
    return answer


def fewest_words(tree: Tree, query: Query) -> int:
    """How many of the words a listing needs where none has them all."""
    return max(1, math.ceil(query.least * len(tree.words)))


def _matching(
    pool: Pool,
    found: NDArray[np.int8] | None,
    fewest: int,
    masks: Mapping[str, Mask],
) -> tuple[Mask, Mask]:
    """Give the rows with enough words, and those of them that every filter lets through."""
    matched = pool.live if found is None else pool.live & (found >= fewest)
    rows = matched
    for mask in masks.values():
        rows = rows & mask
    return matched, rows
