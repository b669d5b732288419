"""Questions of buyers: the engine answers, or, when it cannot, the database does plainly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import structlog

from marketplace import storage
from marketplace.catalog import categories
from marketplace.clock import today
from marketplace.search import plain, understanding
from marketplace.search.asking import ask
from marketplace.search.engines import engine, opener
from marketplace.search.interface import Answer, Completion, EngineUnavailable, Query
from marketplace.search.ranking import quality
from marketplace.search.teaching import lexicon

log = structlog.get_logger(__name__)

# Of more listings the index in files takes each web process more memory and a new state more time
# to open than is sensible: docs/benchmarks.md has the curve.
MOST_IN_FILES = 100_000

Kind = Literal["corrected", "unfiltered", "other_places", "some_words", "same_kind"]


@dataclass(frozen=True, slots=True)
class Near:
    """What comes closest to an answer that is empty or short.

    In another spelling, without the filters, in places that the words do not name, with some of
    the words, or of the kind that most of the answer is. `ids` are those that the answer lacks.
    """

    kind: Kind
    answer: Answer
    ids: tuple[int, ...]


def find(query: Query, on: date | None = None) -> Answer:
    """Answer a query; `degraded` says that the index could not and the database did.

    A place that is named in its text narrows it (`Answer.reading`), unless places are chosen.
    """
    day = on or today()
    return ask(query, lambda asked: _answer(asked, day))


def _answer(query: Query, on: date) -> Answer:
    with understanding.taught(lexicon.present()):
        try:
            return engine().search(query, on=on)
        except EngineUnavailable as error:
            log.warning("search index is unavailable", because=str(error))
            return plain.find(query, on)


def complete(text: str, at_most: int, on: date) -> Completion:
    """Look where a text leads that is still being typed, without an index in the database."""
    with understanding.taught(lexicon.present()):
        try:
            return engine().complete(text, at_most=at_most, on=on)
        except EngineUnavailable as error:
            log.warning("search index is unavailable", because=str(error))
            return plain.complete(text, at_most)


def near(query: Query, found: Answer, on: date | None = None) -> Near | None:
    """Look for what comes closest to a query that found little; None when nothing does."""
    for kind, asked in _nearer_to_further(query, found):
        answer = find(asked, on)
        if ids := tuple(id_ for id_ in answer.ids if id_ not in found.ids):
            return Near(kind, answer, ids)
    return None


def _nearer_to_further(query: Query, found: Answer) -> Iterator[tuple[Kind, Query]]:
    bare = Query(
        query.text, size=query.size, as_words=query.as_words, literal=query.literal,
        sort="relevance" if query.text else "newest",
    )  # fmt: skip
    if query.literal:
        yield "corrected", replace(query, literal=False, page=1)
    if query.is_filtered:
        yield "unfiltered", bare
    if found.reading and found.reading.where != "elsewhere" and found.reading.words:
        yield "other_places", replace(bare, text=found.reading.words, as_words=True)
    if query.text:
        yield "some_words", replace(query, least=0, page=1, literal=False)
        yield "some_words", replace(bare, least=0, literal=False)
    if found.ids and (kinds := found.facets.categories):
        commonest = max(kinds, key=lambda slug: (kinds[slug], _is_narrow(slug), slug))
        yield "same_kind", Query(categories=(commonest,), size=query.size)
        if (one := categories.category(commonest)) and one.parent:
            yield "same_kind", Query(categories=(one.parent,), size=query.size)


def _is_narrow(slug: str) -> bool:
    """Whether a category is a kind, and no group of kinds."""
    one = categories.category(slug)
    return one is not None and one.parent is not None


def weights() -> dict[str, float]:
    """What a word counts in each field of a listing, the weightiest first."""
    from marketplace.search.ranking.scoring import (
        WEIGHTS,  # numpy: a process loads it when first asked
    )

    return dict(sorted(WEIGHTS.items(), key=lambda pair: -pair[1]))


def looked_again() -> int:
    """How many of the best get more for a name that looks like all that was asked."""
    from marketplace.search.answering import FIRST

    return FIRST


def margin() -> float:
    """By how much a score must be better so that neither quality nor turn can undo it."""
    return quality.margin()


def versions() -> Callable[[], object] | None:
    """A call, free of the application's context, whose value changes when answers may have.

    None where the index lies in the database: then its number is one of `generations`.
    """
    if storage.index_folder() is None:
        return None
    opened = opener()
    return lambda: opened().version()


def documents() -> int | None:
    """How many listings the index holds; None when it cannot answer."""
    try:
        return engine().documents()
    except EngineUnavailable:
        return None


def advice() -> str | None:
    """Say when the engine has outgrown its kind, None when it has not: for `flask doctor`."""
    held = documents() or 0
    if storage.index_folder() is None or held <= MOST_IN_FILES:
        return None
    return f"{held} listings, more than {MOST_IN_FILES}: keep the index in PostgreSQL"


def trouble() -> str | None:
    """Say what is wrong with the index, None when it is well: for `/readyz`."""
    health = engine().health()
    if not health.usable:
        return health.trouble
    return "waits for a rebuild" if health.stale else None
