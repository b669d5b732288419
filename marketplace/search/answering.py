"""From a query understood to an answer, over whatever rows an engine has at hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

import numpy as np

from marketplace.search import understanding
from marketplace.search.columns import Columns, Mask
from marketplace.search.interface import Answer, Query
from marketplace.search.ranking import explaining, order, shingles
from marketplace.search.ranking.scoring import Floats, Ids, Scorer
from marketplace.search.ranking.shingles import Shingles
from marketplace.search.tree import Tree

# With so many listings that have all the words, those that lack one are not looked for. Filters do
# not count here: else a choice would give other listings than its count says.
ENOUGH = 10
EVEN = 0.9  # of what one of so many equal words tells, for a listing that has only some
ANY = 1e-6
ROUNDING = 1e-9
# So many of the best are looked at again by how alike their titles and the query look.
FIRST = 300
ALIKE = 0.8  # what the most alike gains, as a share of the best score


class Pool(Protocol):
    """Rows with their properties; every row that the answer may name or count is among them."""

    @property
    def live(self) -> Mask:
        """Which rows still count."""

    @property
    def columns(self) -> Columns:
        """Their properties."""

    def shingles(self, rows: Ids) -> tuple[Shingles, Ids]:
        """The shingles of the rows' titles in one run, and where each row's end in it."""


def answer(pool: Pool, scorer: Scorer, tree: Tree, query: Query, on: date) -> Answer:
    """Score, filter, count and order: all the words first, else what has most of them too."""
    if not tree and query.text.strip():
        return Answer()
    masks = pool.columns.masks(query, on)
    told, score = scorer.match(tree) if tree else (None, None)
    matched, rows = _matching(pool, told, 1.0, masks)
    whole = int(np.count_nonzero(rows))
    relaxed = False
    if tree and np.count_nonzero(matched) < ENOUGH:
        matched, rows = _matching(pool, told, least_told(tree, query), masks)
        relaxed = bool(np.count_nonzero(rows) > whole)
    if score is not None and query.sort == "relevance":
        _look_again(pool, np.flatnonzero(rows), score, query.text)
    ids = order.ids(pool.columns, rows, score, query, on)
    facets = pool.columns.facets(matched, rows, masks, on)
    total = int(np.count_nonzero(rows))
    answer = Answer(tuple(ids), total, facets, relaxed=relaxed, whole=whole, tree=tree)
    if query.explained:
        why = explaining.explain(pool.columns, scorer, tree, rows, score, query, on)
        answer = replace(answer, explanation=why)
    return answer


def _look_again(pool: Pool, rows: Ids, score: Floats, text: str) -> None:
    """Raise the best by how alike their titles and the query look, slips or not.

    Which are looked at depends on their scores alone, so every page and engine sees the same.
    """
    if len(rows) > FIRST:
        least = np.partition(score[rows], -FIRST)[-FIRST]
        best = rows[score[rows] >= least]
        rows = best if len(best) <= 2 * FIRST else rows[score[rows] > least]
    if len(rows):
        asked = shingles.of(understanding.pieces(text, understanding.LONGEST_QUERY))
        score[rows] += ALIKE * score[rows].max() * shingles.alike(*pool.shingles(rows), asked)


def least_told(tree: Tree, query: Query) -> float:
    """How much of a query a listing has to have where not enough of them have all its words.

    Of two words the more telling one, of three any that tells as much as the others.
    """
    if not query.least:
        return ANY
    return max(query.least, EVEN / max(len(tree.words), 1))


def _matching(
    pool: Pool,
    told: Floats | None,
    least: float,
    masks: Mapping[str, Mask],
) -> tuple[Mask, Mask]:
    """Give the rows that have enough, and those of them that every filter lets through."""
    matched = pool.live if told is None else pool.live & (told >= least - ROUNDING)
    rows = matched
    for mask in masks.values():
        rows = rows & mask
    return matched, rows
