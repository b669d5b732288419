"""The engine itself: questions are answered from what the database has now, nothing is held.

Every write raises one number, under its row's lock; kept pages stand under that number.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from marketplace.catalog.queries import PublicListing
from marketplace.generations import Generation
from marketplace.search import answering, understanding
from marketplace.search.engine_postgres import rebuilding, writing
from marketplace.search.engine_postgres.asking import all_of, enough_of
from marketplace.search.engine_postgres.packing import written
from marketplace.search.engine_postgres.reading import (
    Moved,
    Reading,
    is_rebuilt,
    reading,
    terms_of,
)
from marketplace.search.engine_postgres.words import Spelling
from marketplace.search.interface import (
    MOST_COUNTED,
    Answer,
    Completion,
    EngineUnavailable,
    Health,
    Query,
)
from marketplace.search.ranking.scoring import Scorer
from marketplace.search.suggesting import completing
from marketplace.search.tree import Tree

Told = TypeVar("Told")

FRESH_PART = 1_000  # so many listings that lie apart from the shelf weigh like a part of an index
ATTEMPTS = 5  # a rebuild is swapped in once in a while, never so often within a query
MOST_COMPLETED = 2_000  # rows that words still being typed are judged by
# Listings that have any of the endings of a word; of more than these only the commonest endings
# are followed, each by itself: all of them together may be half of all there is.
MANY_ENDINGS, FOLLOWED = 20_000, 5

_number = sa.select(Generation.number).where(Generation.name == writing.NAME)


class PostgresEngine:
    """Reads and writes the index of one database; safe to share between threads."""

    def __init__(self, database: sa.Engine) -> None:
        self._database = database
        self._spelling = Spelling()

    # reading

    def search(self, query: Query, *, on: date) -> Answer:
        """Answer a query from the state that the database has now."""
        return self._asked(lambda asked: _answered(asked, query, on))

    def complete(self, text: str, *, at_most: int, on: date) -> Completion:
        """Look where a text leads that is still being typed."""
        return self._asked(lambda asked: _completed(asked, text, at_most, on))

    def _asked(self, ask: Callable[[Reading], Told]) -> Told:
        for _ in range(ATTEMPTS):
            try:
                with reading(self._database, self._spelling) as asked:
                    return ask(asked)
            except Moved:
                continue
            except (SQLAlchemyError, self._database.dialect.loaded_dbapi.Error) as error:
                reason = f"the index cannot be read: {type(error).__name__}"
                raise EngineUnavailable(reason) from error
        raise EngineUnavailable("the index is rebuilt again and again")

    def version(self) -> object:
        """Give the number of the last change: an answer after this call is never older."""
        try:
            with self._database.connect() as connection:
                number = connection.scalar(_number)
        except SQLAlchemyError:
            return "unavailable"
        return "unavailable" if number is None else number

    def documents(self) -> int:
        """Say how many listings the index holds: the number that is kept with each change."""
        return self._asked(lambda asked: asked.state.documents)

    def health(self) -> Health:
        """Ask the database what the index holds; never raises."""
        try:
            state, found = self._asked(lambda asked: (asked.state, asked.scattered()))
        except EngineUnavailable as error:
            return Health(usable=False, trouble=str(error), rebuilding=self._is_rebuilt())
        return Health(
            True,
            state.written != written(),
            state.documents,
            state.written,
            parts=1 + found.fresh // FRESH_PART,
            wasted=found.wasted,
            rebuilding=found.rebuilding,
        )

    def _is_rebuilt(self) -> bool:
        try:
            with self._database.connect() as connection:
                return is_rebuilt(connection.connection.driver_connection)
        except SQLAlchemyError:
            return False

    # writing

    def replace(self, documents: Iterable[PublicListing], among: Collection[int] = ()) -> None:
        """Put documents in, each in place of an older one; take out others named by `among`."""
        with writing.changing(self._database) as change:
            change.put(documents, among)

    def remove(self, listing_ids: Iterable[int]) -> None:
        """Take listings out; an unknown id is no error."""
        self.replace((), among=set(listing_ids))

    def rebuild(
        self,
        documents: Iterable[PublicListing],
        progress: Callable[[int], None] | None = None,
        again: Callable[[Collection[int]], Iterable[PublicListing]] | None = None,
    ) -> int:
        """Fill the other shelf while this one answers and is written, then swap them.

        What others write meanwhile is carried over as they wrote it: nothing is read `again`.
        """
        return rebuilding.rebuild(self._database, documents, progress)


def _answered(asked: Reading, query: Query, on: date) -> Answer:
    tree = understanding.understand(query.text, asked.words, literal=query.literal)
    if not tree and query.text.strip():
        return Answer()
    ways = [all_of(tree)] if tree else []
    found = asked.candidates(ways, tree, query, on, MOST_COUNTED)
    if tree and found.matched < answering.ENOUGH:
        shares = Scorer(found.pool, asked.words).shares(tree)
        least = answering.least_told(tree, query) - answering.ROUNDING
        enough = enough_of(tree.words, shares, least)
        if enough != ways:
            found = asked.candidates(enough, tree, query, on, MOST_COUNTED)
    answer = answering.answer(found.pool, Scorer(found.pool, asked.words), tree, query, on)
    total = min(answer.total, MOST_COUNTED)
    return replace(answer, capped=found.more, total=total) if found.more else answer


def _completed(asked: Reading, text: str, at_most: int, on: date) -> Completion:
    tree = completing.unfinished(text, asked.words)
    if not tree:
        return Completion()
    asked.words.look_up(terms_of(tree))
    tree, ways = _followed(asked, tree)
    pool = asked.leads(ways, tree, MOST_COMPLETED)
    return completing.complete(pool, Scorer(pool, asked.words), tree, at_most, on)


def _followed(asked: Reading, tree: Tree) -> tuple[Tree, list[str]]:
    """The words with the last one's endings: together where they are few, else each by itself."""
    *firm, last = tree.words
    having = sum(min(map(asked.words.frequency, one.terms)) for one in last.alternatives)
    if having < MANY_ENDINGS:
        return tree, [all_of(tree)]
    first, *others = last.alternatives
    naming = [one for one in others if all(map(asked.words.names_things, one.terms))]
    followed = (first, *(naming or others)[:FOLLOWED])
    tree = replace(tree, words=(*firm, replace(last, alternatives=followed)))
    return tree, [all_of((*firm, replace(last, alternatives=(one,)))) for one in followed]
