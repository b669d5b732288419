"""From an answer to its explanation, by the same scorer and the same order that made it."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from marketplace.search.columns import Columns, Mask
from marketplace.search.interface import Query
from marketplace.search.ranking import order, quality
from marketplace.search.ranking.explanation import Explained, Explanation, Hit, WordFound
from marketplace.search.ranking.scoring import FIELDS, Corpus, Floats, Ids, Scorer
from marketplace.search.tree import Alternative, Tree, Word


def explain(
    columns: Columns,
    scorer: Scorer,
    tree: Tree,
    rows: Mask,
    score: Floats | None,
    query: Query,
    on: date,
) -> Explanation:
    """Say of each result of the asked page what it is worth, and by what."""
    asked = order.page(columns, rows, score, query, on)
    found = np.flatnonzero(rows)
    places = np.searchsorted(found, asked)
    standing = order.standing(columns, found, score, on)
    words = _words(scorer, tree, asked)
    points = columns.of_day(on, order.points)[asked].tolist()
    listings = {}
    for at, (row, place) in enumerate(zip(asked.tolist(), places.tolist(), strict=True)):
        own = tuple(word[at] for word in words)
        worth = float(standing.words[place])
        listings[int(columns.listing[row])] = Explained(
            words=own,
            alike=worth - sum(word.worth for word in own) if own else 0.0,
            score=worth,
            points=points[at],
            merit=float(standing.merit[place]),
            before=int(standing.before[place]),
            turn=float(standing.turn[place]),
            lift=float(standing.lift[place]),
            standing=float(standing.value[place]),
        )
    return Explanation(query.sort == "relevance", quality.margin(), listings)


def _words(scorer: Scorer, tree: Tree, rows: Ids) -> list[list[WordFound]]:
    """For each word of the query what each of the rows has of it."""
    return [_word(scorer, word, rows) for word in tree]


def _word(scorer: Scorer, word: Word, rows: Ids) -> list[WordFound]:
    worth = scorer.match(Tree((word,)))[1][rows].tolist()
    hits: list[list[Hit]] = [[] for _ in worth]
    for one in word.alternatives:
        for at, fields in enumerate(_fields(scorer.corpus, one, rows)):
            if fields:
                hits[at].append(Hit(one.terms, one.share, fields))
    return [
        WordFound(word.typed, tuple(own), value) for own, value in zip(hits, worth, strict=True)
    ]


def _fields(corpus: Corpus, one: Alternative, rows: Ids) -> Sequence[tuple[str, ...]]:
    """For each row the fields that hold terms of an alternative, none where it lacks one."""
    held = {
        (term, name): np.isin(rows, corpus.postings(name, term)[0])
        for term in one.terms
        for name in FIELDS
    }
    whole = np.ones(len(rows), np.bool_)
    for term in one.terms:
        whole &= np.any([held[term, name] for name in FIELDS], axis=0)
    return [
        tuple(name for name in FIELDS if any(held[term, name][at] for term in one.terms))
        if whole[at]
        else ()
        for at in range(len(rows))
    ]
