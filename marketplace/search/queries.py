"""Questions of buyers: the engine answers, or, when it cannot, the database does plainly."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import structlog

from marketplace import storage
from marketplace.clock import today
from marketplace.search import plain
from marketplace.search.asking import ask
from marketplace.search.engines import engine, opener
from marketplace.search.interface import Answer, EngineUnavailable, Query

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Near:
    """What comes closest when nothing fits: without the filters, or with some of the words."""

    kind: Literal["unfiltered", "some_words"]
    answer: Answer


def find(query: Query, on: date | None = None) -> Answer:
    """Answer a query; `degraded` says that the index could not and the database did.

    A place that is named in its text narrows it (`Answer.reading`), unless places are chosen.
    """
    day = on or today()
    return ask(query, lambda asked: _answer(asked, day))


def _answer(query: Query, on: date) -> Answer:
    try:
        return engine().search(query, on=on)
    except EngineUnavailable as error:
        log.warning("search index is unavailable", because=str(error))
        return plain.find(query, on)


def near(query: Query, on: date | None = None) -> Near | None:
    """Look for what comes closest to a query that found nothing; None when nothing does."""
    bare = Query(text=query.text, size=query.size)
    if query.is_filtered and (answer := find(bare, on)).ids:
        return Near("unfiltered", answer)
    for least in (replace(query, least=0, page=1), replace(bare, least=0)):
        if query.text and (answer := find(least, on)).ids:
            return Near("some_words", answer)
    return None


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


def trouble() -> str | None:
    """Say what is wrong with the index, None when it is well: for `/readyz`."""
    health = engine().health()
    if not health.usable:
        return health.trouble
    return "waits for a rebuild" if health.stale else None
