"""Keeping the index true to the database; called by the worker and by commands only."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import timedelta

import structlog

from marketplace import storage
from marketplace.catalog import queries as catalog
from marketplace.catalog.queries import PublicListing
from marketplace.clock import now
from marketplace.database import db
from marketplace.inquiries import queries as inquiries
from marketplace.search import documents, understanding
from marketplace.search.engines import engine
from marketplace.search.interface import EngineUnavailable
from marketplace.search.teaching import lexicon
from marketplace.search.teaching.holding import holding

log = structlog.get_logger(__name__)

BATCH = 500
# An index of more parts is rebuilt within a minute; of more than these, or more waste, at night.
MOST_PARTS = 48
TIDY_PARTS = 8
TIDY_WASTE = 0.2


def index_listings(listing_ids: Collection[int]) -> None:
    """Bring listings up to date: what is public now is put in, what is not is taken out.

    Safe to repeat. When the index cannot be written because it is missing or damaged it is
    rebuilt; EngineUnavailable when only another writer was in the way.
    """
    wanted = sorted(set(listing_ids))
    for start in range(0, len(wanted), BATCH):
        _index(wanted[start : start + BATCH])


def index_word(word: str) -> int:
    """Bring the listings up to date that hold a word which is read another way now; say how many.

    Safe to repeat, like all of indexing.
    """
    count = 0
    for listing_ids in holding(word, BATCH):
        index_listings(listing_ids)
        count += len(listing_ids)
    return count


def _index(listing_ids: list[int]) -> None:
    try:
        with understanding.taught(lexicon.present()):
            engine().replace(_documents(listing_ids), among=listing_ids)
    except EngineUnavailable as error:
        health = engine().health()
        if health.usable or health.rebuilding:
            raise
        log.warning("search index is rebuilt", because=str(error))
        rebuild()


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build the whole index anew beside the live one and swap it in; say how many it holds."""
    with understanding.taught(lexicon.present()):
        return engine().rebuild(_documents(None), progress, _documents)


def follow_a_restore() -> int:
    """Make the index true to a database that was put back; say how many listings it holds.

    One that lies in the database came along, and what it had not heard of yet is delivered to it.
    """
    if storage.index_folder() is None:
        keep_whole()
        return engine().health().documents
    return rebuild()


def keep_whole() -> None:
    """Rebuild the index when it is missing, damaged, in many parts, or of another version."""
    health = engine().health()
    reason = health.trouble or ("words are read anew" if health.stale else "")
    if health.usable and health.parts > MOST_PARTS:
        reason = reason or f"it has {health.parts} parts"
    if reason and not health.rebuilding:
        log.warning("search index is rebuilt", because=reason)
        rebuild()


def tidy() -> None:
    """Rebuild an index of which much is no longer used, or that consists of many parts."""
    health = engine().health()
    scattered = health.parts > TIDY_PARTS or health.wasted > TIDY_WASTE
    if health.usable and scattered and not health.rebuilding:
        log.info("search index is tidied", parts=health.parts, wasted=round(health.wasted, 2))
        rebuild()


def leave_nothing_behind() -> None:
    """See that no word of what was taken out stays in the index.

    Files keep a removed text until they are written anew. In the database it went as every other
    row of an erased person does, and a word that was hers alone with it.
    """
    if storage.index_folder() is not None:
        rebuild()


def follow_answers() -> None:
    """Count anew how well shops answer, for each that was asked something lately."""
    since, _ = documents.answering_time()
    a_week_before = since - timedelta(days=7)  # a night that was missed is made up for
    for shop_id in sorted(inquiries.answered_of_shops(a_week_before, now())):
        index_listings(catalog.public_ids_of_shop(shop_id))


def _documents(listing_ids: Iterable[int] | None) -> Iterator[PublicListing]:
    """Read the present state: the engine asks only when no other writer can come between."""
    db.session.rollback()
    understanding.learn(lexicon.present())
    yield from documents.read(listing_ids)
