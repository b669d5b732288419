"""From words that are still being typed to where they lead, over whatever rows an engine has."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

import numpy as np

from marketplace.search import understanding
from marketplace.search.answering import Pool
from marketplace.search.columns import Mask
from marketplace.search.interface import BEST, SHOPS, Completion, Query
from marketplace.search.ranking import order
from marketplace.search.ranking.scoring import FIELDS, Corpus, Scorer
from marketplace.search.tree import Alternative, Tree, Word
from marketplace.search.vocabulary import Vocabulary

MOST_ENDINGS = 48
MOST_BEHIND_OTHERS = 120  # other words narrow: what goes with them may be rare by itself
MOST_SCORED = 8  # endings, the commonest: a score over all of them orders the best few no better
# An unfinished word is looked for where things are named; a description begins too many words.
TITLE = ("title",)
BESIDE_TITLE = ("category", "shop", "place")
NAMING = (*TITLE, *BESIDE_TITLE)


class Rows(Pool, Corpus, Protocol):
    """Rows with their properties and their words."""

    @property
    def live(self) -> Mask:  # type: ignore[override]
        """Which rows still count."""


def unfinished(text: str, vocabulary: Vocabulary) -> Tree:
    """Understand a text whose last word may go on; with a space behind it, it is finished.

    Where nothing begins as typed the word is what search takes it for, a slip corrected.
    """
    tree = understanding.understand(text, vocabulary)
    typed = understanding.pieces(text, understanding.LONGEST_QUERY)
    if not tree or not text[-1:].isalpha() or tree.left_out or tree.words[-1].typed != typed[-1]:
        return tree
    alone = len(tree.words) == 1
    if len(typed[-1]) < understanding.SHORTEST_PREFIX:
        # Half of all words begin with one letter: those before it tell more without it.
        return tree if alone else replace(tree, words=tree.words[:-1])
    last = tree.words[-1]
    most = MOST_ENDINGS if alone else MOST_BEHIND_OTHERS
    endings = [*vocabulary.commonest(typed[-1], most)]
    # Another spelling begins so. Of two letters it would be anything.
    if len(typed[-1]) > understanding.SHORTEST_PREFIX:
        endings += understanding.usual_spellings(typed[-1])
    if not endings:
        return tree
    more = [Alternative((one,), understanding.BEGINNING) for one in dict.fromkeys(endings)]
    own = last.alternatives[0]
    whole = Word(last.typed, (own, *(one for one in more if one.terms != own.terms)))
    return replace(tree, words=(*tree.words[:-1], whole))


def complete(rows: Rows, scorer: Scorer, tree: Tree, at_most: int, on: date) -> Completion:
    """Find what has all the words, the best few of it, and the shops that are called so."""
    if not tree:
        return Completion()
    *firm, last = tree.words
    having = rows.live.copy()
    for word in firm:
        having &= _with(rows, word, FIELDS)
    titled = having & _with(rows, last, TITLE)
    having &= titled | _with(rows, last, BESIDE_TITLE)
    around = titled.copy()
    for word in firm:
        titled &= _with(rows, word, TITLE)
        around &= _with(rows, word, NAMING)
    titled = titled if titled.any() else around
    called = rows.live.copy()
    for word in tree:
        called &= _with(rows, word, ("shop",))
    facets = rows.columns.facets(having, having, {}, on)
    return Completion(
        tree=tree,
        best=_best(rows, scorer, tree, titled if titled.any() else having, on),
        sample=tuple(rows.columns.listing[_evenly(titled, at_most)].tolist()),
        shops=tuple(rows.columns.shops(called)[:SHOPS]),
        places=facets.places,
        categories=facets.categories,
    )


def _with(rows: Rows, word: Word, fields: Sequence[str]) -> Mask:
    """Which rows have any alternative of a word in any of the fields."""
    found = np.zeros(len(rows.live), np.bool_)
    for alternative in word.alternatives:
        first, *others = alternative.terms
        if not others:
            _mark(found, rows, first, fields)
            continue
        together = np.ones(len(rows.live), np.bool_)
        for term in alternative.terms:
            having = np.zeros(len(rows.live), np.bool_)
            _mark(having, rows, term, fields)
            together &= having
        found |= together
    return found


def _mark(found: Mask, rows: Rows, term: str, fields: Sequence[str]) -> None:
    for field in fields:
        found[rows.postings(field, term)[0]] = True


def _best(rows: Rows, scorer: Scorer, tree: Tree, among: Mask, on: date) -> tuple[int, ...]:
    *firm, last = tree.words
    scored = Tree((*firm, Word(last.typed, last.alternatives[: MOST_SCORED + 1])))
    _, score = scorer.match(scored)
    return tuple(order.ids(rows.columns, among, score, Query(last.typed, size=BEST), on))


def _evenly(mask: Mask, at_most: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """At most so many of the rows, evenly from the oldest to the newest."""
    found = np.flatnonzero(mask)
    if len(found) <= at_most:
        return found
    return found[np.linspace(0, len(found) - 1, at_most).astype(np.intp)]
